import assert from 'node:assert/strict';
import { cutOver } from '../../../../src/commands/cutOver/cutOver.ts';
import { cloudRegion, play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { left, picked, watched } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { changedStats, keptOf, second, seeds, taskOf, titleOf } from './scene.ts';

const asks = 'Enter on a line ticks it';
const writes = titleOf('writesStopped');

/** The windows of an account of the cloud, which has these tasks. */
function playInCloud(act: (scene: Scene) => Promise<void>, stats: () => object = () => ({})): Promise<void> {
  return play({ cloud: { seeds, seedsIn: cloudRegion }, transport: changedStats(stats) }, async (scene) => {
    const desks = [scene.desk];
    const anotherDesk: Scene['anotherDesk'] = (parts) => {
      const desk = scene.anotherDesk(parts);
      desks.push(desk);
      return desk;
    };
    try {
      await act({ ...scene, anotherDesk });
    } finally {
      for (const { tasks } of desks) tasks.dispose();
      // What they take away of the folders in which windows meet is gone then.
      await scene.clock.wait(0);
    }
  });
}

const stateOf = (desk: ScriptedDesk, label: string) =>
  desk.asked.at(-1)?.choices.find((one) => one.label === label)?.description;

describe('What is ticked before a cut-over', () => {
  it('is there after a reload, and in another window, with when and as whom', () =>
    playInCloud(async ({ desk, anotherDesk }) => {
      desk.expect(picked(asks, titleOf('newAddress')), left(asks));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      const other = anotherDesk();
      other.expect(left(asks));
      await cutOver(other, await rowsOf(other, 'orders'));
      assert.equal(stateOf(other, titleOf('newAddress')), 'done');
      const row = other.asked.at(-1)?.choices.find(({ label }) => label === titleOf('newAddress'));
      assert.match(row?.detail ?? '', /^ticked: .* · cn-north-4 · /);
      other.expect(picked(asks, titleOf('newAddress')), left(asks));
      await cutOver(other, await rowsOf(other, 'orders'));
      desk.expect(left(asks));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.equal(stateOf(desk, titleOf('newAddress')), 'open');
    }));

  it('is wrong where something still writes, cannot be waived then, and is good when said anew', () => {
    let keys = 1000;
    let ops = 0;
    return playInCloud(
      async ({ desk }) => {
        const shows = (state: string) => (choices: readonly { label: string; description?: string | undefined }[]) =>
          choices.some(({ label, description }) => label === writes && description === state);
        desk.expect(picked(asks, writes), watched(asks, shows('done')));
        await cutOver(desk, await rowsOf(desk, 'orders'));
        desk.expect(
          watched(asks, (choices) => {
            keys += 1;
            return shows('not so')(choices);
          }),
        );
        await cutOver(desk, await rowsOf(desk, 'orders'));
        const row = desk.asked.at(-1)?.choices.find(({ label }) => label === writes);
        assert.match(row?.detail ?? '', /^the source had \d+ more keys at .*, so something still wrote; ticked: /);
        // Enter says it anew.
        desk.expect(picked(asks, writes), left(asks));
        await cutOver(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual([stateOf(desk, writes), (await keptOf(desk)).at(-1)], ['done', 'ticked writesStopped']);
        ops = 900;
        desk.expect(watched(asks, shows('not so')));
        await cutOver(desk, await rowsOf(desk, 'orders'));
      },
      () => ({ source_dbsize: String(keys), target_ops: String(ops), offset: '0' }),
    );
  });

  it('counts no more once the task was started again', () =>
    playInCloud(async ({ desk, clock }) => {
      desk.expect(picked(asks, titleOf('newAddress')), left(asks));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      await clock.wait(second);
      const { place, id } = taskOf(desk);
      await desk.records.note(place, id, { kind: 'asked', action: 'restart', outcome: 'accepted' });
      desk.expect(left(asks));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.equal(stateOf(desk, titleOf('newAddress')), 'open');
      const row = desk.asked.at(-1)?.choices.find(({ label }) => label === titleOf('newAddress'));
      assert.match(row?.detail ?? '', /^begun anew since it was ticked: /);
    }));

  it('is not there for the tasks of another project of that ID', () =>
    playInCloud(async ({ desk }) => {
      await desk.tasks.refresh();
      const { place, id } = taskOf(desk);
      await desk.records.note(place, id, { kind: 'ticked', item: 'newAddress', isTicked: true });
      assert.deepEqual((await desk.records.of({ ...place, projectId: 'another' }, id)).notes, []);
    }));
});
