import assert from 'node:assert/strict';
import { commandTable } from '../../../../src/commands/commandTable.ts';
import { createListeners } from '../../../../src/desk/tasks/listeners.ts';
import { registerCommands } from '../../../../src/host/commands.ts';
import { createTaskPage } from '../../../../src/host/views/taskPage.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { editor } from '../../../support/vscode/scriptedEditor.ts';
import { createScriptedPanel } from '../../../support/vscode/scriptedPanel.ts';

const second = 1000;

/** The page of the first of two tasks, with every command there is. */
function playPage(
  seed: TaskSeed,
  act: (page: ReturnType<typeof createScriptedPanel>, scene: Scene, taskId: string) => Promise<void>,
): Promise<void> {
  return playWithTasks([seed, { ...seed, name: 'other' }], async (scene) => {
    const { desk } = scene;
    await desk.tasks.refresh();
    const taskId = desk.tasks.sight().tasks.find(({ task }) => task.task_name === seed.name)?.task.task_id ?? '';
    const failed: unknown[] = [];
    const registered = registerCommands(
      commandTable,
      async () => desk,
      async () => undefined,
      (error) => failed.push(error),
    );
    editor.ran.length = 0;
    const page = createScriptedPanel();
    createTaskPage(desk, page.panel, taskId, (error) => failed.push(error));
    try {
      await act(page, scene, taskId);
      assert.deepEqual(failed, []);
    } finally {
      page.panel.dispose();
      for (const one of registered) one.dispose();
    }
  });
}

describe('the page of a task', () => {
  it('stops its task where Stop is pressed, and no other', () =>
    playPage({ name: 'one', state: 'copying' }, async (page, scene, taskId) => {
      const { desk, clock } = scene;
      desk.expect(agreed('Stop this migration?'));
      page.say({ does: 'run', command: 'dcs.stopMigrationTask' });
      await clock.wait(second);
      assert.deepEqual(editor.ran, [['dcs.stopMigrationTask', { row: { taskId } }]]);
      assert.deepEqual(answered(scene), ['stop true']);
      assert.deepEqual(desk.stopping, ['one']);
    }));

  it('deletes its task where Delete is pressed', () =>
    playPage({ name: 'one', state: 'stopped' }, async (page, scene, taskId) => {
      const { desk, clock } = scene;
      desk.expect(agreed('Delete this migration task?'));
      page.say({ does: 'run', command: 'dcs.deleteMigrationTask' });
      await clock.wait(180 * second);
      assert.deepEqual(editor.ran, [['dcs.deleteMigrationTask', { row: { taskId } }]]);
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        ['Sandbox: Migration task one was deleted.'],
      );
      assert.deepEqual(
        desk.tasks.sight().tasks.map(({ task }) => task.task_name),
        ['other'],
      );
    }));

  it('changes how its task reconnects where Auto-Reconnect is pressed', () =>
    playPage({ name: 'one', state: 'copying' }, async (page, scene, taskId) => {
      const { desk, clock } = scene;
      desk.expect(picked('one', 'Off'));
      page.say({ does: 'run', command: 'dcs.setAutoReconnect' });
      await clock.wait(second);
      assert.deepEqual(editor.ran, [['dcs.setAutoReconnect', { row: { taskId } }]]);
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        ['Sandbox: Auto-reconnect of one is off.'],
      );
    }));

  it('is drawn a few times where hundreds of tasks are marked in a row, the last time as it is then', () =>
    playWithTasks([{ name: 'one', state: 'copying' }], async ({ desk, clock }) => {
      await desk.tasks.refresh();
      const taskId = desk.tasks.sight().tasks[0]?.task.task_id ?? '';
      const { tell, add: onChange } = createListeners();
      let [marks, looks] = [0, 0];
      const isMarked = () => {
        looks += 1;
        return marks === 500;
      };
      const page = createScriptedPanel();
      const parts = { ...desk, taskNotices: { ...desk.taskNotices, isMarked, onChange } };
      createTaskPage(parts, page.panel, taskId, (error) => assert.fail(String(error)));
      const before = looks;
      for (marks = 1; marks < 500; marks += 1) tell();
      tell();
      await clock.wait(second);
      assert.ok(looks - before <= 4, `${looks - before} times`);
      assert.match(JSON.stringify(page.posted.at(-1)), /Stop Notifying/);
      page.panel.dispose();
    }));

  it('shows what is ticked before a cut-over, also in another window, and leads to it', () =>
    playPage({ name: 'one', state: 'inSync' }, async (page, { desk, clock }, taskId) => {
      const noteOf = (key: string) => {
        const steps = JSON.stringify(page.posted.at(-1));
        return new RegExp(`"key":"${key}"[^}]*"state":"(\\w+)"`).exec(steps)?.[1];
      };
      await clock.wait(second);
      assert.equal(noteOf('newAddress'), 'open');
      const { place } = desk.tasks.sight();
      assert.ok(place);
      await desk.records.note(place, taskId, { kind: 'ticked', item: 'newAddress', isTicked: true });
      await clock.wait(second);
      assert.equal(noteOf('newAddress'), 'done');
      desk.expect(left('Nothing in the sandbox is real'));
      page.say({ does: 'run', command: 'dcs.cutOver' });
      await clock.wait(second);
      assert.deepEqual(editor.ran, [['dcs.cutOver', { row: { taskId } }]]);
    }));

  it('runs nothing that it does not offer', () =>
    playPage({ name: 'one', state: 'stopped' }, async (page, { clock }) => {
      for (const command of ['dcs.stopMigrationTask', 'dcs.signOut', 'workbench.action.quit'])
        page.say({ does: 'run', command });
      page.say({ does: 'run', command: 'dcs.restartMigrationTask', taskId: 'another' });
      page.say('dcs.deleteMigrationTask');
      await clock.wait(second);
      assert.deepEqual(editor.ran, []);
    }));
});
