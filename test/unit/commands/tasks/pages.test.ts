import assert from 'node:assert/strict';
import { showMigrationTask } from '../../../../src/commands/tasks/showMigrationTask.ts';
import { picked } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds = [{ name: 'orders', state: 'inSync' }] as const;
const nothing = { argument: undefined, selected: undefined };

describe('the page of a task', () => {
  it('opens for the row that was clicked without asking the cloud', () =>
    playWithTasks(seeds, async ({ desk }) => {
      const row = { row: { taskId: 'task-1' } };
      await showMigrationTask(desk, { argument: row, selected: [{ row: { taskId: 'task-2' } }, row] });
      assert.deepEqual([desk.shownPages, desk.requests], [['task-1'], []]);
    }));

  it('opens for what is picked from the palette', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(picked('Which migration task?', 'orders'));
      await showMigrationTask(desk, nothing);
      assert.deepEqual(desk.shownPages, [desk.tasks.sight().tasks[0]?.task.task_id]);
    }));
});
