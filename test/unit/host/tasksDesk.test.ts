import assert from 'node:assert/strict';
import { createTasksDesk } from '../../../src/host/tasksDesk.ts';
import { playWithTasks } from '../../support/desk/tasksOfSandbox.ts';
import { editor } from '../../support/vscode/scriptedEditor.ts';

const second = 1000;

describe('the tasks of a window', () => {
  it('are asked for at once when it gets the focus, where they are old, and not when it loses it', () =>
    playWithTasks([{ name: 'one', state: 'waiting' }], async ({ desk, clock, journalFolder }) => {
      const subscriptions: { dispose(): unknown }[] = [];
      const memory = { get: () => undefined, update: async () => undefined };
      const { tasks } = createTasksDesk(
        { subscriptions, globalStorageUri: { fsPath: journalFolder }, workspaceState: memory },
        desk,
        (error) => {
          throw error;
        },
      );
      const focus = async (focused: boolean) => {
        const before = desk.requests.length;
        editor.windowState.fire({ focused, active: true });
        await clock.wait(second);
        return desk.requests.length - before;
      };
      tasks.look();
      await clock.wait(second);
      assert.equal(await focus(true), 0, 'new enough');
      await clock.wait(10 * second);
      assert.equal(await focus(false), 0);
      assert.ok((await focus(true)) > 0);
      for (const one of subscriptions) one.dispose();
    }));
});
