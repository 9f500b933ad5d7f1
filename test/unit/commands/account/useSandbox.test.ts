import assert from 'node:assert/strict';
import { tellSandboxAfresh, useSandbox } from '../../../../src/commands/account/useSandbox.ts';
import { play } from '../../../support/desk/deskAndCloud.ts';
import { memoryOfWindow } from '../../../support/desk/memoryStores.ts';

const afresh =
  'This window uses the local sandbox still, which has begun afresh: what was created and changed in it before the window was reloaded is gone.';

describe('a sandbox that ended with a reload', () => {
  it('is told of once, when the window meets the new one', () =>
    play({ signedIn: false }, async ({ desk, anotherDesk }) => {
      await useSandbox(desk);
      assert.equal(desk.told.length, 1);
      const reloaded = anotherDesk();
      assert.equal(reloaded.told.length, 0);
      const ask = () => reloaded.accounts.glance({ settings: '' });
      await Promise.all([ask(), ask(), reloaded.tasks.refresh()]);
      await ask();
      assert.deepEqual(
        reloaded.told.map(({ level, message }) => [level, message]),
        [['info', afresh]],
      );
      assert.ok(reloaded.logged.includes(afresh));
    }));

  it('is no word to a window that had none, or begins with one', () =>
    play({ signedIn: false }, async ({ anotherDesk }) => {
      const other = anotherDesk({ window: memoryOfWindow() });
      await other.accounts.current({ settings: 'sandbox-1' });
      assert.equal(other.told.length, 0);
      await useSandbox(other);
      await other.accounts.current({ settings: '' });
      assert.deepEqual(
        other.told.map(({ message }) => message.includes('afresh')),
        [false],
      );
    }));

  it('leads to another account', () =>
    play({}, async ({ desk }) => {
      let switched = 0;
      tellSandboxAfresh(desk, () => {
        switched += 1;
      });
      await desk.told.at(-1)?.press('Switch Profile');
      assert.equal(switched, 1);
    }));
});
