import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import type { TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { openNotices } from '../../../../src/task/journal/notices.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { toggle } from './following.ts';

const minute = 60_000;

const failing: TaskSeed = { name: 'one', state: 'copying', age: 1, failure: 'targetFull', failsAfter: 30_000 };

async function play(
  seeds: readonly TaskSeed[],
  act: (notices: TaskNotices, scene: Scene) => Promise<void>,
  kept = false,
  transport?: Transport,
): Promise<void> {
  await playWithTasks(
    seeds,
    async (scene) => {
      const { desk, journalFolder } = scene;
      // What is of the sandbox goes where all windows see it.
      const notices = noticesOf(desk, journalFolder, kept ? openNotices(journalFolder, desk.now) : undefined);
      try {
        await scene.desk.tasks.refresh();
        await act(notices, scene);
      } finally {
        notices.dispose();
      }
    },
    transport && { transport },
  );
}

/** How a log is not read. */
const unreadable: Readonly<Record<string, (signal: AbortSignal | null | undefined) => Promise<Response>>> = {
  'cannot be read': async () => Response.json({ error_code: 'DCS.4001', error_msg: 'x' }, { status: 500 }),
  'does not come': (signal) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')))),
};

/** Another window, which knows what is marked in the sandbox as well. */
function sharedWindow({ desk, journalFolder }: Scene): TaskNotices {
  return noticesOf(desk, journalFolder, openNotices(journalFolder, desk.now));
}

const messages = ({ desk }: Scene) => desk.told.map(({ message }) => message);

describe('what somebody wants to be told of a task', () => {
  it('is told once, with nothing on screen', () =>
    play([{ name: 'one', state: 'copying', age: 1 }], async (notices, scene) => {
      const { desk, clock } = scene;
      assert.equal(await toggle(notices, scene, 'one'), true);
      await clock.wait(20 * minute);
      assert.deepEqual(messages(scene), ['Sandbox: Migration task one is in sync, and ready to cut over.']);
      const asked = desk.requests.length;
      await clock.wait(10 * minute);
      // The list and the figures of this one, every ten seconds, since it must not be called ready longer than it is.
      assert.ok(desk.requests.length - asked <= 122, `${desk.requests.length - asked} requests`);
    }));

  it('is known as soon as somebody wants it or does not any more', () =>
    play([{ name: 'one', state: 'copying', age: 1 }], async (notices, scene) => {
      const taskId = scene.desk.tasks.sight().tasks[0]?.task.task_id ?? '';
      const marked: boolean[] = [];
      const unlisten = notices.onChange(() => marked.push(notices.isMarked(taskId)));
      await toggle(notices, scene, 'one');
      await toggle(notices, scene, 'one');
      assert.deepEqual(marked, [true, false]);
      unlisten();
      await toggle(notices, scene, 'one');
      assert.equal(marked.length, 2);
      await notices.idle();
    }));

  it('is not what it is already', () =>
    play([{ name: 'one', state: 'waiting' }], async (notices, scene) => {
      await toggle(notices, scene, 'one');
      await scene.clock.wait(10 * minute);
      assert.deepEqual(messages(scene), []);
    }));

  it('says why one has failed, and what to do', () =>
    play([failing], async (notices, scene) => {
      await toggle(notices, scene, 'one');
      await scene.clock.wait(5 * minute);
      assert.equal(scene.desk.told.length, 1);
      assert.equal(scene.desk.told[0]?.level, 'error');
      assert.match(messages(scene)[0] ?? '', /^Sandbox: Migration task one: failed: The target is too small\. Enlarge/);
      assert.deepEqual(scene.desk.told[0]?.buttons, ['Restart', 'Show Migration Task', 'Open Log']);
    }));

  it('says the cause that only its log tells, as its row does', () =>
    play([{ ...failing, failure: 'keyBusy' }], async (notices, scene) => {
      await toggle(notices, scene, 'one');
      await scene.clock.wait(5 * minute);
      const [message = '', ...more] = messages(scene);
      assert.deepEqual(more, []);
      assert.match(message, /^Sandbox: Migration task one: failed: A key is in the target already/);
      const logReads = scene.desk.requests.filter((request) => request.includes('/logs'));
      assert.equal(logReads.length, 1, logReads.join());
    }));

  for (const [how, answer] of Object.entries(unreadable))
    it(`says that one has failed although its log ${how}`, () =>
      play(
        [{ ...failing, failure: 'keyBusy' }],
        async (notices, scene) => {
          await toggle(notices, scene, 'one');
          await scene.clock.wait(5 * minute);
          assert.match(
            messages(scene).join(' | '),
            /^Sandbox: Migration task one: failed: The cloud says no more[^|]*$/,
          );
        },
        false,
        async (url, init) => (url.includes('/logs') ? answer(init.signal) : globalThis.fetch(url, init)),
      ));

  it('leads to one that has failed where this window shows its project, and only there', () =>
    play([failing], async (_, scene) => {
      const { desk, journalFolder, clock } = scene;
      const ran: string[] = [];
      const run = (...given: string[]) => void ran.push(given.join(' '));
      const away = { ...desk, accounts: { ...desk.accounts, glance: async () => undefined } };
      const windows = [desk, away].map((own, index) => noticesOf(own, join(journalFolder, `${index}`), undefined, run));
      for (const one of windows) await toggle(one, scene, 'one');
      await clock.wait(5 * minute);
      for (const one of windows) one.dispose();
      const [here, elsewhere, ...more] = [...desk.told].sort((one, other) => other.buttons.length - one.buttons.length);
      assert.deepEqual(more, []);
      await here?.press('Restart');
      await here?.press('Show Migration Task');
      const [task] = desk.tasks.sight().tasks;
      const id = task?.task.task_id;
      assert.deepEqual(ran, [`dcs.restartMigrationTask ${id}`, `dcs.showMigrationTask ${id}`]);
      assert.deepEqual(elsewhere?.buttons, ['Open Log']);
    }));

  it('leads to what was changed for one that has finished, where that is not set back', async () => {
    for (const isChanged of [true, false]) {
      await play(
        [{ name: 'one', state: 'copying', age: 1, method: 'full_amount_migration' }],
        async (notices, scene) => {
          const { desk, clock } = scene;
          const { place, tasks } = desk.tasks.sight();
          const { task_id: id = '', task_name: name = '' } = tasks[0]?.task ?? {};
          assert.ok(place);
          const what = [{ kind: 'parameter', name: 'repl-timeout', from: '60', to: '300' } as const];
          const changing = { task: { id, name }, instance: { id: 'redis', name: 'redis' }, what };
          if (isChanged) await desk.changes.note(place, changing);
          await toggle(notices, scene, 'one');
          await clock.wait(20 * minute);
          assert.deepEqual(messages(scene), ['Sandbox: Migration task one has finished.']);
          const lead = isChanged ? ['Set Back Changes…'] : [];
          assert.deepEqual(desk.told[0]?.buttons, [...lead, 'Show Migration Task']);
        },
      );
    }
  });

  it('is told again of a task that fails again at once after it was restarted from here', () =>
    play([{ name: 'one', state: 'failed', failure: 'sourcePasswordRefused' }], async (notices, scene) => {
      const { desk, clock } = scene;
      await toggle(notices, scene, 'one');
      await clock.wait(2 * minute);
      assert.deepEqual(messages(scene), []);
      await restartMigrationTask(
        { ...desk, taskNotices: notices, prompter: { ...desk.prompter, confirm: async () => true } },
        await rowsOf(desk, 'one'),
      );
      await clock.wait(5 * minute);
      const failures = messages(scene).filter((message) => /failed: A password is wrong/.test(message));
      assert.equal(failures.length, 1, messages(scene).join());
    }));

  it('is told as soon as it is seen where the task had come to something else before it was begun from here', () =>
    play([{ ...failing, failsAfter: 10_000 }], async (notices, scene) => {
      const { tasks } = scene.desk;
      const {
        place,
        tasks: [known],
      } = tasks.sight();
      assert.ok(place && known);
      notices.restarted(place, known);
      await scene.clock.wait(12_000);
      await tasks.refresh();
      await notices.idle();
      assert.match(messages(scene).join(), /^Sandbox: Migration task one: failed: The target is too small\./);
    }));

  it('is told once when what was stopped from here has stopped, and then nothing is asked for any more', () =>
    play([{ name: 'one', state: 'copying', age: 1 }], async (notices, scene) => {
      const { desk, clock } = scene;
      await toggle(notices, scene, 'one');
      await stopMigrationTask(
        { ...desk, taskNotices: notices, prompter: { ...desk.prompter, confirm: async () => true } },
        await rowsOf(desk, 'one'),
      );
      await clock.wait(5 * minute);
      assert.deepEqual(messages(scene), [
        'Sandbox: Migration task one is stopping.',
        'Sandbox: Migration task one has stopped.',
      ]);
      const { place, tasks } = desk.tasks.sight();
      const { notes } = await desk.records.of(place ?? assert.fail(), tasks[0]?.task.task_id ?? '');
      assert.deepEqual(
        notes.map((note) => ('action' in note ? `${note.kind} ${note.action} ${note.outcome}` : note.kind)),
        ['asked stop accepted', 'ended stop done'],
      );
      const asked = desk.requests.length;
      await clock.wait(20 * minute);
      assert.deepEqual([desk.requests.length, messages(scene).length], [asked, 2]);
    }));

  it('is told no more, and nothing is asked for, when somebody has enough of it', () =>
    play([{ name: 'one', state: 'copying', age: 1 }], async (notices, scene) => {
      await toggle(notices, scene, 'one');
      assert.equal(await toggle(notices, scene, 'one'), false);
      const asked = scene.desk.requests.length;
      await scene.clock.wait(20 * minute);
      assert.deepEqual([messages(scene), scene.desk.requests.length], [[], asked]);
    }));

  it('is told of a created task when it can be configured', () =>
    play([{ name: 'one', state: 'creating', age: 1 }], async (notices, scene) => {
      const { place, tasks } = scene.desk.tasks.sight();
      assert.ok(place && tasks[0]);
      notices.follow({ ...place, taskId: tasks[0].task.task_id, name: 'one', jobId: undefined });
      await scene.clock.wait(5 * minute);
      assert.deepEqual(messages(scene), ['Sandbox: Migration task one is ready to be configured.']);
      assert.deepEqual(scene.desk.told[0]?.buttons, [
        'Copy Machine Address',
        'Configure and Start…',
        'Show Migration Task',
      ]);
    }));

  it('is told as one where many come to it at once', () =>
    play(
      Array.from({ length: 20 }, (_, index): TaskSeed => ({ name: `task-${index}`, state: 'creating', age: 1 })),
      async (notices, scene) => {
        const { place, tasks } = scene.desk.tasks.sight();
        assert.ok(place);
        for (const { task } of tasks)
          notices.follow({ ...place, taskId: task.task_id, name: task.task_name, jobId: undefined });
        await scene.clock.wait(5 * minute);
        assert.deepEqual(messages(scene), ['Sandbox: 20 migration tasks are ready to be configured.']);
        assert.equal(scene.desk.logged.filter((line) => line.includes('is ready to be configured')).length, 20);
      },
    ));

  it('is told by one window of all, and not again after a restart', () =>
    play(
      [{ name: 'one', state: 'copying', age: 1 }],
      async (notices, scene) => {
        await toggle(notices, scene, 'one');
        const others = [sharedWindow(scene), sharedWindow(scene)];
        for (const other of others) await other.resume();
        await scene.clock.wait(20 * minute);
        const restarted = sharedWindow(scene);
        await restarted.resume();
        await scene.clock.wait(10 * minute);
        for (const one of [...others, restarted]) one.dispose();
        assert.deepEqual(messages(scene), ['Sandbox: Migration task one is in sync, and ready to cut over.']);
      },
      true,
    ));

  it('is nothing of an account that is gone', () =>
    play([{ name: 'one', state: 'copying', age: 1 }], async (notices, scene) => {
      await toggle(notices, scene, 'one');
      await scene.desk.accounts.signOut();
      const asked = scene.desk.requests.length;
      await scene.clock.wait(20 * minute);
      assert.deepEqual([messages(scene), scene.desk.requests.length, scene.clock.waiting], [[], asked, 0]);
    }));
});
