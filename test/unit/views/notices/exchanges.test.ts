import assert from 'node:assert/strict';
import { exchangeInstanceIp } from '../../../../src/cloud/services/taskActions.ts';
import type { FollowedExchange, TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import type { KnownTask, TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { AskedExchange } from '../../../../src/task/exchange.ts';
import { openNotices } from '../../../../src/task/journal/notices.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const minute = 60_000;

const orders: TaskSeed = { name: 'orders', state: 'inSync', between: ['carts-redis', 'carts-redis-new'] };

const asked: AskedExchange = {
  kind: 'swap',
  source: 'carts-redis',
  target: 'carts-redis-new',
  before: { taskStatus: '', message: '', logAt: 0 },
};

interface Window {
  readonly place: TaskPlace;
  readonly task: KnownTask;
  readonly notices: TaskNotices;
  /** Another window of the same journal, or this one after a reload. */
  readonly another: () => TaskNotices;
  readonly begin: () => Promise<FollowedExchange>;
}

function play(seed: TaskSeed, act: (scene: Scene, window: Window) => Promise<void>): Promise<void> {
  return playWithTasks([seed], async (scene) => {
    const { desk, journalFolder } = scene;
    await desk.tasks.refresh();
    const { place, tasks } = desk.tasks.sight();
    const [task] = tasks;
    assert.ok(place && task);
    const opened: TaskNotices[] = [];
    const another = () => {
      // What is of the sandbox goes where all windows see it.
      const notices = noticesOf(desk, journalFolder, openNotices(journalFolder, desk.now));
      opened.push(notices);
      return notices;
    };
    const notices = another();
    const { connection, projectId } = place;
    const begin = async () => {
      const followed = await notices.exchanging(place, task, asked);
      const what = { exchangedIp: ['192.168.0.43'], isExchangeDomain: true };
      await exchangeInstanceIp(connection, projectId, task.task.task_id, what);
      return followed;
    };
    try {
      await act(scene, { place, task, notices, another, begin });
    } finally {
      for (const one of opened) one.dispose();
      await scene.clock.wait(0);
    }
  });
}

const messages = ({ desk }: Scene) => desk.told.map(({ level, message }) => `${level} ${message}`);

const swapped =
  'info Sandbox: The IPs of migration task orders are swapped: the address of carts-redis leads to carts-redis-new now.';

describe('how a swap of the addresses ends', () => {
  it('is told once, in the log too, and noted', () =>
    play(orders, async (scene, { begin, place, task, notices }) => {
      const { desk, clock } = scene;
      const id = task.task.task_id;
      const followed = await begin();
      assert.notEqual(notices.exchangeAskedAt(id), undefined);
      await followed.begun;
      assert.equal(await followed.end, 'done');
      await clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [swapped]);
      assert.equal(desk.tasks.sight().tasks[0]?.detail?.task_status, 'EXCHANGE_SUCCESS');
      assert.ok(desk.logged.some((line) => line.includes('are swapped')));
      const { notes } = await desk.records.of(place, id);
      assert.deepEqual(
        notes.map((note) => [note.kind, 'outcome' in note && note.outcome]),
        [['ended', 'done']],
      );
      assert.deepEqual([notices.exchangeAskedAt(id), notices.isMarked(id)], [undefined, false]);
    }));

  it('is told after a reload, by one of all windows', () =>
    play(orders, async (scene, { begin, notices, another }) => {
      await begin();
      notices.dispose();
      for (const window of [another(), another()]) await window.resume();
      await scene.clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [swapped]);
    }));

  it('is told where it had ended before the reload', () =>
    play(orders, async (scene, { begin, notices, another }) => {
      await begin();
      notices.dispose();
      await scene.clock.wait(60 * minute);
      await another().resume();
      await scene.clock.wait(minute);
      assert.deepEqual(messages(scene), [swapped]);
    }));

  it('is told with the words of the cloud where it reports an error', () =>
    play({ ...orders, swapEnds: ['fails'] }, async (scene, { begin }) => {
      assert.equal(await (await begin()).end, 'failed');
      await scene.clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [
        'error Sandbox: Since the IP swap of migration task orders was asked for, the cloud reports an error: exchange ip failed.',
      ]);
    }));

  it('is said not to be known after half an hour, and no sooner', () =>
    play({ ...orders, swapEnds: ['hangs'] }, async (scene, { begin }) => {
      const { begun, end } = await begin();
      await begun;
      await scene.clock.wait(minute);
      const row = () => scene.desk.tasks.sight().tasks[0]?.detail?.task_status;
      assert.equal(row(), 'EXCHANGING');
      await scene.clock.wait(28 * minute);
      assert.deepEqual(messages(scene), []);
      assert.equal(await end, 'notKnown');
      await scene.clock.wait(minute);
      assert.match(
        messages(scene).join(),
        /^warning Sandbox: It is not known how the IP swap .* 30 minutes .* has not said\. Look at the addresses/,
      );
    }));

  it('is not told of what was withdrawn, which is followed as it was before', () =>
    play(orders, async (scene, { begin, notices, place, task }) => {
      const id = task.task.task_id;
      await notices.mark(place, task);
      const followed = await begin();
      await followed.withdraw();
      assert.equal(await followed.end, 'left');
      await scene.clock.wait(5 * minute);
      assert.deepEqual([messages(scene), notices.isMarked(id), notices.exchangeAskedAt(id)], [[], true, undefined]);
    }));

  it('is told of the first where a second one was withdrawn, and to whoever waits for that', () =>
    play(orders, async (scene, { begin, notices, place, task }) => {
      const first = await begin();
      const at = notices.exchangeAskedAt(task.task.task_id);
      await scene.clock.wait(1000);
      await (await notices.exchanging(place, task, asked)).withdraw();
      assert.equal(notices.exchangeAskedAt(task.task.task_id), at);
      assert.equal(await first.end, 'done');
      await scene.clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [swapped]);
    }));

  it('is told, too, where the task is stopped or begun anew meanwhile', () =>
    play(orders, async (scene, { begin, notices, place, task }) => {
      const { end } = await begin();
      notices.stopping(place, task);
      notices.restarted(place, task);
      assert.equal(await end, 'done');
      await scene.clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [swapped]);
    }));

  it('leaves whoever wanted to be told of the task with that', () =>
    play(orders, async (scene, { begin, notices, place, task }) => {
      await notices.mark(place, task);
      await begin();
      await scene.clock.wait(5 * minute);
      assert.deepEqual([messages(scene), notices.isMarked(task.task.task_id)], [[swapped], true]);
    }));

  it('keeps nobody waiting who signs out', () =>
    play({ ...orders, swapEnds: ['hangs'] }, async (scene, { begin }) => {
      const followed = await begin();
      await followed.begun;
      await scene.desk.accounts.signOut();
      assert.equal(await followed.end, 'left');
      assert.deepEqual(messages(scene), []);
    }));
});
