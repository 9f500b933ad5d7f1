import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Transport } from '../../../../src/cloud/connection.ts';
import type { WhitelistGroup } from '../../../../src/cloud/services/whitelists.ts';
import { setBackChanges } from '../../../../src/commands/setBack/setBackChanges.ts';
import { placeMark } from '../../../../src/desk/tasks/placeMark.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, ticked } from '../../../support/desk/script.ts';
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
  readBody,
  redis,
  setParameters,
  setWhitelist,
  timeoutRaised,
  whitelistNow,
} from './changedRedis.ts';

const asks = 'What is to be as it was before?';
const entryRow = '192.168.30.41 in the whitelist of beijing-redis';
const timeoutRow = 'repl-timeout of beijing-redis';
const bufferRow = 'client-output-buffer-slave-hard-limit of beijing-redis';

const hardLimit = { kind: 'parameter', name: 'client-output-buffer-slave-hard-limit', from: '100', to: '200' } as const;

const sent = ({ desk }: ChangedScene) => desk.requests.filter((request) => !request.startsWith('GET '));
const told = ({ desk }: ChangedScene) => desk.told.map(({ level, message }) => `${level} ${message}`);
const lastRows = ({ desk }: ChangedScene) => desk.asked.findLast(({ words }) => words === asks)?.choices ?? [];

/** With the bodies of what changes something. */
function recorded(bodies: string[]): Transport {
  return changing(async (url, init) => {
    const [body, sent] = await readBody(init);
    bodies.push(body);
    return globalThis.fetch(url, sent);
  });
}

/** The machine was let in, and the list has that, beside what others have in it. */
async function letIn(scene: ChangedScene, groups: readonly WhitelistGroup[] = [...others, ours]): Promise<void> {
  await setWhitelist(scene, groups);
  await noted(scene, [machineLetIn]);
  scene.desk.requests.length = 0;
}

describe('Set Back Changes: a whitelist', () => {
  it('loses the entry that was added, and nothing else, byte for byte', () => {
    const bodies: string[] = [];
    return playSignedIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        const [first, ...rest] = others;
        assert.ok(first);
        await letIn(scene, [first, { ...ours, ip_list: ['10.5.0.9', ...ours.ip_list, '10.5.0.1'] }, ...rest]);
        bodies.length = 0;
        desk.expect(ticked(asks, [entryRow]), agreed('Set back this change?'));
        await setBackChanges(desk, await rowsOf(desk, 'orders'));
        const whitelist = [first, { ...ours, ip_list: ['10.5.0.9', '10.5.0.1'] }, ...rest];
        assert.deepEqual(bodies, [JSON.stringify({ enable_whitelist: true, whitelist })]);
        assert.deepEqual(told(scene), [
          'info cn-north-4: 192.168.30.41 is not in the whitelist of beijing-redis any more.',
        ]);
        assert.deepEqual(await notesIn(journalFolder), []);
        const before = desk.logged.find((line) => line.includes('is taken out of dcsmigr; until now it has'));
        assert.match(
          before ?? '',
          /10\.9\.0\.0\/16, 10\.1\.0\.7, 10\.5\.0\.9, 192\.168\.30\.41, 10\.5\.0\.1, 10\.0\.0\.1/,
        );
      },
      { transport: recorded(bodies) },
    );
  });

  it('loses the group when nothing is left in it', () =>
    playSignedIn(async (scene) => {
      await letIn(scene);
      scene.desk.expect(ticked(asks, [entryRow]), agreed('Set back this change?'));
      await setBackChanges(scene.desk, fromPalette);
      assert.deepEqual(await whitelistNow(scene), { enable_whitelist: true, whitelist: others });
      const { notes } = await scene.desk.records.of(scene.place, scene.task('orders').id);
      const [note, ...more] = notes;
      assert.ok(note?.kind === 'setBack' && /192\.168\.30\.41 is not in the whitelist/.test(note.what));
      assert.deepEqual(more, []);
    }));

  it('is left on and empty only after a yes to just that', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await letIn(scene, [ours]);
      const question = 'Take out the last entry of this whitelist?';
      desk.expect(ticked(asks, [], [entryRow]), left(question));
      await setBackChanges(desk, fromPalette);
      assert.deepEqual(sent(scene), []);
      assert.match(desk.asked.at(-1)?.notice ?? '', /What that means is not documented/);
      assert.equal((await notesIn(journalFolder)).length, 1);
      desk.expect(ticked(asks, [], [entryRow]), agreed(question));
      await setBackChanges(desk, fromPalette);
      assert.deepEqual(await whitelistNow(scene), { enable_whitelist: true, whitelist: [] });
      assert.deepEqual(await notesIn(journalFolder), []);
    }));

  it('keeps the last of two entries of ours where both were ticked as not the last', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      const second = { ...ours, group_name: 'dcsmigr-2', ip_list: ['192.168.30.42'] };
      await letIn(scene, [ours, second]);
      await noted(scene, [{ ...machineLetIn, group: 'dcsmigr-2', entry: '192.168.30.42' }]);
      const rows = [entryRow, entryRow.replace('.41', '.42')];
      desk.expect(ticked(asks, rows), agreed('Set back 2 changes?'));
      await setBackChanges(desk, fromPalette);
      assert.equal((await whitelistNow(scene)).whitelist.length, 1);
      assert.match(told(scene)[0] ?? '', /^error .*It has changed since you were asked.* Changes set back: 1$/);
    }));

  it('is asked about apart where somebody has put the entry into another group', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await letIn(scene, [...others, { ...ours, group_name: 'renamed' }]);
      desk.expect(ticked(asks, [], [entryRow]), agreed('Set back what somebody else has changed since?'));
      await setBackChanges(desk, fromPalette);
      assert.match(desk.asked.at(-1)?.notice ?? '', /is in the group renamed/);
      assert.deepEqual(await whitelistNow(scene), { enable_whitelist: true, whitelist: others });
    }));

  it('is not asked about where the entry is gone already, and its note goes', () =>
    playSignedIn(async (scene) => {
      await letIn(scene, others);
      await setBackChanges(scene.desk, fromPalette);
      assert.deepEqual(told(scene), ['info cn-north-4: Everything that was changed from here is set back already.']);
      assert.deepEqual([sent(scene), await notesIn(scene.journalFolder)], [[], []]);
    }));

  it('keeps its note for as long as an entry without an answer may still come', () =>
    playSignedIn(async (scene) => {
      const { desk, clock, journalFolder, place, task } = scene;
      await setWhitelist(scene, others);
      await desk.changes.note(place, { task: task('orders'), instance: redis, what: [machineLetIn] });
      desk.expect(left(asks));
      await setBackChanges(desk, fromPalette);
      assert.match(lastRows(scene)[0]?.unusable ?? '', /may still come/);
      await clock.wait(10 * 60_000);
      await setBackChanges(desk, fromPalette);
      assert.deepEqual(await notesIn(journalFolder), []);
    }));
});

