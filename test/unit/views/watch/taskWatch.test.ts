import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import type { Desk } from '../../../../src/desk/ports.ts';
import type { LiveText } from '../../../../src/desk/tasks/liveText.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { liveTaskLog } from '../../../../src/views/log/liveTaskLog.ts';
import { createLogEnds } from '../../../../src/views/log/logEnds.ts';
import { play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const second = 1000;
const minute = 60 * second;

/** Counts requests by the clock of the scene. */
function counting(clock: () => number): { transport: Transport; asked: { at: number; path: string }[] } {
  const asked: { at: number; path: string }[] = [];
  const transport: Transport = (url, init) => {
    asked.push({ at: clock(), path: new URL(url).pathname.replace(/^\/v2\/[0-9a-f]+\//, '') });
    return globalThis.fetch(url, init);
  };
  return { transport, asked };
}

/** The most requests in any minute. */
function busiestMinute(asked: readonly { readonly at: number }[]): number {
  return Math.max(0, ...asked.map(({ at }) => asked.filter((one) => one.at >= at && one.at < at + minute).length));
}

function playCounted(
  seeds: readonly TaskSeed[],
  act: (scene: Scene, asked: { at: number; path: string }[]) => Promise<void>,
  options: Parameters<typeof playWithTasks>[2] = {},
): Promise<void> {
  let now = () => 0;
  const { transport, asked } = counting(() => now());
  return playWithTasks(
    seeds,
    (scene) => {
      now = () => scene.clock.now().getTime();
      return act(scene, asked);
    },
    { transport, ...options },
  );
}

/** As a window reads a text that is on screen. */
async function readOn(text: LiveText, wait: Desk['wait'], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await text.read(signal);
    await wait(text.pause() ?? minute, signal);
  }
}

const moving = (count: number): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state: 'inSync' }));

