import assert from 'node:assert/strict';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { refusal } from '../createdTask.ts';
import type { Entry } from '../listing.ts';
import { entriesOf, type Live, live, redisIdOf } from './liveTasks.ts';

type Between = readonly [source: string, target: string];

const between: Between = ['carts-redis', 'carts-redis-new'];
const orders: TaskSeed = { name: 'orders', state: 'inSync', between };

const exchange = ({ ask }: Live, taskId: string, body?: unknown) =>
  ask('POST', `migration-task/${taskId}/exchange-ip`, body);
const rollBack = ({ ask }: Live, taskId: string) => ask('POST', `migration-task/${taskId}/rollback-ip`);

const taskStatus = async ({ detail }: Live, taskId: string) => (await detail(taskId))['task_status'];

/** Addresses and domain names of both ends, by the detail of each. */
async function places({ ask }: Live): Promise<readonly unknown[]> {
  const bodies: Entry[] = [];
  for (const name of between) bodies.push((await ask('GET', `instances/${redisIdOf(name)}`)).body);
  return bodies.map(({ ip, domain_name }) => [ip, domain_name]);
}

const [first, second] = between.map((name) => `redis-${redisIdOf(name).slice(0, 8)}.dcs.example.com`);
const before = [
  ['192.168.0.43', first],
  ['192.168.0.44', second],
];

