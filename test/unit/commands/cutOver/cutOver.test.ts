import assert from 'node:assert/strict';
import { cutOver } from '../../../../src/commands/cutOver/cutOver.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { left, picked, ticked, watched } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { changedStats, isOpen, keptOf, list, passes, seeds, taskOf, titleOf } from './scene.ts';

const rowOf = (desk: ScriptedDesk, label: string) => desk.asked.at(-1)?.choices.find((one) => one.label === label);

describe('Cut Over', () => {
  it('shows each item with its state, what it rests on and its group, and starts from a harmless row', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      const { choices = [], title = '' } = desk.asked.at(-1) ?? {};
      assert.match(title, /^Cut Over · orders · Local Sandbox$/);
      assert.equal(choices.find(({ active }) => active)?.label, 'Look Again');
      const groups = [...new Set(choices.map(({ group }) => group))];
      assert.deepEqual(groups, [
        'Go On',
        'Before Applications Go to the Target',
        'For Swap IP',
        'For Stop and Repoint',
      ]);
      assert.match(rowOf(desk, titleOf('inSync'))?.detail ?? '', /lag \d+/);
      assert.equal(rowOf(desk, titleOf('writesStopped'))?.description, 'open');
      assert.equal(rowOf(desk, titleOf('writesStopped'))?.detail, 'to be ticked by you');
      assert.match(rowOf(desk, titleOf('swapPossible'))?.detail ?? '', /Not both are DCS instances of this project/);
      assert.match(rowOf(desk, 'Swap IP…')?.unusable ?? '', /^In the way: /);
      assert.match(rowOf(desk, 'Stop and Repoint…')?.unusable ?? '', /^In the way: .*and \d more$/);
      assert.deepEqual(answered(scene), []);
    }));

  it('ticks with Enter what is a person’s, and takes the tick back with another', () =>
    playWithTasks(seeds, async ({ desk }) => {
      const label = titleOf('clientsReconnect');
      desk.expect(picked(list, label), picked(list, label), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(await keptOf(desk), ['ticked clientsReconnect', 'unticked clientsReconnect']);
      assert.equal(rowOf(desk, label)?.description, 'open');
      const [, second] = desk.asked;
      const row = second?.choices.find((one) => one.label === label);
      assert.equal(row?.description, 'done');
      assert.match(row?.detail ?? '', /^ticked: .* · sandbox-1 · /);
    }));

  it('asks what helps where more than one thing does', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(picked(list, titleOf('keysCompared')), picked('to be ticked by you', 'Compare Source and Target'));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(desk.ran, [`dcs.compareSourceAndTarget ${taskOf(desk).id}`]);
      const sub = 'not known, since not both are DCS instances';
      desk.expect(picked(list, titleOf('whitelistFits')), left(sub), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      desk.expect(picked(list, titleOf('whitelistFits')), picked(sub, 'Tick It: I Have Seen to It'), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(await keptOf(desk), ['ticked whitelistFits']);
      assert.equal(rowOf(desk, titleOf('whitelistFits'))?.description, 'done');
    }));

  it('keeps each that is gone on without, with its words', () =>
    playWithTasks(seeds, async ({ desk }) => {
      const label = titleOf('clientsReconnect');
      const waivers = 'What is not so, or not known';
      desk.expect(picked(list, 'Go On without What Is Open…'), left(waivers));
      desk.expect(picked(list, 'Go On without What Is Open…'), ticked(waivers, [], [label]), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(await keptOf(desk), ['waived clientsReconnect']);
      assert.equal(rowOf(desk, label)?.description, 'gone on without it');
      const { place, id } = taskOf(desk);
      const [note] = (await desk.records.of(place, id)).notes;
      assert.deepEqual(note?.kind === 'waived' && note.what, label);
    }));

  it('leads on to Stop and Repoint', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...passes(), left('Stop this migration, and give'));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(answered(scene), []);
    }));

  it('closes the ways within 15 seconds where the lag grows while it stands, and opens them again', () => {
    let lag: object = {};
    return playWithTasks(
      seeds,
      async ({ desk, clock }) => {
        let grown = 0;
        const grow = () => {
          if (grown !== 0) return;
          grown = clock.now().getTime();
          lag = { offset: '5000' };
        };
        const closes = (choices: Parameters<typeof isOpen>[0]) => {
          if (isOpen(choices)) grow();
          const isClosed = grown !== 0 && !isOpen(choices);
          if (isClosed) assert.ok(clock.now().getTime() - grown <= 15_000);
          return isClosed;
        };
        desk.expect(...passes().slice(0, -1), watched(list, closes), watched(list, isOpen));
        await cutOver(desk, await rowsOf(desk, 'orders'));
        assert.match(rowOf(desk, titleOf('inSync'))?.detail ?? '', /^not ready at .*: lag 5,000/);
        lag = {};
        await cutOver(desk, await rowsOf(desk, 'orders'));
      },
      { transport: changedStats(() => lag) },
    );
  });

  it('says that the task is gone, or nobody is signed in any more, while it stands', () => {
    let isGone = false;
    const showsNothing = (reason: RegExp) => (choices: readonly { label: string; detail?: string | undefined }[]) =>
      choices.some(({ label, detail = '' }) => label === 'Nothing to Be Done' && reason.test(detail));
    return playWithTasks(
      seeds,
      async ({ desk }) => {
        const row = await rowsOf(desk, 'orders');
        const gone = showsNothing(/not in the list of migration tasks any more/);
        desk.expect(
          watched(
            list,
            (choices) => {
              isGone = true;
              return gone(choices);
            },
            'Nothing to Be Done',
          ),
        );
        await cutOver(desk, row);
        isGone = false;
        const out = showsNothing(/signed out, or switched/);
        desk.expect(
          watched(list, (choices) => {
            void desk.accounts.signOut();
            return out(choices);
          }),
        );
        await cutOver(desk, row);
      },
      {
        transport: async (url, init) =>
          isGone && /\/migration-tasks\?/.test(url)
            ? Response.json({ count: 0, migration_tasks: [] })
            : globalThis.fetch(url, init),
      },
    );
  });

  it('shows what comes after, of a task that has stopped', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(picked(list, titleOf('taskDeleted')), picked('still to be done', 'Delete'));
      await cutOver(desk, await rowsOf(desk, 'stopped'));
      const items = desk.asked.at(-2)?.choices.filter(({ group }) => group === 'After the Cut-Over');
      assert.deepEqual(
        items?.map(({ label, description }) => [label, description]),
        [
          [titleOf('applicationsUseTarget'), 'open'],
          [titleOf('changesSetBack'), 'done'],
          [titleOf('taskDeleted'), 'open'],
          [titleOf('reportKept'), 'open'],
        ],
      );
      assert.deepEqual(desk.ran, [`dcs.deleteMigrationTask ${taskOf(desk, 'stopped').id}`]);
      desk.expect(picked(list, titleOf('reportKept')), picked('to be ticked by you', 'Save Report…'));
      await cutOver(desk, await rowsOf(desk, 'stopped'));
      assert.deepEqual(desk.ran.slice(1), [`dcs.saveReport ${taskOf(desk, 'stopped').id}`]);
    }));

  it('lets only those be picked that are cut over next, or were', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(picked('Which migration is to be cut over?', 'orders'), left(list));
      await cutOver(desk, fromPalette);
      assert.deepEqual(desk.asked[0]?.choices.map(({ label }) => label).toSorted(), ['orders', 'stopped']);
      desk.expect(left('Which migration is to be cut over?'));
      await cutOver(desk, fromPalette);
    }));

  it('leads back to a migration that goes on though applications use its target', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await desk.tasks.refresh();
      const { place, id } = taskOf(desk);
      await desk.targetsInUse.mark(place, id);
      desk.expect(picked(list, 'Stop'));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(desk.ran, [`dcs.stopMigrationTask ${id}`]);
      desk.expect(picked(list, titleOf('applicationsUseTarget')), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      // It was marked without a tick, so that Enter ticks it first.
      assert.deepEqual(desk.actedOn, ['orders']);
      desk.expect(picked(list, titleOf('applicationsUseTarget')), left(list));
      await cutOver(desk, await rowsOf(desk, 'orders'));
      assert.equal(desk.targetsInUse.at(place).size, 0);
    }));
});