describe('Set Back Changes: parameters', () => {
  it('are what they were, all of an instance with one request', () => {
    const bodies: string[] = [];
    return playSignedIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        await setParameters(scene, { 'repl-timeout': '300', 'client-output-buffer-slave-hard-limit': '200' });
        await noted(scene, [timeoutRaised, hardLimit]);
        bodies.length = 0;
        desk.expect(ticked(asks, [bufferRow, timeoutRow]), agreed('Set back 2 changes?'));
        await setBackChanges(desk, fromPalette);
        assert.deepEqual(
          lastRows(scene).map(({ description }) => description),
          ['was 100 · is 200 · will be 100', 'was 60 · is 300 · will be 60'],
        );
        assert.equal(bodies.length, 1);
        assert.deepEqual(
          [await parameterNow(scene, 'repl-timeout'), await parameterNow(scene, hardLimit.name)],
          ['60', '100'],
        );
        assert.deepEqual(told(scene), ['info cn-north-4: Changes set back: 2']);
        assert.deepEqual(await notesIn(journalFolder), []);
      },
      { transport: recorded(bodies) },
    );
  });

  it('that somebody has changed since are not touched without a yes to just that', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await setParameters(scene, { 'repl-timeout': '900' });
      await noted(scene, [timeoutRaised]);
      desk.requests.length = 0;
      const question = 'Set back what somebody else has changed since?';
      desk.expect(ticked(asks, []));
      await setBackChanges(desk, fromPalette);
      desk.expect(ticked(asks, [], [timeoutRow]), left(question));
      await setBackChanges(desk, fromPalette);
      assert.deepEqual([sent(scene), (await notesIn(journalFolder)).length], [[], 1]);
      assert.match(desk.asked.at(-1)?.notice ?? '', /was 60 · is 900 · will be 60/);
      desk.expect(ticked(asks, [], [timeoutRow]), agreed(question));
      await setBackChanges(desk, fromPalette);
      assert.equal(await parameterNow(scene, 'repl-timeout'), '60');
    }));

  it('that somebody changes while the question stands are not touched', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await setParameters(scene, { 'repl-timeout': '300' });
      await noted(scene, [timeoutRaised]);
      desk.expect(ticked(asks, [timeoutRow]));
      const confirm = async () => {
        await setParameters(scene, { 'repl-timeout': '700' });
        desk.requests.length = 0;
        return true as const;
      };
      Object.assign(desk.prompter, { confirm });
      await setBackChanges(desk, fromPalette);
      assert.deepEqual(sent(scene), []);
      assert.match(
        told(scene)[0] ?? '',
        /^error cn-north-4: Not set back: repl-timeout of beijing-redis\. It has changed/,
      );
      assert.equal((await notesIn(journalFolder)).length, 1);
    }));
});