describe('the watch of the tasks', () => {
  it('asks nothing and waits for nothing while nobody looks', () =>
    playCounted(moving(5), async ({ desk, clock }, asked) => {
      await clock.wait(10 * minute);
      assert.deepEqual([asked, clock.waiting, desk.tasks.sight().state], [[], 0, 'loading']);
    }));

  it('asks at most 40 times a minute with five tasks that move, and sees each of them every ten seconds', () =>
    playCounted(moving(5), async ({ desk, clock }, asked) => {
      const unlook = desk.tasks.look();
      await clock.wait(10 * minute);
      unlook();
      assert.ok(busiestMinute(asked) <= 40, `${busiestMinute(asked)} requests`);
      assert.ok(asked.length > 300);
      for (const { samples } of desk.tasks.sight().tasks) assert.ok(samples.length >= 55, `${samples.length}`);
      const before = asked.length;
      await clock.wait(10 * minute);
      assert.deepEqual([asked.length, clock.waiting], [before, 0]);
    }));

  it('asks no more often than that where a row is open, and a log', () =>
    playCounted(moving(5), async ({ desk, clock }, asked) => {
      const unlook = desk.tasks.look();
      await clock.wait(second);
      const { place, tasks } = desk.tasks.sight();
      const [one, other] = tasks.map(({ task }) => task);
      assert.ok(place && one && other);
      const ends = createLogEnds(desk, (error) => assert.fail(String(error)));
      ends.open(one.task_id);
      const log = liveTaskLog(desk, place, { id: other.task_id, name: other.task_name });
      const stop = new AbortController();
      const reading = readOn(log, clock.wait, stop.signal);
      // Their first pages are read by then.
      await clock.wait(minute);
      asked.length = 0;
      await clock.wait(10 * minute);
      stop.abort();
      unlook();
      ends.dispose();
      await reading;
      const logs = asked.filter(({ path }) => path.endsWith('/logs'));
      assert.ok(logs.length >= 36, `${logs.length} of logs`);
      assert.ok(busiestMinute(asked) <= 40, `${busiestMinute(asked)} requests`);
    }));

  it('asks for the list alone, every thirty seconds, where nothing moves', () =>
    playCounted([{ name: 'one', state: 'waiting' }], async ({ desk, clock }, asked) => {
      desk.tasks.look();
      await clock.wait(10 * minute);
      assert.deepEqual([...new Set(asked.map(({ path }) => path))], ['migration-tasks']);
      assert.equal(asked.length, 20);
    }));

  it('shows a change of the cloud within 15 s', () =>
    playCounted([{ name: 'one', state: 'copying', age: 1 }], async ({ desk, clock }) => {
      const start = clock.now().getTime();
      const seen = new Map<string, number>();
      desk.tasks.onChange(() => {
        const [one] = desk.tasks.sight().tasks;
        if (one && !seen.has(one.task.status)) seen.set(one.task.status, clock.now().getTime() - start);
      });
      desk.tasks.look();
      await clock.wait(3 * minute);
      assert.deepEqual([...seen.keys()], ['FULLMIGRATING', 'INCRMIGEATING']);
      // The copy takes 60 s.
      const delay = (seen.get('INCRMIGEATING') ?? 0) - 60 * second;
      assert.ok(delay >= -second && delay <= 15 * second, `${delay} ms`);
    }));

  it('asks for a thousand tasks in one call, and for the figures of ten at a time, each in its turn', () =>
    playCounted(moving(1000), async ({ desk, clock }, asked) => {
      desk.tasks.look();
      await clock.wait(5 * second);
      assert.equal(desk.tasks.sight().tasks.length, 1000);
      assert.equal(asked.filter(({ path }) => path === 'migration-tasks').length, 1);
      assert.equal(asked.length, 11);
      await clock.wait(minute);
      const stats = asked.filter(({ path }) => path.endsWith('/stats'));
      assert.equal(
        new Set(stats.map(({ path }) => path)).size,
        stats.length,
        'one had its turn twice before another had one',
      );
    }));

  it('looks as long as one of several viewers does, each counted once', () =>
    playCounted(moving(1), async ({ desk, clock }, asked) => {
      const [list, page] = [desk.tasks.look(), desk.tasks.look({ taskIds: ['gone'] })];
      list();
      list();
      await clock.wait(minute);
      assert.ok(asked.length > 10);
      const before = asked.length;
      page();
      await clock.wait(10 * minute);
      assert.deepEqual([asked.length, clock.waiting], [before, 0]);
    }));

  it('asks first for the one task that somebody looks at, and for its detail', () =>
    playCounted(moving(100), async ({ desk, clock }, asked) => {
      await desk.tasks.refresh();
      const wanted = desk.tasks.sight().tasks.at(-1)?.task.task_id ?? '';
      desk.tasks.look();
      const unlook = desk.tasks.look({ taskIds: [wanted] });
      await clock.wait(2 * minute);
      const known = () => desk.tasks.sight().tasks.find(({ task }) => task.task_id === wanted);
      assert.ok((known()?.samples.length ?? 0) >= 11, `${known()?.samples.length} looks`);
      assert.equal(asked.filter(({ path }) => path === `migration-task/${wanted}`).length, 1);
      assert.ok(known()?.detail !== undefined);
      unlook();
      const before = known()?.samples.length ?? 0;
      await clock.wait(minute);
      assert.ok((known()?.samples.length ?? 0) <= before + 1);
    }));

  it('asks for the detail of what has changed', () =>
    playCounted([{ name: 'one', state: 'creating', age: 1 }], async ({ desk, clock }, asked) => {
      desk.tasks.look();
      await clock.wait(minute);
      const details = asked.filter(({ path }) => /^migration-task\/[^/]+$/.test(path));
      assert.equal(details.length, 1);
      assert.match(desk.tasks.sight().tasks[0]?.detail?.status ?? '', /RUNNING/);
    }));

  it('asks at once when somebody comes back, but not for what is new', () =>
    playCounted([{ name: 'one', state: 'waiting' }], async ({ desk, clock }, asked) => {
      desk.tasks.look();
      await clock.wait(second);
      desk.tasks.hurry();
      await clock.wait(second);
      assert.equal(asked.length, 1);
      await clock.wait(10 * second);
      desk.tasks.hurry();
      await clock.wait(second);
      assert.equal(asked.length, 2);
    }));

  it('shows nothing of an account that is gone, and asks nothing more as it', () =>
    playCounted(moving(3), async ({ desk, clock }, asked) => {
      desk.tasks.look();
      await clock.wait(minute);
      assert.equal(desk.tasks.sight().tasks.length, 3);
      const told: number[] = [];
      desk.tasks.onChange(() => told.push(desk.tasks.sight().tasks.length));
      await desk.accounts.signOut();
      assert.deepEqual([desk.tasks.sight().tasks, desk.tasks.sight().place], [[], undefined]);
      const before = asked.length;
      await clock.wait(10 * minute);
      assert.equal(asked.length, before);
      assert.deepEqual([desk.tasks.sight().state, clock.waiting], ['signedOut', 0]);
      assert.ok(told.length > 0 && told.every((count) => count === 0));
    }));
});

