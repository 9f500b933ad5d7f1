import assert from 'node:assert/strict';
import { arrangeTasks } from '../../../../src/commands/tasks/arrangeTasks.ts';
import { left, picked, ticked } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const groups = ['Failed', 'Waiting to Be Configured', 'Ready to Cut Over', 'In Sync', 'Running', 'Other', 'Done'];

describe('how the tasks are arranged', () => {
  it('is by state, by target or flat', () =>
    playWithTasks([], async ({ desk }) => {
      for (const [label, by] of [
        ['Group by Target', 'target'],
        ['Without Groups', 'none'],
        ['Group by State', 'state'],
      ] as const) {
        desk.expect(picked('How are the tasks shown?', label));
        await arrangeTasks(desk);
        assert.deepEqual(desk.arrangements.current(), { by, only: [] });
      }
    }));

  it('leaves out what is not ticked, and nothing where all are or none is', () =>
    playWithTasks([], async ({ desk }) => {
      const filter = picked('How are the tasks shown?', 'Filter by State…');
      desk.expect(filter, ticked('Which tasks are shown?', groups, ['Other', 'Done']));
      await arrangeTasks(desk);
      assert.deepEqual(desk.arrangements.current().only, ['failed', 'toConfigure', 'ready', 'inSync', 'running']);
      desk.expect(filter, ticked('Which tasks are shown?', groups.slice(0, 5), groups.slice(5)));
      await arrangeTasks(desk);
      assert.deepEqual(desk.arrangements.current().only, []);
      desk.expect(filter, ticked('Which tasks are shown?', groups, groups));
      await arrangeTasks(desk);
      assert.deepEqual(desk.arrangements.current().only, []);
    }));

  it('stays where somebody leaves the question', () =>
    playWithTasks([], async ({ desk }) => {
      const before = desk.arrangements.current();
      desk.expect(left('How are the tasks shown?'));
      await arrangeTasks(desk);
      desk.expect(picked('How are the tasks shown?', 'Filter by State…'), left('Which tasks are shown?'));
      await arrangeTasks(desk);
      assert.deepEqual(desk.arrangements.current(), before);
    }));
});
