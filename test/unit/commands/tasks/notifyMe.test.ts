import assert from 'node:assert/strict';
import { notifyMe } from '../../../../src/commands/tasks/notifyMe.ts';
import { createOwnNotices } from '../../../../src/views/notices/ownNotices.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

describe('Notify Me', () => {
  it('says once what it has changed, of however many tasks', () =>
    playWithTasks(
      ['one', 'two', 'three'].map((name) => ({ name, state: 'waiting' })),
      async ({ desk, journalFolder }) => {
        const own = createOwnNotices();
        const taskNotices = noticesOf(desk, journalFolder, own);
        const call = async (...names: readonly string[]) => {
          const before = desk.told.length;
          await notifyMe({ ...desk, taskNotices }, await rowsOf(desk, ...names));
          return desk.told.slice(before).map(({ message }) => message.replace(/ when .*/, ''));
        };
        try {
          assert.deepEqual(await call('one'), ['You will be told once']);
          assert.deepEqual(await call('one', 'two', 'three'), [
            'You will be told once of each of 2 migration tasks',
            'You will not be told of migration task one any more.',
          ]);
          assert.deepEqual(await call('two', 'three'), ['You will not be told of 2 migration tasks any more.']);
          assert.deepEqual(await own.marked(), []);
          await desk.told.at(-1)?.press('Notify Me');
          assert.equal((await own.marked()).length, 2);
          await desk.told.at(-1)?.press('Stop Notifying');
          assert.deepEqual(await own.marked(), []);
        } finally {
          taskNotices.dispose();
        }
      },
    ));
});
