import assert from 'node:assert/strict';
import type { Exchange } from '../../../../src/cloud/connection.ts';
import { Refused, Unintelligible } from '../../../../src/cloud/errors.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import type { Job } from '../../../../src/cloud/services/migrationTaskSchemas.ts';
import { showJob, showMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { english } from '../../../support/desk/english.ts';
import { http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { withScriptedCloud } from '../../../support/network/scriptedCloud.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

const passwords = ['Example@123', 'q"uo\\te/密码'];

/** As the reference prints it, passwords in clear and oddities included. */
const sample = {
  task_id: 'ff8080816e255ad4016e2682e0b700a5',
  task_name: 'dcs-migration-thrc',
  status: 'RUNNING',
  migration_type: 'incremental_migration',
  migration_method: 'incremental_migration',
  ecs_tenant_private_ip: '192.168.192.86',
  network_type: 'vpc',
  source_instance: { addrs: '192.168.0.79:6379', id: '1', name: 's', ip: null, port: 6379, password: passwords[0] },
  target_instance: { addrs: '192.168.0.80:6379', id: '2', name: 't', ip: null, port: '6379', password: passwords[1] },
  created_at: '2019/10/22 14:44:30',
  updated_at: '2019-10-23 08:00:00',
  tenant_vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  tenant_subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  tenant_security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
  bandwidth_limit_mb: 123,
};

async function detailOf(answer: Buffer, taskId = sample.task_id) {
  const exchanges: Exchange[] = [];
  const texts: string[] = [];
  return withFaultyServer(answer, async (server) => {
    const record = (exchange: Exchange) => {
      exchanges.push(exchange);
      texts.push(exchangeText(exchange, english), exchangeText(exchange, english, true));
    };
    const connection = connectionTo(server.url, { record });
    const shown = await Promise.allSettled([showMigrationTask(connection, 'p/1', taskId)]);
    return { outcome: shown[0], exchanges, texts, target: server.received[0]?.target };
  });
}

describe('showMigrationTask', () => {
  it('asks for one task of the project', async () => {
    const { target } = await detailOf(json(200, sample), 'a/b');
    assert.equal(target, '/v2/p%2F1/migration-task/a%2Fb');
  });

  it('gives what the reference prints', async () => {
    const { outcome } = await detailOf(json(200, sample));
    assert.ok(outcome.status === 'fulfilled');
    const task = outcome.value;
    assert.deepEqual(
      [task.task_id, task.task_name, task.status, task.ecs_tenant_private_ip, task.bandwidth_limit_mb],
      [sample.task_id, sample.task_name, 'RUNNING', '192.168.192.86', '123'],
    );
    assert.deepEqual(
      [task.tenant_vpc_id, task.tenant_subnet_id, task.tenant_security_group_id],
      [sample.tenant_vpc_id, sample.tenant_subnet_id, sample.tenant_security_group_id],
    );
    assert.equal(task.created_at?.time?.toISOString(), '2019-10-22T14:44:30.000Z');
    assert.equal(task.updated_at?.time?.toISOString(), '2019-10-23T08:00:00.000Z');
    assert.deepEqual([task.source_instance?.port, task.target_instance?.port], ['6379', '6379']);
  });

  it('never holds a password, nor shows it in the log', async () => {
    const nested = { ...sample, history: [{ target_password: passwords[0], redis: { PASSWD: [passwords[1]] } }] };
    for (const body of [sample, nested]) {
      const { outcome, exchanges, texts } = await detailOf(json(200, body));
      assert.ok(outcome.status === 'fulfilled');
      assert.deepEqual(leaksOf(passwords, outcome.value), []);
      assert.deepEqual(leaksOf(passwords, [exchanges, texts]), []);
      const [text = '', traced = ''] = texts;
      assert.match(text, /"password": \(text\)/);
      assert.match(traced, /"password": "••••••"/);
      for (const one of [text, traced]) assert.match(one, /192\.168\.0\.79:6379/);
    }
  });

  it('shows no password where the answer is cut off at any place, or is no task', async () => {
    const whole = JSON.stringify(sample);
    const texts = Array.from({ length: Math.ceil(whole.length / 7) }, (_, index) => whole.slice(0, index * 7));
    const answers = [
      ...texts.map((text) => http(200, text)),
      json(200, { ...sample, task_id: null }),
      json(500, sample),
    ];
    for (const answer of answers) {
      const { outcome, exchanges, texts } = await detailOf(answer);
      assert.ok(outcome.status === 'rejected');
      const shown = [...texts, exchanges, outcome.reason];
      // A password that was itself cut is one as well.
      assert.deepEqual(leaksOf(['Example', 'q"uo'], shown), [], String(answer).slice(-40));
    }
  });

  it('does without everything but the ID', async () => {
    const odd = Object.fromEntries(Object.keys(sample).map((key) => [key, null]));
    const { outcome } = await detailOf(json(200, { ...odd, task_id: 'a' }));
    assert.ok(outcome.status === 'fulfilled');
    const { task_id, tenant_vpc_id, created_at, source_instance, status } = outcome.value;
    assert.deepEqual(
      [task_id, tenant_vpc_id, created_at, source_instance, status],
      ['a', undefined, undefined, undefined, undefined],
    );
    const refused = await detailOf(json(200, {}));
    assert.ok(refused.outcome.status === 'rejected' && refused.outcome.reason instanceof Unintelligible);
  });
});

describe('showJob', () => {
  it('asks for one job of the project and gives what the reference prints', () =>
    withScriptedCloud(
      () => [
        200,
        {
          job_id: '8abfa7b27da211df017da340427b0979',
          job_type: 'of_tomorrow',
          status: 'SUCCESS',
          begin_time: '1700000000000',
          end_time: 1700000001000,
          fail_reason: null,
        },
      ],
      async ({ url, asked }) => {
        const job = await showJob(connectionTo(url), 'p/1', 'j/1');
        assert.deepEqual(asked(), ['/v2/p%2F1/jobs/j%2F1']);
        assert.deepEqual([job.status, job.job_type, job.fail_reason], ['SUCCESS', 'of_tomorrow', undefined]);
        assert.equal(job.begin_time?.time?.toISOString(), '2023-11-14T22:13:20.000Z');
        assert.equal(job.end_time?.time?.toISOString(), '2023-11-14T22:13:21.000Z');
      },
    ));

  it('takes every status, and does not do without one', async () => {
    const jobOf = async (body: unknown) => {
      const jobs: Job[] = [];
      await withScriptedCloud(
        () => [200, body],
        async ({ url }) => void jobs.push(await showJob(connectionTo(url), 'p', 'j')),
      );
      return jobs[0];
    };
    for (const status of ['INIT', 'RUNNING', 'FAIL', 'OF_TOMORROW']) {
      assert.equal((await jobOf({ status, fail_reason: 'x' }))?.status, status);
    }
    for (const body of [{}, { status: '' }, { status: null }, []]) await assert.rejects(jobOf(body), Unintelligible);
  });

  it('says of a job that there is none', () =>
    withScriptedCloud(
      () => [404, { error_code: 'DCS.4999', error_msg: 'no' }],
      async ({ url }) => {
        await assert.rejects(showJob(connectionTo(url), 'p', 'j'), Refused);
      },
    ));
});