describe('sandbox: a swap of addresses', () => {
  it('takes its time, ends the migration, and gives each end the address of the other', () =>
    live([orders], async (one) => {
      const taskId = await one.idOf('orders');
      assert.equal(await taskStatus(one, taskId), undefined);
      assert.deepEqual(await places(one), before);
      const { status, body, headers } = await exchange(one, taskId, {
        exchanged_ip: ['192.168.0.43'],
        is_exchange_domain: true,
      });
      assert.deepEqual([status, body, headers['content-length']], [204, {}, undefined]);
      assert.deepEqual([await taskStatus(one, taskId), await one.status(taskId)], ['EXCHANGING', 'INCRMIGEATING']);
      assert.deepEqual(await places(one), before);
      one.set(5999);
      assert.equal(await taskStatus(one, taskId), 'EXCHANGING');
      one.set(6000);
      assert.deepEqual([await taskStatus(one, taskId), await one.status(taskId)], ['EXCHANGE_SUCCESS', 'TERMINATED']);
      assert.deepEqual(await places(one), before.toReversed());
      const listed = entriesOf((await one.ask('GET', 'instances?limit=1000')).body, 'instances');
      assert.equal(listed.find(({ name }) => name === 'carts-redis')?.['ip'], '192.168.0.44');
      assert.deepEqual(
        (await one.log(taskId)).slice(-3).map(({ message }) => message),
        ['start to exchange ip.', 'stop migration task success.', 'exchange ip success.'],
      );
    }));

  it('takes nothing at all for the addresses without the domain names', () =>
    live([orders], async (one) => {
      const taskId = await one.idOf('orders');
      assert.equal((await exchange(one, taskId)).status, 204);
      one.set(6000);
      assert.deepEqual(await places(one), [
        ['192.168.0.44', first],
        ['192.168.0.43', second],
      ]);
    }));

  it('takes null for what is left out, and refuses what is neither', () =>
    live([orders], async (one) => {
      const taskId = await one.idOf('orders');
      for (const wrong of [{ exchanged_ip: 'x' }, { exchanged_ip: [7] }, { is_exchange_domain: 'yes' }]) {
        assert.deepEqual(refusal(await exchange(one, taskId, wrong)), [400, 'DCS.4063'], JSON.stringify(wrong));
      }
      assert.deepEqual(one.sandbox.actions, []);
      assert.equal((await exchange(one, taskId, { exchanged_ip: null, is_exchange_domain: null })).status, 204);
    }));

  it('is taken back by a roll back, once, and can be done again after that', () =>
    live([orders], async (one) => {
      const taskId = await one.idOf('orders');
      assert.deepEqual(refusal(await rollBack(one, taskId)), [400, 'DCS.4957']);
      await exchange(one, taskId, { is_exchange_domain: true });
      for (const way of [rollBack, exchange]) {
        assert.deepEqual(refusal(await way(one, taskId)), [400, 'DCS.4957'], 'while it is under way');
      }
      one.set(6000);
      assert.deepEqual(refusal(await exchange(one, taskId)), [400, 'DCS.4957']);
      const { status, body } = await rollBack(one, taskId);
      assert.deepEqual([status, body, await taskStatus(one, taskId)], [204, {}, 'EXCHANGING']);
      assert.deepEqual(await places(one), before.toReversed());
      one.set(12_000);
      assert.deepEqual([await taskStatus(one, taskId), await one.status(taskId)], ['ROLLBACK_SUCCESS', 'TERMINATED']);
      assert.deepEqual(await places(one), before);
      assert.deepEqual(refusal(await rollBack(one, taskId)), [400, 'DCS.4957']);
      await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      assert.equal(await taskStatus(one, taskId), 'ROLLBACK_SUCCESS');
      one.set(72_000);
      assert.equal((await exchange(one, taskId)).status, 204);
      one.set(78_000);
      assert.equal(await taskStatus(one, taskId), 'EXCHANGE_SUCCESS');
      assert.deepEqual(
        one.sandbox.actions.flatMap(({ action, accepted }) => (accepted ? [action] : [])),
        ['exchangeIp', 'rollBackIp', 'restart', 'exchangeIp'],
      );
    }));

  it('keeps the task from being started again until it is rolled back', () =>
    live([orders], async (one) => {
      const taskId = await one.idOf('orders');
      await exchange(one, taskId);
      one.set(6000);
      const { body } = await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      assert.equal(entriesOf(body, 'migration_tasks')[0]?.['error_code'], 'DCS.4957');
      assert.deepEqual(refusal(await one.configure(taskId)), [400, 'DCS.4957']);
    }));

  it('may fail, which leaves everything as it was and says why, until something else is done', () =>
    live([{ ...orders, swapEnds: ['fails'] }], async (one) => {
      const taskId = await one.idOf('orders');
      const message = async () => (await one.list())[0]?.['error_message'];
      assert.equal((await exchange(one, taskId)).status, 204);
      assert.equal(await message(), null);
      one.set(6000);
      assert.deepEqual([await taskStatus(one, taskId), await one.status(taskId)], [undefined, 'INCRMIGEATING']);
      assert.equal(await message(), 'exchange ip failed.');
      assert.deepEqual(await places(one), before);
      const last = (await one.log(taskId)).at(-1);
      assert.deepEqual([last?.['log_level'], last?.['message']], ['ERROR', 'exchange ip failed.']);
      assert.equal((await exchange(one, taskId)).status, 204);
      assert.equal(await message(), null);
      one.set(12_000);
      assert.equal(await taskStatus(one, taskId), 'EXCHANGE_SUCCESS');
    }));

  it('may never end', () =>
    live([{ ...orders, swapEnds: ['succeeds', 'hangs'] }], async (one) => {
      const taskId = await one.idOf('orders');
      await exchange(one, taskId);
      one.set(6000);
      await rollBack(one, taskId);
      one.set(24 * 3_600_000);
      assert.equal(await taskStatus(one, taskId), 'EXCHANGING');
      assert.deepEqual(await places(one), [
        ['192.168.0.44', first],
        ['192.168.0.43', second],
      ]);
    }));

  const misfits: readonly (readonly [
    string,
    Omit<Partial<TaskSeed>, 'between'> & { between?: Between | undefined },
    string,
  ])[] = [
    ['a source of others', { between: undefined }, 'DCS.4007'],
    ['an old version', { between: ['legacy-redis', 'carts-redis'] }, 'DCS.4008'],
    ['a Redis Cluster', { between: ['carts-redis', 'catalogue-cluster-new'] }, 'DCS.4007'],
    ['a task that was stopped', { between, state: 'stopped' }, 'DCS.4957'],
    ['a full copy', { between, state: 'copying' }, 'DCS.4957'],
    ['a task that waits', { state: 'waiting' }, 'DCS.4007'],
  ];
  for (const [name, { between: ends, ...seed }, code] of misfits) {
    it(`is refused to ${name}`, () =>
      live([{ name: 'orders', state: 'inSync', ...seed, ...(ends && { between: ends }) }], async (one) => {
        const taskId = await one.idOf('orders');
        assert.deepEqual(refusal(await exchange(one, taskId)), [400, code]);
        assert.deepEqual(
          one.sandbox.actions.map(({ action, accepted }) => `${action} ${accepted}`),
          ['exchangeIp false'],
        );
        assert.equal(await taskStatus(one, taskId), undefined);
      }));
  }

  it('is refused to ends with other ports, or with public access, whatever VPC they are in', () =>
    live(
      [
        { name: 'ports', state: 'copying', between: ['carts-redis', 'staging-redis'] },
        { name: 'public', state: 'copying', between: ['carts-redis', 'dev-redis'] },
      ],
      async (one) => {
        for (const name of ['ports', 'public']) {
          assert.deepEqual(refusal(await exchange(one, await one.idOf(name))), [400, 'DCS.4026'], name);
        }
        assert.deepEqual(refusal(await exchange(one, 'x')), [400, 'DCS.4133']);
        assert.deepEqual(refusal(await rollBack(one, 'x')), [400, 'DCS.4133']);
      },
    ));
});
