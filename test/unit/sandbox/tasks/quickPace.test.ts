import assert from 'node:assert/strict';
import { quickPaceAt } from '../../../../src/sandbox/life/pace.ts';
import { readiness } from '../../../../src/task/readiness.ts';
import { type Live, live, redisIdOf } from './liveTasks.ts';

const options = { pace: 'quick' } as const;

/** Two that fit each other. */
const ends = {
  source_instance: { id: redisIdOf('carts-redis'), password: 'sandbox-own-source-1' },
  target_instance: { id: redisIdOf('carts-redis-new'), password: 'sandbox-own-target-2' },
};

async function sample({ stats, status }: Live, taskId: string, at: number) {
  const { offset, is_migrating } = await stats(taskId);
  return { at, status: String(await status(taskId)), lag: Number(offset), isMigrating: is_migrating === true };
}

/** Between two looks at a task that moves. */
const look = 10_000;

describe('sandbox: the quick pace', () => {
  it('takes less than a minute, with two looks that find it ready, and a swap that is taken back', () => {
    const { machine, fullCopy, catchingUp, exchanging, stopping, forgetting } = quickPaceAt(1);
    const ready = machine + fullCopy + catchingUp + look;
    assert.ok(ready + 2 * exchanging + forgetting < 55_000, String(ready));
    assert.ok(ready + stopping + forgetting < 45_000, String(ready));
  });

  for (const end of ['a swap that is taken back', 'a stop'] as const) {
    it(`is that of a whole migration, from its creation over ${end} to the cleaning up`, () =>
      live(
        [],
        async (one) => {
          const { machine, fullCopy, catchingUp, exchanging, stopping, forgetting } = quickPaceAt(1);
          const taskId = await one.create('carts');
          let time = 0;
          const pass = (milliseconds: number) => {
            time += milliseconds;
            one.set(time);
          };
          pass(machine);
          assert.equal(await one.status(taskId), 'RUNNING');
          assert.equal((await one.configure(taskId, ends)).status, 200);
          pass(fullCopy - 1);
          assert.equal(await one.status(taskId), 'FULLMIGRATING');
          pass(1 + catchingUp);
          const first = await sample(one, taskId, time);
          pass(look);
          const samples = [first, await sample(one, taskId, time)];
          assert.deepEqual(readiness(samples, { threshold: 101 }), [false, true]);
          if (end === 'a stop') {
            assert.equal((await one.ask('POST', `migration-task/${taskId}/stop`)).status, 200);
            pass(stopping);
          } else {
            for (const [call, became] of [
              ['exchange-ip', 'EXCHANGE_SUCCESS'],
              ['rollback-ip', 'ROLLBACK_SUCCESS'],
            ] as const) {
              assert.equal((await one.ask('POST', `migration-task/${taskId}/${call}`)).status, 204);
              pass(exchanging);
              assert.equal((await one.detail(taskId))['task_status'], became);
            }
          }
          assert.equal(await one.status(taskId), 'TERMINATED');
          await one.ask('DELETE', 'migration-tasks/delete', { task_id_list: [taskId] });
          pass(forgetting);
          assert.deepEqual(await one.list(), []);
          assert.ok(time < 60_000, `${time} milliseconds`);
        },
        options,
      ));
  }

  it('is not that of the tasks that were there from the start', () =>
    live(
      [{ name: 'orders', state: 'copying' }],
      async (one) => {
        const taskId = await one.idOf('orders');
        one.set(58_000);
        assert.equal(await one.status(taskId), 'FULLMIGRATING');
        one.set(60_000);
        assert.equal(await one.status(taskId), 'INCRMIGEATING');
      },
      options,
    ));
});
