import assert from 'node:assert/strict';
import { derivedUuid } from '../../../../src/sandbox/derivedId.ts';
import type { Settings } from '../../../../src/sandbox/life/events.ts';
import { figuresOf } from '../../../../src/sandbox/life/figures.ts';
import { type Pace, paceAt, quickPaceAt } from '../../../../src/sandbox/life/pace.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { statusOf, storyOf } from '../../../../src/sandbox/life/story.ts';
import type { SandboxTask } from '../../../../src/sandbox/taskBook.ts';
import { readiness } from '../../../../src/task/readiness.ts';
import { noon } from '../createdTask.ts';
import { live } from './liveTasks.ts';

/** One that is configured at noon, as soon as its machine is up. */
function configured(number: number, pace: Pace): SandboxTask {
  const taskId = derivedUuid(`task ${number} of this test`);
  const end = { id: null, name: null, addrs: '10.10.1.23:6379', password: null };
  const settings: Settings = {
    method: 'incremental_migration',
    resumeMode: 'auto',
    bandwidth: null,
    source: end,
    target: end,
  };
  return {
    entry: {
      taskId,
      jobId: taskId,
      body: {},
      projectId: '',
      region: '',
      time: new Date(noon.getTime() - pace.machine),
      requestId: '',
    },
    origin: 'request',
    machineAddress: '10.10.1.9',
    fate: undefined,
    events: [{ kind: 'configured', at: noon.getTime(), settings }],
  };
}

/** What looks find, one every ten seconds from this many milliseconds after noon on. */
function looks(task: SandboxTask, pace: Pace, from: number, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const now = new Date(noon.getTime() + from + index * 10_000);
    const story = storyOf(task, pace, now);
    const figures = figuresOf(task, story, pace, now);
    return { ...figures, at: now.getTime(), status: statusOf(story) };
  });
}

const threshold = 101;

