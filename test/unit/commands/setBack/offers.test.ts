import assert from 'node:assert/strict';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import { setBackChanges } from '../../../../src/commands/setBack/setBackChanges.ts';
import { shownSight } from '../../../../src/desk/tasks/shownSight.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, ticked } from '../../../support/desk/script.ts';
import {
  machineLetIn,
  noted,
  others,
  ours,
  playSignedIn,
  redis,
  setWhitelist,
  timeoutRaised,
  whitelistNow,
} from './changedRedis.ts';

const offer = 'Set Back Changes…';
const asks = 'What is to be as it was before?';
const entryRow = '192.168.30.41 in the whitelist of beijing-redis';

describe('what was changed for a task', () => {
  it('is offered to be set back when it is stopped from here', () =>
    playSignedIn(async (scene) => {
      const { desk, task } = scene;
      await noted(scene, [machineLetIn], 'carts');
      desk.expect(agreed('Stop this migration?'));
      await stopMigrationTask(desk, await rowsOf(desk, 'carts'));
      const [told] = desk.told;
      assert.deepEqual(told?.buttons, [offer]);
      await told?.press(offer);
      assert.deepEqual(desk.ran, [`dcs.setBackChanges ${task('carts').id}`]);
    }));

  it('is set back also when the task is deleted and in no list any more', () =>
    playSignedIn(async (scene) => {
      const { desk, task } = scene;
      await setWhitelist(scene, [...others, ours]);
      await noted(scene, [machineLetIn]);
      const { id } = task('orders');
      desk.expect(agreed('Delete this migration task?'));
      await deleteMigrationTask(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(desk.told.at(-1)?.buttons, [offer, 'Save Report…']);
      desk.expect(ticked(asks, [entryRow]), agreed('Set back this change?'));
      await setBackChanges(desk, { argument: { row: { taskId: id } }, selected: undefined });
      assert.deepEqual((await whitelistNow(scene)).whitelist, others);
    }));

  it('is not spoken of where there is nothing, nor where the task goes on', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Stop this migration?'), agreed('Delete this migration task?'));
      await stopMigrationTask(desk, await rowsOf(desk, 'carts'));
      await noted(scene, [machineLetIn], 'carts');
      await deleteMigrationTask(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(
        desk.told.map(({ buttons }) => buttons),
        [[], ['Save Report…']],
      );
    }));

  it('is not spoken of when it is begun anew', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await noted(scene, [machineLetIn]);
      Object.assign(desk.prompter, { confirm: async () => true });
      await restartMigrationTask(desk, await rowsOf(desk, 'orders'));
      assert.ok(!desk.told.some(({ buttons }) => buttons.includes(offer)));
    }));

  it('is of the task also where it was changed before that was created', () =>
    playSignedIn(async ({ desk, place, task, anotherDesk }) => {
      const { id, name } = task('orders');
      const own = await desk.changes.note(place, { task: { name }, instance: redis, what: [machineLetIn] });
      await desk.changes.note(place, { task: { name }, instance: redis, what: [timeoutRaised] });
      assert.deepEqual([...desk.changes.tasksAt(place)], []);
      await desk.changes.created(
        { id, name },
        own.map((one) => one.id),
      );
      const { changes } = await anotherDesk().changes.at(place);
      assert.deepEqual(changes.map((one) => [one.what.kind, one.task.id]).sort(), [
        ['parameter', undefined],
        ['whitelist', id],
      ]);
      assert.deepEqual([...desk.changes.tasksAt(place)], [id]);
    }));

  it('shows in what is drawn of it, and as soon as it is set back no more', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      const shown = () => shownSight(desk).tasks.flatMap((known) => (known.changed ? [known.task.task_name] : []));
      let drawn = 0;
      const stop = desk.changes.onChange(() => {
        drawn += 1;
      });
      const [change] = await noted(scene, [machineLetIn]);
      assert.ok(change);
      assert.deepEqual([shown(), drawn], [['orders'], 1]);
      await desk.changes.close(change);
      assert.deepEqual([shown(), drawn], [[], 2]);
      await desk.changes.read();
      assert.equal(drawn, 2);
      stop();
    }));
});