describe('the watch of the tasks where the cloud does not answer', () => {
  /** Answers as told; undefined lets the request through. */
  function playFailing(
    failure: (asked: number) => Response | Error | undefined,
    act: (scene: Scene, times: number[]) => Promise<void>,
    seeds: readonly TaskSeed[] = moving(1),
  ): Promise<void> {
    const times: number[] = [];
    let now = () => 0;
    const transport: Transport = async (url, init) => {
      times.push(now());
      const answer = failure(times.length);
      if (answer instanceof Error) throw answer;
      return answer ?? globalThis.fetch(url, init);
    };
    return playWithTasks(
      seeds,
      (scene) => {
        now = () => scene.clock.now().getTime();
        return act(scene, times);
      },
      { transport },
    );
  }

  const pauses = (times: readonly number[]) =>
    times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / second));

  it('waits twice as long after each failure, five minutes at most', () =>
    playFailing(
      () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }),
      async ({ desk, clock }, times) => {
        desk.tasks.look();
        await clock.wait(20 * minute);
        assert.deepEqual(pauses(times), [60, 120, 240, 300, 300]);
        assert.equal(desk.tasks.sight().state, 'unreachable');
      },
    ));

  it('waits for as long as the cloud wants to be left alone', () =>
    playFailing(
      (asked) =>
        asked === 1
          ? Response.json({ error_code: 'APIGW.0308' }, { status: 429, headers: { 'Retry-After': '400' } })
          : undefined,
      async ({ desk, clock }, times) => {
        desk.tasks.look();
        await clock.wait(7 * minute);
        assert.equal(pauses(times)[0], 400);
        assert.equal(desk.tasks.sight().state, 'known');
      },
    ));

  it('asks nothing more with a key that was refused, until the person wants to know', () =>
    playFailing(
      (asked) =>
        asked <= 3
          ? undefined
          : Response.json(
              { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' },
              { status: 401 },
            ),
      async ({ desk, clock }, times) => {
        desk.tasks.look();
        await clock.wait(30 * minute);
        assert.equal(times.length, 4);
        assert.equal(clock.waiting, 0);
        const { state, failure, tasks } = desk.tasks.sight();
        assert.deepEqual([state, tasks.length], ['known', 1]);
        assert.ok(failure instanceof Error);
        desk.tasks.hurry();
        desk.tasks.look();
        await clock.wait(minute);
        assert.equal(times.length, 4);
        await desk.keys.forgive();
        await desk.tasks.refresh();
        assert.equal(times.length, 5);
      },
    ));

  it('keeps what it knew, and knows no figure since', () =>
    playFailing(
      (asked) => (asked > 8 ? new TypeError('fetch failed') : undefined),
      async ({ desk, clock }) => {
        desk.tasks.look();
        await clock.wait(2 * minute);
        const { state, tasks, asOf = 0, failure } = desk.tasks.sight();
        assert.deepEqual([state, tasks.length], ['known', 1]);
        assert.ok(failure instanceof Error && asOf < clock.now().getTime() - minute);
        assert.equal(tasks[0]?.samples.at(-1)?.stats, undefined);
      },
    ));

  it('says what it is that may not be listed', () => {
    const denied = new Set<Action>(['dcs:migrationTask:list']);
    return playWithTasks(
      moving(1),
      async ({ desk }) => {
        await desk.tasks.refresh();
        assert.equal(desk.tasks.sight().state, 'notPermitted');
      },
      { sandbox: { denied } },
    );
  });

  it('goes on with the other tasks where the figures of one fail', () =>
    playFailing(
      (asked) => (asked === 2 ? Response.json({}, { status: 500 }) : undefined),
      async ({ desk, clock }) => {
        desk.tasks.look();
        await clock.wait(5 * second);
        const { failure, tasks } = desk.tasks.sight();
        const known = tasks.map(({ samples }) => samples.at(-1)?.stats !== undefined);
        assert.deepEqual([failure, known.filter(Boolean).length, known.length], [undefined, 2, 3]);
      },
      moving(3),
    ));
});

describe('the watch of the tasks as nobody', () => {
  it('says that nobody is signed in, and finds out when somebody is', () =>
    play({ signedIn: false, sandbox: { seeds: moving(2) } }, async ({ desk, clock }) => {
      desk.tasks.look();
      await clock.wait(minute);
      assert.deepEqual([desk.tasks.sight().state, desk.requests], ['signedOut', []]);
      await desk.accounts.useSandbox();
      await clock.wait(second);
      assert.equal(desk.tasks.sight().tasks.length, 2);
      desk.tasks.dispose();
      assert.equal(clock.waiting, 0);
    }));
});
