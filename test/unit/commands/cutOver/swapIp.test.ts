import assert from 'node:assert/strict';
import { swapIp } from '../../../../src/commands/cutOver/swapIp.ts';
import { chooseTasks } from '../../../../src/commands/tasks/chosenTasks.ts';
import { left, picked } from '../../../support/desk/script.ts';
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

describe('Swap IP', () => {
  it('shows what has to hold, asks, sends once, follows, and tells how it ended', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await scene.clock.wait(minute);
      assert.deepEqual(answered(scene), ['exchangeIp true']);
      assert.deepEqual(messages(scene), [done]);
      assert.deepEqual(desk.told[0]?.buttons, ['Roll Back IP…', 'Show Migration Task']);
      const notice = desk.asked.at(-1)?.notice ?? '';
      assert.match(notice, /^Source: carts-redis · 192\.168\.0\.43 · redis-\w+\.dcs\.example\.com$/m);
      assert.match(notice, /^Target: carts-redis-new · 192\.168\.0\.44 · redis-/m);
      assert.match(notice, /^Waived: the same password: not checked/m);
      assert.match(notice, /standbys.*\n.*Roll Back IP…/);
    }));

  it('is a function for whoever has chosen the task already', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      const chosen = await chooseTasks(desk, await rowOf(desk), { title: '', placeholder: '', fits: () => true });
      assert.ok(chosen);
      desk.expect(left(asks.conditions));
      assert.equal(await swapIp(desk, chosen), false);
      desk.expect(...waivesPassword, ...goesOn);
      assert.equal(await swapIp(desk, chosen), true);
      assert.equal(await swapIp(desk, { ...chosen, tasks: [] }), false);
    }));

  it('sends nothing where a question is left', () =>
    playSwapping([orders], async (scene) => {
      const [conditions, domain, last] = goesOn;
      assert.ok(conditions && domain && last);
      await swap(scene, left(asks.conditions));
      await swap(scene, ...waivesPassword, conditions, left(asks.domain));
      await swap(scene, ...waivesPassword, conditions, domain, left(asks.swap));
      await swap(scene, picked(asks.conditions, 'Check Again', ['Go On…']), left(asks.conditions));
      assert.deepEqual([answered(scene), messages(scene)], [[], []]);
    }));
});
