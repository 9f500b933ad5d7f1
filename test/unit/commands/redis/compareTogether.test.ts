import assert from 'node:assert/strict';
import { compareSourceAndTarget } from '../../../../src/commands/redis/compareSourceAndTarget.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, typed, wentBack } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'inSync', between: ['carts-redis', 'carts-redis-new'] },
  { name: 'open', state: 'inSync', between: ['sessions-redis', 'orders-redis-new'] },
  { name: 'foreign', state: 'inSync' },
];
const password = 'canary-of-the-compared-92';
const how = 'How are source and target to be read?';
const together = 'Both Through the Web CLI of the Cloud';
const passwords: readonly Answer[] = [
  typed('Password of carts-redis;', password),
  typed('Password of carts-redis-new;', password),
];

const clis = ({ desk }: Scene) => desk.requests.filter((request) => request.endsWith('/webcli/auth')).length;

/** Nothing that writes may have been sent, and no password shown. */
function playing(act: (scene: Scene) => Promise<void>): Promise<void> {
  return playWithTasks(seeds, async (scene) => {
    await act(scene);
    for (const { writes } of [scene.cloud, ...scene.sandboxes]) assert.deepEqual(writes, []);
    assert.ok(!everythingShown(scene.desk).includes(password));
  });
}

describe('Compare Source and Target of two instances', () => {
  it('asks once how both are read, and says there where the passwords go', () =>
    playing(async (scene) => {
      const { desk } = scene;
      desk.expect(picked(how, together), ...passwords);
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      const [row] = desk.asked[0]?.choices ?? [];
      assert.match(row?.detail ?? '', /^127\.0\.0\.1:\d+ gets their passwords, encrypted on the way\./);
      assert.equal(clis(scene), 2);
      const { message = '', buttons = [] } = desk.told.at(-1) ?? {};
      // What was migrated is there.
      assert.match(message, /^Sandbox: orders: .*equal/);
      assert.deepEqual(buttons, ['Cut Over…', 'Open Report', 'Keep the Passwords']);
      // What both took is known to be the same, and no more than that.
      const { place, tasks } = desk.tasks.sight();
      const orders = tasks.find(({ task }) => task.task_name === 'orders')?.task.task_id ?? '';
      assert.ok(place);
      assert.equal(desk.endsSeen.haveSamePassword(place, orders), true);
      assert.equal(desk.endsSeen.haveSamePassword(place, 'another'), undefined);
      await desk.told.at(-1)?.press('Cut Over…');
      assert.match(desk.ran.at(-1) ?? '', /^dcs\.cutOver /);
      // What is kept is not asked again.
      await desk.told.at(-1)?.press('Keep the Passwords');
      desk.expect(picked(how, together));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      assert.equal(clis(scene), 4);
    }));

  it('asks for no password where there is none', () =>
    playing(async (scene) => {
      const { desk } = scene;
      desk.expect(picked(how, together), typed('Password of orders-redis-new;', password));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'open'));
      assert.equal(clis(scene), 2);
    }));

  it('leads back from a password, and sends nothing where it is left', () =>
    playing(async (scene) => {
      const { desk } = scene;
      desk.expect(picked(how, together), wentBack('Password of carts-redis;'), picked(how, together));
      desk.expect(typed('Password of carts-redis;', password), left('Password of carts-redis-new;'));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual([clis(scene), desk.told], [0, []]);
    }));

  it('asks about each end by itself where that is wanted, and where one is no instance', () =>
    playing(async (scene) => {
      const { desk } = scene;
      desk.expect(picked(how, 'Choose for Each…'), left('How is carts-redis to be read?'));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      desk.expect(left('to be read?'));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'foreign'));
      assert.deepEqual([clis(scene), desk.told], [0, []]);
    }));
});