describe('sandbox: the lag of a task', () => {
  for (const [name, pace] of [
    ['usual', paceAt(1)],
    ['quick', quickPaceAt(1)],
  ] as const) {
    it(`of 300 tasks lets each become ready at once when it has caught up, and mostly stay so: pace ${name}`, () => {
      const caughtUp = pace.fullCopy + pace.catchingUp;
      let ready = 0;
      let all = 0;
      for (let number = 0; number < 300; number += 1) {
        const found = looks(configured(number, pace), pace, caughtUp + number * 33, 360);
        const answers = readiness(found, { threshold });
        assert.deepEqual(answers.slice(0, 10), [false, ...Array(9).fill(true)], `task ${number}`);
        const runs = answers
          .map(String)
          .join(' ')
          .split('true')
          .map((run) => run.match(/false/g)?.length ?? 0);
        assert.ok(Math.max(...runs) <= 2, `task ${number} was not ready for ${Math.max(...runs)} looks`);
        ready += answers.filter(Boolean).length;
        all += answers.length;
      }
      assert.ok(ready / all > 0.9 && ready < all - 300, `${ready} of ${all}`);
    });
  }

  it('flickers by a ping where nothing else is written, and jumps at a burst', () => {
    const pace = paceAt(1);
    const lags = Array.from({ length: 40 }, (_, number) => looks(configured(number, pace), pace, 100_000 + number, 360))
      .flat()
      .map(({ lag }) => lag);
    const share = (fits: (lag: number) => boolean) => lags.filter(fits).length / lags.length;
    assert.ok(share((lag) => lag === 0) > 0.6);
    assert.ok(share((lag) => lag === 14) > 0.1);
    const bursts = share((lag) => lag > 14);
    assert.ok(bursts > 0.002 && bursts < 0.05, String(bursts));
    assert.ok(Math.max(...lags) > 10_000 && Math.max(...lags) < 50_000);
  });

  it('falls while it catches up, held up by writes that come at once', () => {
    const pace = paceAt(1);
    let heldUp = 0;
    for (let number = 0; number < 50; number += 1) {
      const task = configured(number, pace);
      const seconds = Array.from({ length: 30 }, (_, index) => looks(task, pace, pace.fullCopy + index * 1000, 1)[0]);
      const lags = seconds.map((look) => look?.lag ?? 0);
      heldUp += lags.filter((lag, index) => index > 0 && lag > (lags[index - 1] ?? 0)).length;
      assert.ok((lags[0] ?? 0) >= 200_000);
      assert.ok((lags[10] ?? 0) < (lags[0] ?? 0) && (lags[20] ?? 0) < (lags[10] ?? 0) && (lags[29] ?? 0) < 2000);
    }
    assert.ok(heldUp > 50);
  });

  const surge: TaskSeed = {
    name: 'clicks',
    state: 'inSync',
    bandwidth: '2',
    surge: { after: 200_000, writes: 2300 },
  };

  it('grows without end where more is written than the bandwidth limit lets through, with the traffic at the limit', () =>
    live([surge], async (one) => {
      const taskId = await one.idOf('clicks');
      const found: { lag: number; input: number }[] = [];
      for (const time of [0, 105_000, 115_000, 125_000, 3_600_000]) {
        one.set(time);
        const stats = await one.stats(taskId);
        found.push({ lag: Number(stats['offset']), input: Number(stats['target_input_kbps']) });
        assert.equal(Number(stats['source_dbsize']) > Number(stats['target_dbsize']), time > 109_000, String(time));
      }
      assert.deepEqual(
        found.map(({ lag }) => lag <= 14),
        [true, true, false, false, false],
      );
      const grown = (found[3]?.lag ?? 0) - (found[2]?.lag ?? 0);
      assert.ok(Math.abs(grown - 10 * 252 * 1024) <= 14, String(grown));
      for (const { input } of found.slice(2)) assert.ok(input > 0.97 * 2048 && input <= 2048, String(input));
    }));

  it('does not grow with another limit, and the full copy keeps to one as well', () =>
    live([surge], async (one) => {
      const taskId = await one.idOf('clicks');
      await one.ask('POST', `migration-task/${taskId}/sync-stop`);
      await one.configure(taskId, { bandwidth_limit_mb: '3' });
      one.set(30_000);
      const copying = Number((await one.stats(taskId))['target_input_kbps']);
      assert.ok(copying > 0.97 * 3072 && copying <= 3072, String(copying));
      one.set(250_000);
      const { offset, target_input_kbps } = await one.stats(taskId);
      assert.deepEqual([Number(offset) <= 14, target_input_kbps], [true, '2300']);
    }));
});

describe('sandbox: a full resync', () => {
  it('shows in the figures: all is copied again, at full speed, over the keys that are there', () =>
    live([{ name: 'sessions', state: 'inSync', failure: 'linkLost', failsAfter: 100_000 }], async (one) => {
      const taskId = await one.idOf('sessions');
      const at = async (time: number) => {
        one.set(time);
        const stats = await one.stats(taskId);
        const [source, target] = [Number(stats['source_dbsize']), Number(stats['target_dbsize'])];
        const busy = Number(stats['target_input_kbps']) > 3000;
        return [
          await one.status(taskId),
          stats['full_migration_progress'],
          stats['is_migrating'],
          busy,
          source - target,
        ];
      };
      const lost = 100_000 - 91_000;
      assert.deepEqual(await at(lost - 1), ['INCRMIGEATING', '100', true, false, 0]);
      assert.deepEqual(await at(lost + 1000), ['FULLMIGRATING', '1', false, false, 0]);
      assert.deepEqual(await at(lost + 30_000), ['FULLMIGRATING', '50', true, true, 0]);
      assert.deepEqual((await at(lost + 61_000)).slice(0, 3), ['INCRMIGEATING', '100', true]);
      assert.deepEqual(await at(lost + 100_000), ['INCRMIGEATING', '100', true, false, 0]);
    }));
});
