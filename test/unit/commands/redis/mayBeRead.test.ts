import assert from 'node:assert/strict';
import { mayConnect } from '../../../../src/commands/redis/mayBeRead.ts';
import { agreed, left } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const connects = 'This computer connects to ';
const masters = Array.from({ length: 40 }, (_, index) => `10.20.30.${index + 100}:6379`);

describe('whether this computer may connect to addresses', () => {
  it('shows each of them, in several questions where they are many', () =>
    playWithTasks([], async ({ desk }) => {
      desk.expect(agreed(connects), agreed(connects));
      assert.equal(await mayConnect(desk, masters), true);
      const shown = desk.asked.map(({ words }) => words).join(' ');
      for (const address of masters) assert.ok(shown.includes(address), address);
      assert.equal(await mayConnect(desk, masters.toReversed()), true);
    }));

  it('remembers no address of a question that was declined', () =>
    playWithTasks([], async ({ desk }) => {
      desk.expect(agreed(connects), left(connects));
      assert.equal(await mayConnect(desk, masters), false);
      desk.expect(left(masters.at(-1) ?? ''));
      assert.equal(await mayConnect(desk, masters.slice(-1)), false);
    }));
});
