import assert from 'node:assert/strict';
import { copyMachineAddress } from '../../../../src/commands/tasks/copyMachineAddress.ts';
import { copyTaskId } from '../../../../src/commands/tasks/copyTaskId.ts';
import { copyTasksAsTable } from '../../../../src/commands/tasks/copyTasksAsTable.ts';
import { copyValue } from '../../../../src/commands/tasks/copyValue.ts';
import { openInConsole } from '../../../../src/commands/tasks/openInConsole.ts';
import { saveTaskAsFile } from '../../../../src/commands/tasks/saveTaskAsFile.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { saved } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'waiting', state: 'waiting' },
  { name: '=cmd|x!A1', state: 'stopped' },
  { name: 'starting', state: 'creating' },
];

describe('Copy as Table', () => {
  it('has name, ID, state and machine address of all tasks, as they are now', () =>
    playWithTasks(seeds, async ({ desk, clock }) => {
      await desk.tasks.refresh();
      assert.equal(stateOf(desk, 'starting'), 'CREATING');
      await clock.wait(600_000);
      await copyTasksAsTable(desk, fromPalette);
      const [head = '', ...lines] = (desk.copied.at(-1) ?? '').split('\n');
      assert.deepEqual(head.split('\t'), ['Name', 'Task ID', 'State', 'Address of the migration machine']);
      const cells = new Map(lines.map((line) => line.split('\t')).map(([name = '', ...rest]) => [name, rest]));
      assert.deepEqual([...cells.keys()].toSorted(), ["'=cmd|x!A1", 'starting', 'waiting']);
      const [id = '', state, address] = cells.get('starting') ?? [];
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.equal(state, 'waiting to be configured');
      assert.match(address ?? '', /^\d+\.\d+\.\d+\.\d+$/);
      assert.equal(desk.told.at(-1)?.message, '3 migration tasks are copied.');
    }));

  it('has those that are selected, where several are', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await copyTasksAsTable(desk, await rowsOf(desk, 'waiting', 'starting'));
      assert.equal(desk.copied.at(-1)?.split('\n').length, 3);
      await copyTasksAsTable(desk, await rowsOf(desk, 'waiting'));
      assert.equal(desk.copied.at(-1)?.split('\n').length, 4);
    }));

  it('says so where there is nothing', () =>
    playWithTasks([], async ({ desk }) => {
      await copyTasksAsTable(desk, fromPalette);
      assert.deepEqual([desk.copied, desk.told.at(-1)?.message], [[], 'There is no migration task to copy.']);
    }));
});

describe('what is copied of a task', () => {
  it('is its ID, of several a line each', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await copyTaskId(desk, await rowsOf(desk, 'waiting', 'starting'));
      assert.match(desk.copied.at(-1) ?? '', /^[0-9a-f-]{36}\n[0-9a-f-]{36}$/);
    }));

  it('is the address of its machine, where it has one', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await copyMachineAddress(desk, await rowsOf(desk, 'waiting'));
      assert.match(desk.copied.at(-1) ?? '', /^\d+\.\d+\.\d+\.\d+$/);
      await copyMachineAddress(desk, await rowsOf(desk, 'starting'));
      assert.equal(desk.copied.length, 1);
      assert.equal(desk.told.at(-1)?.message, 'It has no migration machine with an address yet.');
    }));

  it('is what a row below it says, whole, and nothing of what is no row', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await copyValue(desk, { argument: { row: { copies: 'x'.repeat(500) } }, selected: undefined });
      await copyValue(desk, { argument: 'no row', selected: undefined });
      assert.deepEqual(desk.copied, ['x'.repeat(500)]);
    }));
});

describe('a task elsewhere', () => {
  it('is saved as a file that creates one like it', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(saved('waiting.dcsmigration.json'));
      await saveTaskAsFile(desk, await rowsOf(desk, 'waiting'));
      const { task, problems } = parseTaskFile(desk.documents.savedTexts.at(-1)?.text ?? '');
      assert.deepEqual(problems, []);
      assert.equal(task?.name, 'waiting');
      assert.match(`${task?.vpc_id} ${task?.subnet_id} ${task?.security_group_id}`, /^(?:[0-9a-f-]{36} ?){3}$/);
      assert.equal(task?.region, desk.tasks.sight().place?.connection.region);
    }));

  it('has no console where it is in the sandbox', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await openInConsole(desk);
      assert.deepEqual(desk.openedAddresses, []);
      assert.match(desk.told.at(-1)?.message ?? '', /^There is no console for these tasks/);
    }));
});

function stateOf(desk: Parameters<typeof rowsOf>[0], name: string): string | undefined {
  return desk.tasks.sight().tasks.find(({ task }) => task.task_name === name)?.task.status;
}
