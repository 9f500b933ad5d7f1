import assert from 'node:assert/strict';
import type { MigrationRecords } from '../../../../src/desk/tasks/migrationRecords.ts';
import { shownSight } from '../../../../src/desk/tasks/shownSight.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import type { Sample } from '../../../../src/task/sample.ts';
import { chartOf } from '../../../../src/views/tasks/chartData.ts';
import { createKeeping, createReading } from '../../../../src/views/watch/keeping.ts';
import { english } from '../../../support/desk/english.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { memoryOfWindow } from '../../../support/desk/memoryStores.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { knownTask, now, samplesOf } from '../tasks/knownTask.ts';
import { playWindows } from './windows.ts';

const minute = 60_000;

const fail = (error: unknown) => assert.fail(String(error));

describe('the figures that are kept', () => {
  it('are those of a followed task, also with nothing on screen, and of no other', () =>
    playWithTasks(
      ['one', 'other'].map((name) => ({ name, state: 'copying', age: 1 })),
      async ({ desk, journalFolder, clock }) => {
        await desk.tasks.refresh();
        const { place, tasks } = desk.tasks.sight();
        const [one, other] = tasks;
        assert.ok(place && one && other);
        const notices = noticesOf(desk, journalFolder);
        await notices.mark(place, one);
        await clock.wait(20 * minute);
        notices.dispose();
        const { samples } = await desk.records.of(place, one.task.task_id);
        assert.ok(samples.length >= 20, `${samples.length}`);
        assert.ok(samples.some(({ stats }) => stats?.offset !== undefined));
        assert.deepEqual((await desk.records.of(place, other.task.task_id)).samples, []);
      },
    ));

  it('are the beginning of what the next window shows, with a gap where nobody looked', () =>
    playWindows([{ name: 'one', state: 'inSync' }], async ({ desk, clock, another }) => {
      const unlook = desk.tasks.look();
      await clock.wait(5 * minute);
      unlook();
      const { place, tasks } = desk.tasks.sight();
      assert.ok(place);
      const keep = createKeeping(desk, fail);
      for (const count of [3, 10, 31])
        keep(
          place,
          tasks.map((one) => ({ ...one, samples: one.samples.slice(0, count) })),
        );
      const first = tasks[0]?.samples[0]?.at;
      await clock.wait(30 * minute);
      const next = another({ window: memoryOfWindow() });
      next.tasks.look();
      await clock.wait(minute);
      const taskId = next.tasks.sight().tasks[0]?.task.task_id ?? '';
      createReading(next, fail)(place, taskId);
      await clock.wait(0);
      await next.records.of(place, taskId);
      const known = shownSight(next).tasks.find(({ task }) => task.task_id === taskId);
      assert.ok(known);
      const chart = chartOf(known, english);
      assert.equal(chart?.times[0], first);
      assert.match(chart?.since ?? '', /^Since .+, kept on disk with fewer figures until this window looked at/);
      const lags = chart?.panels[0]?.lines[0]?.values ?? [];
      assert.equal(lags.filter((value) => value === null).length, 1);
      assert.deepEqual(
        chart?.times,
        [...(chart?.times ?? [])].sort((one, other) => one - other),
      );
      assert.equal(new Set(chart?.times).size, chart?.times.length);
    }));

  it('are asked to be kept once each, and one trouble of the disk is logged', async () => {
    const kept: number[] = [];
    const logged: string[] = [];
    const refuse = (): Promise<never> => Promise.reject(new JournalProblem('ENOSPC', '/journal', 'no space'));
    const records: MigrationRecords = {
      note: refuse,
      of: refuse,
      known: () => undefined,
      onChange: () => () => undefined,
      keep: (_, __, samples) => {
        kept.push(...samples.map(({ at }) => at));
        return refuse();
      },
    };
    const log = { error: (message: string) => void logged.push(message) };
    await playWithTasks([{ name: 'one', state: 'inSync' }], async ({ desk }) => {
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const keep = createKeeping({ ...desk, records, log: { ...desk.log, ...log } }, fail);
      const samples: readonly Sample[] = samplesOf([{ offset: 1 }, { offset: 2 }, { offset: 3 }]);
      for (const count of [1, 2, 2, 3]) keep(place, [knownTask({}, samples.slice(0, count))]);
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(kept, [now - 20_000, now - 10_000, now]);
      assert.equal(logged.length, 1);
    });
  });
});

describe('a chart of days', () => {
  it('has at most so many looks that it can be drawn, the newest all of them, and its gaps', () => {
    const look = (at: number): Sample => ({ at, status: 'INCRMIGEATING', stats: { offset: 5 } });
    const kept = Array.from({ length: 5000 }, (_, index) => look(now - 10_000_000_000 + index * 60_000));
    const samples = samplesOf(Array.from({ length: 360 }, () => ({ offset: 7 })));
    const chart = chartOf({ ...knownTask({}, samples), record: { notes: [], samples: kept, unread: 0 } }, english);
    const values = chart?.panels[0]?.lines[0]?.values ?? [];
    assert.ok(values.length <= 1100 && values.length > 900, `${values.length}`);
    assert.equal(values.filter((value) => value === 7).length, 360);
    assert.equal(values.filter((value) => value === null).length, 1);
  });
});
