import assert from 'node:assert/strict';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { refusal } from '../createdTask.ts';
import type { Entry } from '../listing.ts';
import { entriesOf, type Live, live, redisIdOf } from '../tasks/liveTasks.ts';

const pathOf = (name: string, call = 'configs') => `instances/${redisIdOf(name)}/${call}`;

async function listed(one: Live, name: string): Promise<readonly Entry[]> {
  const { status, body } = await one.ask('GET', pathOf(name));
  assert.deepEqual([status, body['config_status']], [200, 'SUCCESS']);
  return entriesOf(body, 'redis_config');
}

async function configOf(one: Live, name: string, parameter: string): Promise<unknown> {
  return (await listed(one, name)).find(({ param_name }) => param_name === parameter)?.['param_value'];
}

const wanted = (param_id: string, param_name: string, param_value: string) => ({
  redis_config: [{ param_id, param_name, param_value }],
});

describe('sandbox: the parameters of an instance', () => {
  it('are listed as the service writes them', () =>
    live([], async (one) => {
      const [timeout] = (await listed(one, 'tiny-redis')).filter(({ param_name }) => param_name === 'repl-timeout');
      assert.deepEqual(timeout, {
        param_id: '21',
        param_name: 'repl-timeout',
        param_value: '60',
        default_value: '60',
        value_type: 'Interger',
        value_range: '30-3600',
        description: 'Replication timeout (in seconds)',
        need_restart: false,
      });
    }));

  it('are those of its type', () =>
    live([], async (one) => {
      const has = async (name: string, parameter: string) => (await configOf(one, name, parameter)) !== undefined;
      const ofReplicas = [
        'repl-timeout',
        'client-output-buffer-slave-hard-limit',
        'client-output-buffer-limit-slave-soft-seconds',
      ];
      for (const parameter of ofReplicas) {
        assert.deepEqual([await has('sessions-redis', parameter), await has('orders-redis', parameter)], [false, true]);
      }
      assert.deepEqual(
        [await has('catalogue-proxy', 'multi-db'), await has('catalogue-cluster-new', 'multi-db')],
        [true, false],
      );
      assert.deepEqual(
        [await has('reports-redis', 'master-read-only'), await has('orders-redis', 'master-read-only')],
        [false, true],
      );
      assert.equal(await configOf(one, 'orders-redis', 'client-output-buffer-slave-hard-limit'), '134217728');
      assert.equal(await configOf(one, 'orders-redis-new', 'client-output-buffer-slave-hard-limit'), '1717986918');
      assert.equal(await configOf(one, 'legacy-redis', 'maxmemory-policy'), 'noeviction');
    }));

  it('are changed, with a job or without one, in this sandbox and in no other', async () => {
    await live([], async (one) => {
      assert.equal((await one.ask('PUT', pathOf('tiny-redis'), wanted('21', 'repl-timeout', '300'))).status, 204);
      assert.equal(await configOf(one, 'tiny-redis', 'repl-timeout'), '300');
      const policy = wanted('2', 'maxmemory-policy', 'noeviction');
      const { status, body } = await one.ask('PUT', pathOf('tiny-redis', 'async-configs'), policy);
      assert.equal(status, 200);
      assert.match(String(body['job_id']), /^[0-9a-f]{32}$/);
      assert.equal((await one.ask('GET', `jobs/${body['job_id']}`)).body['status'], 'SUCCESS');
      assert.equal(await configOf(one, 'tiny-redis', 'maxmemory-policy'), 'noeviction');
      assert.equal(await configOf(one, 'tiny-redis', 'repl-timeout'), '300');
      const again = await one.ask('PUT', pathOf('tiny-redis', 'async-configs'), policy);
      assert.deepEqual([again.status, again.body], [204, {}]);
    });
    await live([], async (one) => assert.equal(await configOf(one, 'tiny-redis', 'repl-timeout'), '60'));
  });

  const broken: readonly [field: string, body: Entry][] = [
    ['param_name', wanted('1', 'of-tomorrow', '1')],
    ['param_id', wanted('1', 'repl-timeout', '300')],
    ['param_value', wanted('21', 'repl-timeout', '29')],
    ['param_value', wanted('21', 'repl-timeout', '3601')],
    ['param_value', wanted('21', 'repl-timeout', 'long')],
    ['param_value', wanted('2', 'maxmemory-policy', 'none')],
    ['param_value', wanted('13', 'notify-keyspace-events', 'Q')],
  ];
  for (const [field, body] of broken) {
    it(`refuse ${JSON.stringify(body)}`, () =>
      live([], async (one) => {
        for (const call of ['configs', 'async-configs']) {
          const reply = await one.ask('PUT', pathOf('tiny-redis', call), body);
          assert.deepEqual(refusal(reply), [400, 'DCS.4800']);
          assert.equal(reply.body['error_msg'], `Invalid ${field} in the request.`);
        }
      }));
  }

  it('may be denied, to read and to write', () =>
    live(
      [],
      async (one) => {
        const body = wanted('21', 'repl-timeout', '300');
        assert.deepEqual(refusal(await one.ask('GET', pathOf('tiny-redis'))), [403, 'DCS.2007']);
        assert.deepEqual(refusal(await one.ask('PUT', pathOf('tiny-redis'), body)), [403, 'DCS.2007']);
        assert.deepEqual(refusal(await one.ask('PUT', pathOf('tiny-redis', 'async-configs'), body)), [403, 'DCS.2007']);
      },
      { denied: new Set<Action>(['dcs:instance:getConfiguration', 'dcs:instance:modifyConfiguration']) },
    ));
});

describe('sandbox: SSL of an instance', () => {
  it('is told where it is on, by nothing where it could be, and refused where not', () =>
    live([], async (one) => {
      const on = await one.ask('GET', pathOf('ledger-redis', 'ssl'));
      assert.deepEqual([on.status, on.body['enabled'], on.body['port']], [200, true, '6379']);
      const off = await one.ask('GET', pathOf('orders-redis-new', 'ssl'));
      assert.deepEqual([off.status, off.body], [204, {}]);
      assert.deepEqual(refusal(await one.ask('GET', pathOf('orders-redis', 'ssl'))), [400, 'DCS.4201']);
    }));

  it('may be denied', () =>
    live([], async (one) => assert.equal((await one.ask('GET', pathOf('tiny-redis', 'ssl'))).status, 403), {
      denied: new Set<Action>(['dcs:ssl:get']),
    }));
});
