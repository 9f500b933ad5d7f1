import assert from 'node:assert/strict';
import { notifyMe } from '../../../../src/commands/tasks/notifyMe.ts';
import { stopNotifying } from '../../../../src/commands/tasks/stopNotifying.ts';
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
        const told = async (command: typeof notifyMe, ...names: readonly string[]) => {
          const before = desk.told.length;
          await command({ ...desk, taskNotices }, await rowsOf(desk, ...names));
          return desk.told.slice(before).map(({ message }) => message.replace(/ when .*/, ''));
        };
        const count = async () => (await own.marked()).length;
        try {
          assert.deepEqual(await told(notifyMe, 'one'), ['You will be told once']);
          const all = ['one', 'two', 'three'] as const;
          assert.deepEqual(await told(notifyMe, ...all), ['You will be told once of each of 3 migration tasks']);
          assert.equal(await count(), 3);
          const off = ['You will not be told of migration task one any more.'];
          assert.deepEqual(await told(stopNotifying, 'one'), off);
          assert.deepEqual(await told(stopNotifying, ...all), ['You will not be told of 3 migration tasks any more.']);
          assert.equal(await count(), 0);
          await desk.told.at(-1)?.press('Notify Me');
          assert.equal(await count(), 3);
          await desk.told.at(-1)?.press('Stop Notifying');
          assert.equal(await count(), 0);
          const old = desk.told.at(-1);
          await desk.accounts.signOut();
          await old?.press('Notify Me');
          assert.equal(await count(), 0);
          assert.match(desk.told.at(-1)?.message ?? '', /^You have signed out/);
        } finally {
          taskNotices.dispose();
        }
      },
    ));
});