describe('Set Back Changes: what is offered', () => {
  it('is what was changed for the task that was clicked, and all of it in the palette', () =>
    playSignedIn(async (scene) => {
      const { desk, clock } = scene;
      await letIn(scene);
      await setParameters(scene, { 'repl-timeout': '300' });
      await clock.wait(1000);
      await noted(scene, [timeoutRaised], 'carts');
      desk.expect(left(asks), left(asks), left(asks));
      await setBackChanges(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(
        lastRows(scene).map(({ label }) => label),
        [entryRow],
      );
      await setBackChanges(desk, await rowsOf(desk, 'carts'));
      assert.deepEqual(
        lastRows(scene).map(({ label }) => label),
        [timeoutRow],
      );
      await setBackChanges(desk, fromPalette);
      assert.deepEqual(
        lastRows(scene).map(({ label }) => label),
        [entryRow, timeoutRow],
      );
    }));

  it('is not ticked where a migration has failed that connects again by itself', () =>
    playSignedIn(
      async (scene) => {
        const { desk } = scene;
        await setParameters(scene, { 'repl-timeout': '300' });
        await noted(scene, [timeoutRaised], 'carts');
        desk.expect(ticked(asks, [], [timeoutRow]), left('Set back this change?'));
        await setBackChanges(desk, fromPalette);
        assert.match(
          desk.asked.at(-1)?.notice ?? '',
          /A migration that is under way or waits for its start needs it and may break: carts\./,
        );
      },
      { cloud: { seeds: [{ name: 'carts', state: 'failed', failure: 'wrongType', resumeMode: 'auto' }] } },
    ));

  it('is not ticked where a migration that is under way needs it, which is said before it is sent', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await setParameters(scene, { 'repl-timeout': '300' });
      await noted(scene, [timeoutRaised], 'carts');
      desk.expect(ticked(asks, [], [timeoutRow]), left('Set back this change?'));
      await setBackChanges(desk, fromPalette);
      assert.match(
        desk.asked.at(-1)?.notice ?? '',
        /A migration that is under way or waits for its start needs it and may break: carts\./,
      );
      assert.match(lastRows(scene)[0]?.detail ?? '', /^Changed for migration task carts, .* may break: carts\.$/);
    }));

  for (const [state, isTicked] of [
    ['waiting', false],
    ['stopped', true],
  ] as const) {
    it(`is ${isTicked ? 'ticked' : 'not ticked'} where its migration was planned and is ${state}`, () =>
      playSignedIn(
        async (scene) => {
          const { desk, place, task } = scene;
          await setParameters(scene, { 'repl-timeout': '300' });
          await noted(scene, [timeoutRaised]);
          await desk.plans(false).keep({
            ...placeMark(place),
            id: randomUUID(),
            region: place.connection.region,
            name: 'orders',
            taskId: task('orders').id,
            method: 'full_amount_migration',
            resumeMode: 'manual',
            bandwidth: '',
            source: { addrs: '10.0.0.1:6379' },
            target: { addrs: '10.0.0.2:6379' },
            since: desk.now().toISOString(),
          });
          desk.expect(ticked(asks, isTicked ? [timeoutRow] : [], isTicked ? [timeoutRow] : []));
          await setBackChanges(desk, fromPalette);
          const says = /or waits for its start needs it and may break: orders\.$/.test(
            lastRows(scene)[0]?.detail ?? '',
          );
          assert.equal(says, !isTicked);
        },
        { cloud: { seeds: [{ name: 'orders', state }] } },
      ));
  }

  it('is nothing where nothing was changed', () =>
    playSignedIn(async (scene) => {
      await setBackChanges(scene.desk, fromPalette);
      assert.deepEqual(told(scene), ['info cn-north-4: Nothing that was changed from here is left to be set back.']);
    }));

  it('is the note alone where the instance is gone', () =>
    playSignedIn(async (scene) => {
      const { desk, place, task, journalFolder } = scene;
      const instance = { id: '11111111-2222-4333-8444-555555555555', name: 'gone-redis' };
      await desk.changes.note(place, { task: task('orders'), instance, what: [timeoutRaised] });
      desk.expect(ticked(asks, [], ['repl-timeout of gone-redis']), agreed('Forget this change?'));
      await setBackChanges(desk, fromPalette);
      assert.deepEqual([sent(scene), await notesIn(journalFolder)], [[], []]);
    }));

  it('cannot be ticked where it cannot be read', () =>
    playSignedIn(
      async (scene) => {
        const { desk } = scene;
        await noted(scene, [timeoutRaised]);
        desk.expect(ticked(asks, []));
        await setBackChanges(desk, fromPalette);
        assert.match(lastRows(scene)[0]?.unusable ?? '', /^What it is now could not be read\./);
      },
      { cloud: { denied: new Set(['dcs:instance:getConfiguration' as const]) } },
    ));
});
