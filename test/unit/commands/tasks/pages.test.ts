import assert from 'node:assert/strict';
import { saveReport } from '../../../../src/commands/tasks/saveReport.ts';
import { showMigrationTask } from '../../../../src/commands/tasks/showMigrationTask.ts';
import { picked, saved } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds = [{ name: 'orders', state: 'inSync' }] as const;
const nothing = { argument: undefined, selected: undefined };

describe('the page of a task, and its report', () => {
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

  it('is saved under the name of the task', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(picked('Of which migration task?', 'orders'), saved('orders.md'));
      await saveReport(desk, nothing);
      const [file] = desk.documents.savedTexts;
      assert.equal(file?.name, 'orders.md');
      assert.match(file?.text ?? '', /^# orders\n\n.*INCRMIGEATING/);
    }));

  it('says where the task is gone', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await saveReport(desk, { argument: { row: { taskId: 'gone' } }, selected: undefined });
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        ['It is not in the list of migration tasks any more.'],
      );
    }));
});
