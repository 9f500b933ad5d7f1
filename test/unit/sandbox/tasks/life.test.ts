import assert from 'node:assert/strict';
import { type Live, live } from './liveTasks.ts';

/** What the detail and the list say at these milliseconds after noon, which is one thing. */
async function statuses({ set, status, list }: Live, taskId: string, times: readonly number[]): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const time of times) {
    set(time);
    const inDetail = await status(taskId);
    const inList = (await list()).find(({ task_id }) => task_id === taskId)?.['status'];
    assert.equal(inDetail, inList);
    told.push(inDetail);
  }
  return told;
}

const hour = 3_600_000;

describe('sandbox: the life of a task', () => {
  it('goes from the machine over the full copy to staying in sync', () =>
    live([], async (one) => {
      const taskId = await one.create('orders');
      assert.deepEqual(await statuses(one, taskId, [0, 19_999, 20_000, 40_000]), [
        'CREATING',
        'CREATING',
        'RUNNING',
        'RUNNING',
      ]);
      assert.equal((await one.configure(taskId)).status, 200);
      assert.deepEqual(await statuses(one, taskId, [40_000, 99_999, 100_000, 130_000, 500 * hour]), [
        'FULLMIGRATING',
        'FULLMIGRATING',
        'INCRMIGEATING',
        'INCRMIGEATING',
        'INCRMIGEATING',
      ]);
    }));

  it('ends with the full copy where it is one of these', () =>
    live([], async (one) => {
      const taskId = await one.create('orders');
      one.set(20_000);
      await one.configure(taskId, { migration_method: 'full_amount_migration' });
      assert.deepEqual(await statuses(one, taskId, [79_999, 80_000, hour]), ['FULLMIGRATING', 'SUCCESS', 'SUCCESS']);
    }));

  it('takes its time to stop, and begins anew when it is restarted', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      await one.ask('POST', `migration-task/${taskId}/stop`);
      assert.deepEqual(await statuses(one, taskId, [0, 5999, 6000, hour]), [
        'TERMINATING',
        'TERMINATING',
        'TERMINATED',
        'TERMINATED',
      ]);
      await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      assert.deepEqual(await statuses(one, taskId, [hour, hour + 59_999, hour + 60_000]), [
        'FULLMIGRATING',
        'FULLMIGRATING',
        'INCRMIGEATING',
      ]);
    }));

  it('is stopped in the full copy as well, which then does not end', () =>
    live([{ name: 'orders', state: 'copying' }], async (one) => {
      const taskId = await one.idOf('orders');
      one.set(20_000);
      await one.ask('POST', `migration-task/${taskId}/stop`);
      assert.deepEqual(await statuses(one, taskId, [26_000, 2 * hour]), ['TERMINATED', 'TERMINATED']);
      assert.ok(Number((await one.stats(taskId))['full_migration_progress']) < 100);
    }));

  for (const state of ['waiting', 'finished', 'stopped', 'failed'] as const) {
    it(`loses its machine 48 hours after it came to have nothing to do: ${state}`, () =>
      live([{ name: 'orders', state, age: hour }], async (one) => {
        const taskId = await one.idOf('orders');
        const [before, after] = await statuses(one, taskId, [47 * hour - 1, 47 * hour]);
        assert.notEqual(before, 'RELEASED');
        assert.equal(after, 'RELEASED');
        const [listed] = await one.list();
        assert.equal(listed?.['released_at'], '202506031100');
        assert.equal(listed?.['error_message'], state === 'failed' ? '任务失败' : null);
        assert.deepEqual((await one.configure(taskId)).body['error_code'], 'DCS.4957');
      }));
  }

  it('keeps the machine while it has something to do, and has none to lose where it did not come up', () =>
    live(
      [
        { name: 'busy', state: 'inSync' },
        { name: 'still-born', state: 'failed', failure: 'machineNotCreated' },
        { name: 'imported', state: 'imported' },
      ],
      async (one) => {
        one.set(500 * hour);
        const told = (await one.list()).map(({ task_name, status, released_at }) => [task_name, status, released_at]);
        assert.deepEqual(told.toSorted(), [
          ['busy', 'INCRMIGEATING', null],
          ['imported', 'SUCCESS', null],
          ['still-born', 'FAILED', null],
        ]);
      },
    ));

  it('goes as fast as it is told to', () =>
    live(
      [{ name: 'waiting', state: 'waiting' }],
      async (one) => {
        const created = await one.create('orders');
        assert.deepEqual(await statuses(one, created, [199, 200]), ['CREATING', 'RUNNING']);
        await one.configure(created);
        assert.deepEqual(await statuses(one, created, [799, 800]), ['FULLMIGRATING', 'INCRMIGEATING']);
        const waiting = await one.idOf('waiting');
        assert.deepEqual(await statuses(one, waiting, [(48 * hour) / 100]), ['RELEASED']);
      },
      { speed: 100 },
    ));

  it('takes the time for its machine that it is told to, whatever the speed', () =>
    live(
      [],
      async (one) => {
        const taskId = await one.create('orders');
        assert.deepEqual(await statuses(one, taskId, [4999, 5000]), ['CREATING', 'RUNNING']);
      },
      { speed: 100, machineTime: 5000 },
    ));
});
