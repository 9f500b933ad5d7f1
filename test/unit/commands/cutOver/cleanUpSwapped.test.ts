import assert from 'node:assert/strict';
import { cleanUp } from '../../../../src/commands/cutOver/cleanUp.ts';
import { rollBackIp } from '../../../../src/commands/cutOver/rollBackIp.ts';
import { stopAndRepoint } from '../../../../src/commands/cutOver/stopAndRepoint.ts';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, goesOn, messages, minute, orders, playSwapping, rowOf, swap, waivesPassword } from './swapScene.ts';

const asksToCleanUp = 'Clean up after the migration of task orders?';

/** A window that has not read yet that the addresses are swapped. */
function freshWindow({ desk, anotherDesk }: Scene): ScriptedDesk {
  const fresh = anotherDesk({ startSandbox: async () => assert.fail('It is there') });
  Object.assign(fresh, { accounts: desk.accounts });
  return fresh;
}

async function rollBack({ desk }: Scene): Promise<void> {
  desk.expect(agreed(asks.rollBack));
  await rollBackIp(desk, await rowOf(desk));
}

/** Swapped, and known to be so in the first window. */
function playSwapped(act: (scene: Scene, fresh: ScriptedDesk) => Promise<void>): Promise<void> {
  return playSwapping([orders], async (scene) => {
    await swap(scene, ...waivesPassword, ...goesOn);
    await scene.clock.wait(minute);
    const fresh = freshWindow(scene);
    try {
      await act(scene, fresh);
    } finally {
      fresh.tasks.dispose();
    }
  });
}

describe('Clean Up after a swap', () => {
  it('says that the way back goes with it, also in a window that has not read yet that the IPs are swapped', () =>
    playSwapped(async (_, fresh) => {
      fresh.expect(left(asksToCleanUp));
      await cleanUp(fresh, await rowOf(fresh));
      assert.match(fresh.asked.at(-1)?.notice ?? '', /The IPs cannot be rolled back after that\./);
    }));

  it('deletes nothing where another window rolls the IPs back while the question stands', () =>
    playSwapped(async (scene, fresh) => {
      const { confirm } = fresh.prompter;
      Object.assign(fresh.prompter, {
        confirm: async (asked: Parameters<typeof confirm>[0]) => {
          await rollBack(scene);
          return confirm(asked);
        },
      });
      fresh.expect(agreed(asksToCleanUp));
      await cleanUp(fresh, await rowOf(fresh));
      assert.deepEqual(answered(scene), ['exchangeIp true', 'rollBackIp true']);
      assert.match(fresh.told.at(-1)?.message ?? '', /^Sandbox: Nothing was sent: migration task orders has changed/);
    }));

  it('is not for what was rolled back, nor is its target said to be one that may be written', () =>
    playSwapped(async (scene, fresh) => {
      await rollBack(scene);
      await scene.clock.wait(minute);
      for (const desk of [scene.desk, fresh]) {
        await cleanUp(desk, await rowOf(desk));
        assert.match(desk.told.at(-1)?.message ?? '', /orders is not cut over, .*: stopped, IPs rolled back\.$/);
        await stopAndRepoint(desk, await rowOf(desk));
        assert.match(desk.told.at(-1)?.message ?? '', /not where it can be cut over: stopped, IPs rolled back\.$/);
      }
      assert.deepEqual(answered(scene), ['exchangeIp true', 'rollBackIp true']);
      assert.ok(!messages(scene).some((message) => /may be written/.test(message)));
    }));
});

describe('Delete after a swap', () => {
  it('says that the way back goes with it, also in a window that has not read yet that the IPs are swapped', () =>
    playSwapped(async (_, fresh) => {
      fresh.expect(left('Delete this migration task?'));
      await deleteMigrationTask(fresh, await rowOf(fresh));
      assert.match(fresh.asked.at(-1)?.notice ?? '', /Swapped IPs that cannot be rolled back any more then: 1/);
    }));
});
