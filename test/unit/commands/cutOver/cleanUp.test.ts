import assert from 'node:assert/strict';
import { cleanUp } from '../../../../src/commands/cutOver/cleanUp.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import {
  type ChangedScene,
  changing,
  machineLetIn,
  noted,
  notesIn,
  others,
  ours,
  parameterNow,
  playSignedIn,
  setParameters,
  setWhitelist,
  timeoutRaised,
  whitelistNow,
} from '../setBack/changedRedis.ts';

const asks = 'Clean up after the migration of task orders?';

const sent = ({ desk }: ChangedScene) => desk.requests.filter((request) => !request.startsWith('GET '));
const told = ({ desk }: ChangedScene) => desk.told.map(({ level, message }) => `${level} ${message}`);
const names = ({ desk }: ChangedScene) => desk.tasks.sight().tasks.map(({ task }) => task.task_name);

/** The machine was let in, and a parameter raised, for the one that has stopped. */
async function changed(scene: ChangedScene): Promise<void> {
  await setWhitelist(scene, [...others, ours]);
  await setParameters(scene, { 'repl-timeout': '300' });
  await noted(scene, [machineLetIn, timeoutRaised]);
  scene.desk.requests.length = 0;
}

describe('Clean Up', () => {
  it('sets back what was changed, deletes the task, and opens its report, after one question', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await changed(scene);
      desk.expect(agreed(asks));
      await cleanUp(desk, await rowsOf(desk, 'orders'));
      const { notice = '' } = desk.asked.at(-1) ?? {};
      assert.match(notice, /^orders · stopped\n\nSet back: 2\n {2}.*\n {2}.*\n/);
      assert.match(notice, /192\.168\.30\.41 in the whitelist of beijing-redis · was not in it/);
      assert.match(notice, /repl-timeout of beijing-redis · was 60 · is 300 · will be 60/);
      assert.match(notice, /You have not ticked that applications use the target\./);
      assert.deepEqual(told(scene), [
        'info cn-north-4: Migration task orders was deleted, and what was changed for it is set back: 2.',
      ]);
      assert.deepEqual((await whitelistNow(scene)).whitelist, others);
      assert.equal(await parameterNow(scene, 'repl-timeout'), '60');
      assert.deepEqual([names(scene), await notesIn(journalFolder)], [['carts'], []]);
      const report = desk.documents.reports[0] ?? '';
      assert.match(report, /^# orders\n\nstopped/);
      assert.match(report, /`192\.168\.30\.41` is not in the whitelist of beijing-redis any more/);
      assert.match(report, /repl-timeout of beijing-redis is 60 again/);
    }));

  it('says nothing of changes where there are none', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      const { place, id } = { place: scene.place, id: scene.task('orders').id };
      await desk.records.note(place, id, { kind: 'ticked', item: 'applicationsUseTarget', isTicked: true });
      await desk.targetsInUse.mark(place, id);
      desk.expect(picked('After which migration is to be cleaned up?', 'orders'), agreed(asks));
      await cleanUp(desk, fromPalette);
      assert.doesNotMatch(desk.asked.at(-1)?.notice ?? '', /Set back|You have not ticked/);
      assert.deepEqual(told(scene), ['info cn-north-4: Migration task orders was deleted.']);
    }));

  it('does nothing of it without a yes', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await changed(scene);
      desk.expect(left(asks));
      await cleanUp(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual([sent(scene), told(scene), desk.documents.reports], [[], [], []]);
    }));

  it('leaves what others have changed, and what another migration needs, to be set back by itself', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await changed(scene);
      await setParameters(scene, { 'repl-timeout': '400' });
      desk.requests.length = 0;
      desk.expect(agreed(asks));
      await cleanUp(desk, await rowsOf(desk, 'orders'));
      assert.match(desk.asked.at(-1)?.notice ?? '', /Set back: 1\n.*\nLeft for Set Back Changes….*: 1\n/);
      assert.equal(await parameterNow(scene, 'repl-timeout'), '400');
      assert.deepEqual((await whitelistNow(scene)).whitelist, others);
      assert.deepEqual(desk.told.at(-1)?.buttons, ['Set Back Changes…']);
    }));

  it('goes on where something cannot be set back, and says so', () => {
    let isBusy = false;
    return playSignedIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        await changed(scene);
        isBusy = true;
        desk.expect(agreed(asks));
        await cleanUp(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual(names(scene), ['carts']);
        assert.equal((await notesIn(journalFolder)).length, 2);
        assert.equal(desk.told.length, 2);
        assert.match(told(scene)[0] ?? '', /^(?:error|warning) cn-north-4: .*(?:Not set back|not known whether)/);
        assert.equal(told(scene)[1], 'info cn-north-4: Migration task orders was deleted.');
        assert.deepEqual(desk.told.at(-1)?.buttons, ['Set Back Changes…']);
      },
      {
        transport: changing(async (url, init) => {
          return isBusy && /\/instances?\//.test(url)
            ? Response.json({ error_code: 'DCS.4017', error_msg: 'busy' }, { status: 400 })
            : globalThis.fetch(url, init);
        }),
      },
    );
  });

  it('is not for what goes on', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await cleanUp(desk, await rowsOf(desk, 'carts'));
      assert.match(told(scene)[0] ?? '', /^info cn-north-4: Migration task carts is not cut over/);
      await desk.targetsInUse.mark(scene.place, scene.task('carts').id);
      await cleanUp(desk, await rowsOf(desk, 'carts'));
      assert.match(told(scene)[1] ?? '', /^info cn-north-4: Migration task carts is not cut over/);
      assert.deepEqual(sent(scene), []);
    }));

  it('sends nothing for somebody else', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await changed(scene);
      const { confirm } = desk.prompter;
      Object.assign(desk.prompter, {
        confirm: async (asked: Parameters<typeof confirm>[0]) => {
          await desk.accounts.signOut();
          return confirm(asked);
        },
      });
      desk.expect(agreed(asks));
      await cleanUp(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(sent(scene), []);
      assert.match(told(scene)[0] ?? '', /You have signed out, or switched/);
    }));
});
