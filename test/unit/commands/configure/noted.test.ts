import assert from 'node:assert/strict';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { RecordNote } from '../../../../src/task/record/recordNotes.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { picked, pickedBeginning } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between, passwords, start } from './wholeAnswers.ts';

const closedSource = 'The whitelist of orders-redis keeps the migration machine';
const timeout = 'repl-timeout of the source is 60 s; a long copy wants 300 s.';

const textOf = (note: RecordNote) => ('what' in note ? note.what : note.kind);

describe('what is noted of a start', () => {
  it('is what was changed, what the checks found, what was waived, and what was asked', () =>
    playWithTasks([{ name: 'orders', state: 'waiting' }], async ({ desk }) => {
      desk.expect(
        ...between('orders-redis', 'orders-redis-new'),
        pickedBeginning(asks.review, closedSource),
        picked(closedSource, 'Add the Machine to the Whitelist'),
        picked(asks.review, timeout),
        picked(timeout, 'Waive This Warning'),
        pickedBeginning(asks.review, 'The output buffer'),
        picked('The output buffer', 'Waive This Warning'),
        start,
      );
      await configureAndStart(desk, await rowsOf(desk, 'orders'));
      const { place, tasks } = desk.tasks.sight();
      assert.ok(place);
      const { notes } = await desk.records.of(place, tasks[0]?.task.task_id ?? '');
      assert.deepEqual(
        notes.map(({ kind }) => kind),
        ['changed', 'changed', 'checked', 'waived', 'waived', 'asked'],
      );
      assert.match(
        textOf(notes[0] ?? assert.fail()),
        /^192\.168\.\d+\.\d+ was added to the whitelist of orders-redis\.$/,
      );
      const [, , checked, waived] = notes;
      assert.ok(checked?.kind === 'checked' && checked.passed > 10 && checked.open.length === 2);
      assert.match(textOf(waived ?? assert.fail()), /^repl-timeout of the source is 60 s/);
      for (const password of Object.values(passwords)) assert.ok(!JSON.stringify(notes).includes(password));
    }));
});
