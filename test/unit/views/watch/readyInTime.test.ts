import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { type KnownTask, lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const second = 1000;
const minute = 60 * second;

/** Milliseconds that an answer takes. */
const answering = 300;

interface Told {
  readonly at: number;
  readonly isReady: boolean;
}

interface Play extends Scene {
  /** The lag that the cloud says from now on, of the task of that index; of the others it is 0. */
  readonly setLag: (index: number, lag: number) => void;
  /** What is asked for fails from now on. */
  fails: boolean;
  /** What was drawn of that task, and when, by changes. */
  readonly watched: (index: number) => readonly Told[];
  readonly idOf: (index: number) => string;
}

const many = (count: number): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state: 'inSync', age: 600_000 }));

/** Tasks in incremental mode, whose lag is as the scene says, at a cloud that takes its time. */
function playLags(count: number, act: (scene: Play) => Promise<void>): Promise<void> {
  const lags = new Map<string, number>();
  let scene: Play | undefined;
  const transport: Transport = async (url, init) => {
    await scene?.clock.wait(answering);
    if (scene?.fails === true)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    const answer = await globalThis.fetch(url, init);
    const taskId = /migration-task\/([^/]+)\/stats$/.exec(new URL(url).pathname)?.[1];
    if (taskId === undefined) return answer;
    const stats: Record<string, unknown> = JSON.parse(await answer.text());
    return Response.json({ ...stats, offset: lags.get(taskId) ?? 0 });
  };
  const begin = async (given: Scene) => {
    const { desk, clock } = given;
    await desk.tasks.refresh();
    const ids = desk.tasks.sight().tasks.map(({ task }) => task.task_id);
    const idOf = (index: number) => ids[index] ?? assert.fail(`task ${index}`);
    const told = new Map<string, Told[]>();
    const read = (one: KnownTask) => {
      const at = clock.now().getTime();
      const isReady = lifeOf(one, at).canCutOver;
      const before = told.get(one.task.task_id) ?? [];
      if (before.at(-1)?.isReady !== isReady) told.set(one.task.task_id, [...before, { at, isReady }]);
    };
    desk.tasks.onChange(() => desk.tasks.sight().tasks.forEach(read));
    const setLag = (index: number, lag: number) => void lags.set(idOf(index), lag);
    scene = { ...given, setLag, fails: false, watched: (index) => told.get(idOf(index)) ?? [], idOf };
    await act(scene);
  };
  return playWithTasks(many(count), begin, { transport });
}

/** Milliseconds until what was drawn last became that; undefined where it is something else. */
function delayOf(watched: readonly Told[], isReady: boolean, since: number): number | undefined {
  const last = watched.at(-1);
  return last?.isReady === isReady ? last.at - since : undefined;
}

const isWithin = (delay: number | undefined, limit: number) => delay !== undefined && delay >= 0 && delay <= limit;

/** Lets the lag of a task fall and grow at odd moments of the pauses between looks, and measures. */
async function measure({ clock, setLag, watched }: Play, index: number): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    setLag(index, 5000 + round);
    await clock.wait(minute + round * 870);
    const fell = clock.now().getTime();
    setLag(index, 0);
    await clock.wait(minute);
    const told = delayOf(watched(index), true, fell);
    assert.ok(isWithin(told, 25 * second), `told after ${told} ms in round ${round}`);
    const grew = clock.now().getTime();
    setLag(index, 9000);
    await clock.wait(30 * second);
    const withdrawn = delayOf(watched(index), false, grew);
    assert.ok(isWithin(withdrawn, 15 * second), `withdrawn after ${withdrawn} ms in round ${round}`);
  }
}

describe('ready to cut over', () => {
  it('is told within 25 s of its truth, and withdrawn within 15 s, of what the view shows', () =>
    playLags(5, async (scene) => {
      scene.desk.tasks.look();
      await measure(scene, 3);
    }));

  it('is so for the page of one of fifty that move', () =>
    playLags(50, async (scene) => {
      scene.desk.tasks.look();
      scene.desk.tasks.look({ taskIds: [scene.idOf(41)] });
      await measure(scene, 41);
    }));

  it('is so for eight of fifty that are followed, with the view on screen', () =>
    playLags(50, async (scene) => {
      scene.desk.tasks.look();
      const taskIds = Array.from({ length: 8 }, (_, index) => scene.idOf(40 + index));
      scene.desk.tasks.look({ taskIds, quietly: 'seldom' });
      await measure(scene, 44);
    }));

  it('is told of what is followed with nothing on screen, once it comes near, and withdrawn as soon', () =>
    playLags(3, async (scene) => {
      const { desk, clock, setLag, watched, idOf } = scene;
      setLag(1, 1_000_000);
      desk.tasks.look({ taskIds: [idOf(1)], quietly: 'seldom' });
      await clock.wait(5 * minute);
      for (let lag = 1_000_000; lag > 0; lag -= 20_000) {
        setLag(1, lag);
        await clock.wait(5 * second);
      }
      const fell = clock.now().getTime();
      setLag(1, 0);
      await clock.wait(2 * minute);
      assert.ok(isWithin(delayOf(watched(1), true, fell), 25 * second));
      const grew = clock.now().getTime();
      setLag(1, 5000);
      await clock.wait(minute);
      assert.ok(isWithin(delayOf(watched(1), false, grew), 15 * second));
    }));

  it('is withdrawn by a look that fails, and comes back only after two that succeed', () =>
    playLags(2, async (scene) => {
      const { desk, clock, watched } = scene;
      desk.tasks.look();
      await clock.wait(minute);
      assert.equal(watched(0).at(-1)?.isReady, true);
      const failedAt = clock.now().getTime();
      scene.fails = true;
      await clock.wait(30 * second);
      assert.ok(isWithin(delayOf(watched(0), false, failedAt), 15 * second));
      scene.fails = false;
      await clock.wait(5 * minute);
      assert.equal(watched(0).at(-1)?.isReady, true);
    }));

  it('is withdrawn before anything is asked when the computer has slept', () =>
    playLags(2, async (scene) => {
      const { desk, clock, watched } = scene;
      desk.tasks.look();
      await clock.wait(minute);
      assert.equal(watched(0).at(-1)?.isReady, true);
      const asked = desk.requests.length;
      clock.advance(10 * minute);
      await clock.wait(0);
      assert.deepEqual([watched(0).at(-1)?.isReady, desk.requests.length - asked <= 1], [false, true]);
    }));

  it('goes by the lag of the settings', () =>
    playLags(1, async (scene) => {
      const { desk, clock, setLag } = scene;
      const phase = () => desk.tasks.sight().tasks.map((one) => lifeOf(one, clock.now().getTime()).phase);
      setLag(0, 300);
      desk.tasks.look();
      await clock.wait(minute);
      assert.deepEqual(phase(), ['catchingUp']);
      desk.setting = { ...desk.setting, cutOverLag: 301 };
      assert.deepEqual(phase(), ['ready']);
      setLag(0, 20);
      desk.setting = { ...desk.setting, cutOverLag: 20 };
      await clock.wait(minute);
      assert.deepEqual(phase(), ['inSync']);
    }));
});
