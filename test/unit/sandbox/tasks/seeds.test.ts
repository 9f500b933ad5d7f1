import assert from 'node:assert/strict';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { send } from '../../../support/network/signedClient.ts';
import { noon, refusal } from '../createdTask.ts';
import { live } from './liveTasks.ts';

const team = [
  ['cart-cache', 'INCRMIGEATING', 'online_migration'],
  ['click-stream', 'INCRMIGEATING', 'online_migration'],
  ['feature-flags', 'SUCCESS', 'online_migration'],
  ['leaderboard', 'SUCCESS', 'backupfile_import'],
  ['orders-cache', 'INCRMIGEATING', 'online_migration'],
  ['payments-locks', 'FAILED', 'online_migration'],
  ['product-catalogue', 'RUNNING', 'online_migration'],
  ['rate-limiter', 'CREATING', 'online_migration'],
  ['search-suggestions', 'TERMINATED', 'online_migration'],
  ['session-store', 'FULLMIGRATING', 'online_migration'],
];

describe('sandbox: what it starts with', () => {
  for (const speed of [1, 7, 1000]) {
    it(`nine tasks, and an import, at speed ${speed}`, () =>
      live(
        [],
        async (one) => {
          const tasks = await one.list();
          const told = tasks.map(({ task_name, status, migration_type }) => [task_name, status, migration_type]);
          assert.deepEqual(told.toSorted(), team);
          for (const { description } of tasks) assert.match(String(description), /^[A-Z].+\.$/);
          const lag = async (name: string) => Number((await one.stats(await one.idOf(name)))['offset']);
          assert.ok((await lag('cart-cache')) > 1000);
          assert.ok((await lag('orders-cache')) <= 14);
        },
        { tasks: 'team', speed },
      ));
  }

  it('one of which waits for over a day, and one whose source refused the password', () =>
    live(
      [],
      async (one) => {
        const tasks = await one.list();
        const find = (name: string) => tasks.find(({ task_name }) => task_name === name);
        assert.ok(String(find('product-catalogue')?.['created_at']) < '2025-05-31T12:00');
        assert.match(String(find('payments-locks')?.['error_message']), /^WRONGPASS/);
        const times = tasks.map(({ created_at }) => String(created_at));
        assert.deepEqual(times, times.toSorted().reverse());
      },
      { tasks: 'team' },
    ));

  it('is alive: in a few minutes everything is somewhere else', () =>
    live(
      [],
      async (one) => {
        one.set(120_000);
        assert.equal(await one.status(await one.idOf('rate-limiter')), 'RUNNING');
        assert.equal(await one.status(await one.idOf('session-store')), 'INCRMIGEATING');
        assert.equal((await one.configure(await one.idOf('product-catalogue'))).status, 200);
        assert.equal((await one.configure(await one.idOf('payments-locks'))).status, 200);
        one.set(240_000);
        assert.equal(await one.status(await one.idOf('payments-locks')), 'INCRMIGEATING');
      },
      { tasks: 'team' },
    ));

  it('lets one stay in sync for minutes, falls back to a full copy with another, and behind with a third', () =>
    live(
      [],
      async (one) => {
        const [calm, lossy, busy] = [
          await one.idOf('orders-cache'),
          await one.idOf('session-store'),
          await one.idOf('click-stream'),
        ];
        const lag = async (taskId: string) => Number((await one.stats(taskId))['offset']);
        for (let time = 0; time < 600_000; time += 2000) {
          one.set(time);
          assert.ok((await lag(calm)) <= 14, String(time));
          if (time < 120_000) assert.ok((await lag(busy)) <= 14, String(time));
        }
        one.set(180_000);
        assert.ok((await lag(busy)) > 1_000_000);
        assert.equal(await one.status(lossy), 'INCRMIGEATING');
        one.set(300_000);
        assert.equal(await one.status(lossy), 'FULLMIGRATING');
      },
      { tasks: 'team' },
    ));

  it('is neither in the ledger nor in the quota, and the same each time', () =>
    live(
      [],
      async (one) => {
        const before = await one.list();
        assert.deepEqual([one.sandbox.ledger, one.sandbox.actions], [[], []]);
        await live([], async (other) => assert.deepEqual(await other.list(), before), { tasks: 'team' });
        await one.create('mine');
        assert.equal(one.sandbox.ledger.length, 1);
        assert.equal((await one.list())[0]?.['task_name'], 'mine');
      },
      { tasks: 'team', taskQuota: 1 },
    ));

  it('is nothing unless it is told to', () => live([], async (one) => assert.deepEqual(await one.list(), [])));

  it('is in its own project only', () =>
    live(
      [],
      async (one) => {
        const own = await one.idOf('orders-cache');
        const projects = (await send(one.sandbox, { target: '/v3/auth/projects', now: noon })).body['projects'];
        assert.ok(Array.isArray(projects));
        for (const { id } of projects.filter(({ id }) => id !== one.sandbox.projectId)) {
          const target = `/v2/${id}/migration-task/${own}`;
          const reply = await send(one.sandbox, { target, now: noon });
          assert.deepEqual(refusal(reply), [400, 'DCS.4133']);
        }
      },
      { tasks: 'team' },
    ));

  it('is a thousand tasks as well', () =>
    live(
      Array.from({ length: 1000 }, (_, index): TaskSeed => ({ name: `task-${index}`, state: 'inSync', age: index })),
      async (one) => {
        const tasks = await one.list();
        assert.equal(new Set(tasks.map(({ task_id }) => task_id)).size, 1000);
        for (const { status } of tasks) assert.equal(status, 'INCRMIGEATING');
      },
    ));

  for (const [state, expected] of [
    ['creating', 'CREATING'],
    ['waiting', 'RUNNING'],
    ['copying', 'FULLMIGRATING'],
    ['catchingUp', 'INCRMIGEATING'],
    ['inSync', 'INCRMIGEATING'],
    ['stopping', 'TERMINATING'],
    ['stopped', 'TERMINATED'],
    ['failed', 'FAILED'],
    ['finished', 'SUCCESS'],
    ['imported', 'SUCCESS'],
    ['released', 'RELEASED'],
  ] as const) {
    it(`is a task that is ${state}, from the first moment on`, () =>
      live([{ name: 'orders', state, age: 0 }], async (one) => {
        assert.equal(await one.status(await one.idOf('orders')), expected);
      }));
  }
});
