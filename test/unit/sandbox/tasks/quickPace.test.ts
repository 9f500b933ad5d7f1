import assert from 'node:assert/strict';
import { quickPaceAt } from '../../../../src/sandbox/life/pace.ts';
import { readiness } from '../../../../src/task/readiness.ts';
import { live } from './liveTasks.ts';

const options = { pace: 'quick' } as const;

/** Between two looks at a task that moves. */
const look = 10_000;

describe('sandbox: the quick pace', () => {
  it('takes less than a minute from a creation to the end of a deletion, with two looks that find it ready', () => {
    const { machine, fullCopy, catchingUp, stopping, forgetting } = quickPaceAt(1);
    const whole = machine + fullCopy + catchingUp + look + stopping + forgetting;
    assert.ok(whole < 50_000, `${whole} milliseconds`);
  });

  it('is what the whole of a migration takes', () =>
    live(
      [],
      async (one) => {
        const { machine, fullCopy, catchingUp, stopping, forgetting } = quickPaceAt(1);
        const taskId = await one.create('orders');
        let time = machine;
        one.set(time);
        assert.equal(await one.status(taskId), 'RUNNING');
        assert.equal((await one.configure(taskId)).status, 200);
        time += fullCopy;
        one.set(time - 1);
        assert.equal(await one.status(taskId), 'FULLMIGRATING');
        time += catchingUp;
        const samples = [];
        for (const at of [time, time + look]) {
          one.set(at);
          const { offset, is_migrating } = await one.stats(taskId);
          samples.push({
            at,
            status: String(await one.status(taskId)),
            lag: Number(offset),
            isMigrating: is_migrating === true,
          });
        }
        assert.deepEqual(readiness(samples, { threshold: 101 }), [false, true]);
        time += look;
        assert.equal((await one.ask('POST', `migration-task/${taskId}/stop`)).status, 200);
        time += stopping;
        one.set(time);
        assert.equal(await one.status(taskId), 'TERMINATED');
        await one.ask('DELETE', 'migration-tasks/delete', { task_id_list: [taskId] });
        time += forgetting;
        one.set(time);
        assert.deepEqual(await one.list(), []);
        assert.ok(time < 60_000, `${time} milliseconds`);
      },
      options,
    ));

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
