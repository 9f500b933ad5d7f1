import assert from 'node:assert/strict';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { tellOfTraps } from '../../../../src/views/notices/trapNotices.ts';
import { cloudRegion, play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'inSync' },
  { name: 'carts', state: 'stopped' },
];

const second = 1000;

const throwIt = (error: unknown) => {
  throw error;
};

/** Windows of one account that tell of such migrations. */
function playWindows(act: (open: () => ScriptedDesk, scene: Scene) => Promise<void>): Promise<void> {
  return play({ cloud: { seeds, seedsIn: cloudRegion } }, async (scene) => {
    const ends: (() => void)[] = [];
    const open = () => {
      const desk = scene.anotherDesk();
      ends.push(tellOfTraps(desk, throwIt), desk.tasks.dispose);
      return desk;
    };
    try {
      await act(open, scene);
    } finally {
      for (const end of ends) end();
      scene.desk.tasks.dispose();
      await scene.clock.wait(0);
    }
  });
}

async function taskOf(desk: ScriptedDesk, name: string) {
  await desk.tasks.refresh();
  const { place, tasks } = desk.tasks.sight();
  const known = tasks.find(({ task }) => task.task_name === name);
  assert.ok(place && known);
  return { place, id: known.task.task_id };
}

describe('a migration that goes on though applications use its target', () => {
  it('is told of once in all windows, also after a reload, and what it leads to', () =>
    playWindows(async (open, { clock }) => {
      const [one, other] = [open(), open()];
      const { place, id } = await taskOf(one, 'orders');
      await one.targetsInUse.mark(place, id);
      await clock.wait(second);
      const { level, message = '', buttons } = one.told.at(-1) ?? {};
      assert.deepEqual([level, one.told.length], ['warning', 1]);
      assert.match(
        message,
        /^cn-north-4: Applications use the target of migration task orders, and the migration goes on/,
      );
      assert.deepEqual(buttons, ['Stop', 'Cut Over…', 'Show Migration Task']);
      await one.told.at(-1)?.press('Stop');
      assert.deepEqual(one.ran, [`dcs.stopMigrationTask ${id}`]);
      for (const desk of [other, open()]) {
        await desk.targetsInUse.read();
        await taskOf(desk, 'orders');
        await clock.wait(second);
        assert.deepEqual(desk.told, []);
      }
    }));

  it('is not told of where it has stopped, nor of what nobody uses', () =>
    playWindows(async (open, { clock }) => {
      const desk = open();
      const { place, id } = await taskOf(desk, 'carts');
      await desk.targetsInUse.mark(place, id);
      await taskOf(desk, 'orders');
      await clock.wait(second);
      assert.deepEqual(desk.told, []);
    }));

  it('is told of anew once the tick was taken back and made again', () =>
    playWindows(async (open, { clock }) => {
      const desk = open();
      const { place, id } = await taskOf(desk, 'orders');
      for (const expected of [1, 2]) {
        await desk.targetsInUse.mark(place, id);
        await clock.wait(second);
        assert.equal(desk.told.length, expected);
        await desk.targetsInUse.unmark(place, id);
      }
    }));

  it('is not told of once it is being stopped', () =>
    playWindows(async (open, { clock }) => {
      const desk = open();
      const { place, id } = await taskOf(desk, 'orders');
      desk.expect(agreed('Stop this migration?'));
      await stopMigrationTask(desk, await rowsOf(desk, 'orders'));
      desk.told.length = 0;
      await desk.targetsInUse.mark(place, id);
      await clock.wait(second);
      assert.deepEqual(desk.told, []);
    }));
});
