import assert from 'node:assert/strict';
import type { Exchange } from '../../../../src/cloud/connection.ts';
import { CloudError, Refused, Unreachable } from '../../../../src/cloud/errors.ts';
import { describeCloudError } from '../../../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import {
  type ConfigureMigrationTaskBody,
  configureMigrationTask,
} from '../../../../src/cloud/services/configureTask.ts';
import { listInstances, showInstance } from '../../../../src/cloud/services/instances.ts';
import { listMigrationTasks, showMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { changeParameters, listParameters } from '../../../../src/cloud/services/parameters.ts';
import { showsSsl } from '../../../../src/cloud/services/ssl.ts';
import {
  deleteMigrationTasks,
  exchangeInstanceIp,
  restartMigrationTasks,
  rollBackInstanceIp,
  setResumeMode,
  stopMigrationTask,
  stopMigrationTasks,
} from '../../../../src/cloud/services/taskActions.ts';
import { listMigrationTaskLogs, showMigrationTaskStats } from '../../../../src/cloud/services/taskProgress.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import { english } from '../../../support/desk/english.ts';
import { type Answer, http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';
import { type Call, play } from './playedCall.ts';

const whole: ConfigureMigrationTaskBody = {
  migration_method: 'incremental_migration',
  resume_mode: 'auto',
  bandwidth_limit_mb: '20',
  source_instance: { addrs: '10.0.0.1:6379', password: 'Example@123' },
  target_instance: { id: 'c4f7a1d2-3b5e-4c6d-8e9f-0a1b2c3d4e5f', password: 'q"uo\\te/密码' },
};

const batch = json(200, {
  migration_tasks: [
    { task_id: 'a', result: 'success' },
    { task_id: 'b', result: 'failed', error_code: 'DCS.4133', error_msg: 'gone' },
  ],
});

const calls: { readonly [name: string]: { call: Call; line: string; body: string; answer: Answer; gives: unknown } } = {
  stop: {
    call: async (connection) => (await stopMigrationTask(connection, 'p/1', 'a/b')).status,
    line: 'POST /v2/p%2F1/migration-task/a%2Fb/stop',
    body: '',
    answer: json(200, { task_id: 'a/b', status: 'TERMINATING', source_instance: { password: 'x' } }),
    gives: 'TERMINATING',
  },
  'batch stop': {
    call: async (connection) => (await stopMigrationTasks(connection, 'p', ['a', 'b'])).map(({ result }) => result),
    line: 'POST /v2/p/migration-task/batch-stop',
    body: '{"migration_tasks":["a","b"]}',
    answer: batch,
    gives: ['success', 'failed'],
  },
  'batch restart': {
    call: async (connection) => (await restartMigrationTasks(connection, 'p', ['a', 'b'])).map((one) => one.error_code),
    line: 'POST /v2/p/migration-tasks/batch-restart',
    body: '{"migration_tasks":["a","b"]}',
    answer: batch,
    gives: [undefined, 'DCS.4133'],
  },
  'resume mode': {
    call: (connection) => setResumeMode(connection, 'p', 'a', 'manual'),
    line: 'PUT /v2/p/migration-task/a',
    body: '{"resume_mode":"manual"}',
    answer: json(200, 'done'),
    gives: undefined,
  },
  delete: {
    call: (connection) => deleteMigrationTasks(connection, 'p', ['a', 'b']),
    line: 'DELETE /v2/p/migration-tasks/delete',
    body: '{"task_id_list":["a","b"]}',
    answer: json(200, { task_id_list: ['a', 'b'] }),
    gives: ['a', 'b'],
  },
  configure: {
    call: async (connection) => (await configureMigrationTask(connection, 'p', 'a/b', whole)).status,
    line: 'POST /v2/p/migration/a%2Fb/task',
    body: JSON.stringify(whole),
    answer: json(200, { id: 'a/b', name: 'n', status: 'FULLMIGRATING' }),
    gives: 'FULLMIGRATING',
  },
};

const swaps: typeof calls = {
  'swap of addresses': {
    call: (connection) =>
      exchangeInstanceIp(connection, 'p/1', 'a/b', { exchangedIp: ['10.0.0.1', '10.0.0.2'], isExchangeDomain: true }),
    line: 'POST /v2/p%2F1/migration-task/a%2Fb/exchange-ip',
    body: '{"exchanged_ip":["10.0.0.1","10.0.0.2"],"is_exchange_domain":true}',
    answer: http(204, ''),
    gives: undefined,
  },
  'roll back of addresses': {
    call: (connection) => rollBackInstanceIp(connection, 'p/1', 'a/b'),
    line: 'POST /v2/p%2F1/migration-task/a%2Fb/rollback-ip',
    body: '',
    answer: http(204, ''),
    gives: undefined,
  },
};

describe('an action on a task', () => {
  for (const [name, { call, line, body, answer, gives }] of Object.entries({ ...calls, ...swaps })) {
    it(`${name}: sends what the reference prints, once, and reads the answer`, async () => {
      const { outcome, sent } = await play(call, answer);
      assert.deepEqual(sent, [{ line, type: body === '' ? undefined : 'application/json', body }]);
      assert.deepEqual(outcome, { status: 'fulfilled', value: gives });
    });

    it(`${name}: is not sent again after a failure that may pass, which may have taken effect`, async () => {
      for (const failure of [json(503, { error_code: 'x' }), (socket: { destroy(): void }) => socket.destroy()]) {
        const { outcome, sent } = await play(call, failure);
        assert.equal(sent.length, 1);
        assert.ok(outcome.status === 'rejected');
        assert.ok(outcome.reason instanceof Refused || outcome.reason instanceof Unreachable);
        assert.equal(outcome.reason.mayHaveTakenEffect, true);
      }
    });
  }

  for (const name of ['resume mode', 'delete']) {
    it(`${name}: may be answered by nothing at all`, async () => {
      const call = calls[name]?.call ?? assert.fail(name);
      for (const empty of [http(200, ''), http(204, '')]) {
        const { outcome } = await play(call, empty);
        assert.equal(outcome.status, 'fulfilled');
      }
    });
  }

  it('configure: does not take a success without an ID for one', async () => {
    const { outcome } = await play(calls['configure']?.call ?? assert.fail(), json(200, { status: 'FULLMIGRATING' }));
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof CloudError);
    assert.equal(outcome.reason.mayHaveTakenEffect, true);
  });

  for (const name of ['stop', 'batch stop', 'batch restart', 'configure']) {
    it(`${name}: does not take an empty answer for a success`, async () => {
      const { outcome } = await play(calls[name]?.call ?? assert.fail(name), http(200, ''));
      assert.equal(outcome.status, 'rejected');
    });
  }
});

const passwords = ['Example@123', 'q"uo\\te/密码'];

/** A password under a name of each kind, wherever an answer of any call may have it. */
const hostile = {
  ...{ password: passwords[0], source_password: passwords[1], redis: { requirepass: [passwords[0]] } },
  ...{ task_id: 'a', instance_id: 'a', status: 'RUNNING' },
};

const open = { enable_whitelist: false, whitelist: [] };

const everyCall: { readonly [name: string]: Call } = {
  ...Object.fromEntries(Object.entries({ ...calls, ...swaps }).map(([name, { call }]) => [name, call])),
  'stop, whole': (connection) => stopMigrationTask(connection, 'p', 'a'),
  'batch, whole': (connection) => stopMigrationTasks(connection, 'p', ['a']),
  detail: (connection) => showMigrationTask(connection, 'p', 'a'),
  list: (connection) => listMigrationTasks(connection, 'p').next(),
  instances: (connection) => listInstances(connection, 'p').next(),
  instance: (connection) => showInstance(connection, 'p', 'a'),
  whitelist: (connection) => showWhitelist(connection, 'p', 'a'),
  'whitelist, added to': (connection) => addToWhitelist(connection, 'p', 'a', []),
  'whitelist, replaced': (connection) => replaceWhitelist(connection, 'p', 'a', open),
  parameters: (connection) => listParameters(connection, 'p', 'a'),
  'parameters, changed': (connection) => changeParameters(connection, 'p', 'a', []),
  ssl: (connection) => showsSsl(connection, 'p', 'a'),
  stats: (connection) => showMigrationTaskStats(connection, 'p', 'a'),
  logs: (connection) => listMigrationTaskLogs(connection, 'p', 'a').next(),
};

describe('the passwords in an answer', () => {
  for (const [name, call] of Object.entries(everyCall)) {
    it(`never pass the schema of: ${name}`, async () => {
      const inside = { ...hostile, source_instance: hostile, target_instance: hostile };
      const answer = {
        ...inside,
        ...{ count: 1, log_num: 1, migration_tasks: [inside], migration_logs: [inside], task_id_list: ['a'] },
        ...{ instance_num: 1, instances: [inside] },
        ...{ enable_whitelist: true, whitelist: [{ ...inside, group_name: 'g' }], enabled: true },
        redis_config: [{ param_id: '1', param_name: 'requirepass', param_value: passwords[0] }],
      };
      for (const status of [200, 400]) {
        const texts: string[] = [];
        const record = (exchange: Exchange) =>
          void texts.push(exchangeText(exchange, english), exchangeText(exchange, english, true));
        await withFaultyServer(json(status, answer), async (server) => {
          const [outcome] = await Promise.allSettled([call(connectionTo(server.url, { record }))]);
          assert.ok(texts.length > 0);
          assert.deepEqual(leaksOf(passwords, [outcome, texts]), []);
        });
      }
    });
  }

  it('that were sent are not shown where an answer repeats them as words', async () => {
    const said = passwords.map((password) => `cannot use ${password} here`).join('; ');
    for (const answer of [json(400, { error_code: 'DCS.4080', error_msg: said }), json(200, { id: 'a', name: said })]) {
      const texts: string[] = [];
      const record = (exchange: Exchange) =>
        void texts.push(exchangeText(exchange, english), exchangeText(exchange, english, true));
      await withFaultyServer(answer, async ({ url }) => {
        const call = configureMigrationTask(connectionTo(url, { record }), 'p', 'a', whole);
        const [outcome] = await Promise.allSettled([call]);
        const shown = outcome.status === 'rejected' ? [outcome.reason, describeOf(outcome.reason)] : [];
        assert.match(texts.join('\n'), /cannot use/);
        assert.deepEqual(leaksOf(passwords, [shown, texts]), []);
      });
    }
  });
});

function describeOf(error: unknown): unknown {
  assert.ok(error instanceof CloudError);
  return describeCloudError(error, english);
}
