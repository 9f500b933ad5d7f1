import assert from 'node:assert/strict';
import { createKnownTasks } from '../../../../src/views/watch/knownTasks.ts';

describe('the samples of tasks', () => {
  const sample = (at: number) => ({ at, status: 'INCRMIGEATING', stats: { offset: at } });
  const tasksOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      task_id: `task-${index}`,
      task_name: 'x',
      status: 'INCRMIGEATING',
    }));

  it('are those of an hour, the newest', () => {
    const known = createKnownTasks();
    known.listed(tasksOf(1), true);
    for (let at = 1; at <= 1000; at += 1) known.sampled('task-0', sample(at));
    const [one] = known.all();
    assert.equal(one?.samples.length, 360);
    assert.equal(one?.samples.at(-1)?.at, 1000);
  });

  it('are fewer of each where there are many tasks', () => {
    const known = createKnownTasks();
    known.listed(tasksOf(1000), true);
    for (let at = 1; at <= 100; at += 1) for (const { task } of known.all()) known.sampled(task.task_id, sample(at));
    const all = known.all().map(({ samples }) => samples.length);
    assert.ok(Math.max(...all) <= 36, `${Math.max(...all)}`);
    assert.ok(all.reduce((sum, count) => sum + count, 0) <= 36_000);
  });

  it('before a task begins anew are told from those after it, however it had ended', () => {
    for (const end of ['FAILED', 'TERMINATED', 'SUCCESS'])
      for (const next of ['FULLMIGRATING', end === 'FAILED' ? 'INCRMIGEATING' : 'FAILED']) {
        const known = createKnownTasks();
        const listed = (status: string) => known.listed([{ task_id: 'task-0', task_name: 'x', status }], true);
        listed('INCRMIGEATING');
        known.sampled('task-0', sample(1));
        known.sampled('task-0', sample(2));
        listed(end);
        assert.equal(known.all()[0]?.begunAfter, undefined);
        listed(next);
        assert.equal(known.all()[0]?.begunAfter, 2, `${end} ${next}`);
        known.sampled('task-0', sample(3));
        listed('FAILED');
        assert.equal(known.all()[0]?.begunAfter, 2);
      }
  });
});
