import assert from 'node:assert/strict';
import { startConfigured } from '../../../../src/commands/configure/startConfigured.ts';
import { rollBackIp } from '../../../../src/commands/cutOver/rollBackIp.ts';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { chooseTasks } from '../../../../src/commands/tasks/chosenTasks.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import {
  asks,
  done,
  goesOn,
  messages,
  minute,
  orders,
  playSwapping,
  rowOf,
  swap,
  waivesPassword,
} from './swapScene.ts';

const back =
  'info Sandbox: The IPs of migration task orders are rolled back: carts-redis and carts-redis-new have their own addresses again.';

describe('Roll Back IP', () => {
  it('says what it does, gives both their addresses again, and tells how it ended', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      desk.expect(left(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      desk.expect(agreed(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      await clock.wait(minute);
      assert.deepEqual(answered(scene), ['exchangeIp true', 'rollBackIp true']);
      assert.deepEqual(messages(scene), [done, back]);
      const notice = desk.asked.at(-1)?.notice ?? '';
      assert.match(notice, /^Source: carts-redis · 192\.168\.0\.44$/m);
      assert.match(notice, /^What was written to carts-redis-new since the swap is not in carts-redis\.$/m);
      await rollBackIp(desk, await rowOf(desk));
      assert.match(
        messages(scene).at(-1) ?? '',
        /Nothing was sent: the IPs of migration task orders are not swapped \(stopped, IPs rolled back\)/,
      );
    }));

  it('says that one was asked for whose end nobody knows, and sends nothing where another window has asked meanwhile', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock, notices } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      const { place, tasks } = desk.tasks.sight();
      const [task] = tasks;
      assert.ok(place && task);
      const before = { taskStatus: 'EXCHANGE_SUCCESS', message: '', logAt: 0 };
      const askElsewhere = () => notices.exchanging(place, task, { kind: 'rollBack', source: '', target: '', before });
      const { confirm } = desk.prompter;
      Object.assign(desk.prompter, {
        confirm: async (asked: Parameters<typeof confirm>[0]) => {
          await askElsewhere();
          return confirm(asked);
        },
      });
      desk.expect(agreed(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      assert.match(
        desk.told.at(-1)?.message ?? '',
        /^Sandbox: Nothing was sent: .*A swap or a roll back was asked for/,
      );
      Object.assign(desk.prompter, { confirm });
      desk.expect(agreed(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      assert.match(
        desk.asked.at(-1)?.notice ?? '',
        /^A swap or a roll back was asked for at .*nobody knows how it ended/m,
      );
      assert.deepEqual(answered(scene), ['exchangeIp true', 'rollBackIp true']);
    }));

  it('finds out from the palette what is swapped, also where nobody has read that yet', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock, anotherDesk } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      const fresh = anotherDesk({ startSandbox: async () => assert.fail('It is there') });
      Object.assign(fresh, { accounts: desk.accounts });
      fresh.expect(picked('Of which migration are the IPs to be rolled back?', 'orders'), agreed(asks.rollBack));
      await rollBackIp(fresh, fromPalette);
      assert.deepEqual(fresh.exchanging, ['orders']);
      assert.deepEqual(answered(scene), ['exchangeIp true', 'rollBackIp true']);
      fresh.tasks.dispose();
    }));

  it('is what a deletion takes away, which says so', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock } = scene;
      const asksToDelete = async () => {
        desk.expect(left('Delete this migration task?'));
        await deleteMigrationTask(desk, await rowOf(desk));
        return /Swapped IPs that cannot be rolled back any more then: 1/.test(desk.asked.at(-1)?.notice ?? '');
      };
      assert.equal(await asksToDelete(), false);
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      assert.equal(await asksToDelete(), true);
      desk.expect(agreed(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      await clock.wait(minute);
      assert.equal(await asksToDelete(), false);
    }));

  it('comes before a restart and another configuration, also in a window that has not read yet that the IPs are swapped', () =>
    playSwapping([orders, { name: 'others', state: 'stopped' }], async (scene) => {
      const { desk, clock, anotherDesk } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      const fresh = anotherDesk({ startSandbox: async () => assert.fail('It is there') });
      Object.assign(fresh, { accounts: desk.accounts });
      fresh.expect(agreed('Restart 2 migrations?'));
      await restartMigrationTask(fresh, await rowsOf(fresh, 'orders', 'others'));
      assert.match(
        fresh.told.at(-1)?.message ?? '',
        /^Sandbox: Migration task orders was not restarted\. Its IPs are swapped: .* Migration tasks restarted: 1$/,
      );
      assert.deepEqual(answered(scene), ['exchangeIp true', 'restart true']);
      const chosen = await chooseTasks(fresh, await rowOf(fresh), { title: '', placeholder: '', fits: () => true });
      assert.ok(chosen);
      const ends = { source_instance: { addrs: '10.0.0.1:6379' }, target_instance: { addrs: '10.0.0.2:6379' } };
      const how = { migration_method: 'full_amount_migration', resume_mode: 'manual' } as const;
      assert.equal(await startConfigured(fresh, chosen, { ...how, ...ends }), false);
      assert.match(
        fresh.told.at(-1)?.message ?? '',
        /The migration of task orders was not started\. Its IPs are swapped/,
      );
      assert.deepEqual(answered(scene), ['exchangeIp true', 'restart true']);
      fresh.tasks.dispose();
    }));
});
