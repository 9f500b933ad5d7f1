import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { offerToSettle } from '../../../src/commands/settle/offerToSettle.ts';
import { refreshUnsettled } from '../../../src/desk/unsettled.ts';
import { openName } from '../../../src/task/journal/journalNames.ts';
import { deadWindow, exampleBody, leaveOpen } from '../../support/desk/createJob.ts';
import { play, type Scene } from '../../support/desk/deskAndCloud.ts';

/** Damages what a closed window left behind, and gives the bytes. */
async function leaveDamaged(scene: Scene): Promise<string> {
  const creation = await leaveOpen(scene);
  const damaged = '{"version":1,"mach';
  await writeFile(join(scene.journalFolder, 'open', openName(creation)), damaged);
  return damaged;
}

const settleCalls = () => {
  const calls: string[] = [];
  return { calls, settle: () => calls.push('settle') };
};

describe('unsettled creates: offered with the first command of a window', () => {
  it('nothing is told where there are none', () =>
    play({}, async ({ desk }) => {
      await offerToSettle(desk, () => assert.fail());
      assert.deepEqual([desk.told, desk.logged, desk.statusText], [[], [], undefined]);
    }));

  it('one', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      const { calls, settle } = settleCalls();
      await offerToSettle(desk, settle);
      const [told, ...others] = desk.told;
      assert.deepEqual(
        [told?.level, told?.message, told?.buttons, others],
        ['warning', 'It is not known whether a task of an earlier window was created.', ['Look for Them'], []],
      );
      assert.deepEqual([calls, desk.statusText?.text, desk.requests], [[], 'DCS: 1 creation not certain', []]);
      await told?.press('Look for Them');
      assert.deepEqual(calls, ['settle']);
    }));

  it('several', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      for (const name of ['a', 'b', 'c']) await leaveOpen(scene, { body: exampleBody(name) });
      await offerToSettle(desk, settleCalls().settle);
      assert.equal(desk.told[0]?.message, 'It is not known whether 3 tasks of earlier windows were created.');
      assert.equal(desk.statusText?.text, 'DCS: 3 creations not certain');
    }));

  it('not what a window is working on, and not what was never sent', () =>
    play({}, async (scene) => {
      const { desk, anotherDesk } = scene;
      await leaveOpen(scene, {}, anotherDesk().journal);
      const dead = deadWindow(scene);
      await dead.claim({ profile: 'default', region: 'x', projectId: 'x', body: exampleBody(), knownTaskIds: [] });
      dead.dispose();
      await offerToSettle(desk, () => assert.fail());
      assert.deepEqual([desk.told, desk.statusText], [[], undefined]);
    }));

  it('an unreadable one is named once, with its time and its path, and kept byte for byte', () =>
    play({}, async (scene) => {
      const { desk, journalFolder } = scene;
      const damaged = await leaveDamaged(scene);
      await offerToSettle(desk, () => assert.fail());
      await refreshUnsettled(desk);
      const [told, ...others] = desk.told;
      assert.ok(told);
      assert.deepEqual([others, told.level, told.buttons], [[], 'warning', ['Open Log']]);
      const [name = ''] = await readdir(join(journalFolder, 'aside'));
      const path = join(journalFolder, 'aside', name);
      assert.ok(told.message.includes(` cannot be read and was kept: ${path}. Its task may exist: `), told.message);
      assert.match(told.message, /^The note about a create of .*\d{4}, \d/);
      assert.deepEqual(desk.logged, [told.message]);
      assert.equal(await readFile(path, 'utf8'), damaged);
      assert.equal(desk.statusText, undefined);
    }));

  it('many unreadable ones are one notification, and each is in the log', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      await leaveDamaged(scene);
      await leaveDamaged(scene);
      await leaveDamaged(scene);
      await offerToSettle(desk, () => assert.fail());
      const [told, ...others] = desk.told;
      assert.deepEqual(others, []);
      assert.match(
        told?.message ?? '',
        /^3 notes about creates cannot be read and were kept\. Their tasks may exist: /,
      );
      assert.equal(desk.logged.filter((line) => line.startsWith('The note about a create of ')).length, 3);
    }));

  it('an unreadable one that was never sent is for the log alone', () =>
    play({}, async ({ desk, journalFolder }) => {
      await mkdir(join(journalFolder, 'claimed'), { recursive: true });
      await writeFile(join(journalFolder, 'claimed', 'x.json'), '');
      await offerToSettle(desk, () => assert.fail());
      assert.deepEqual(desk.told, []);
      assert.match(desk.logged.join('\n'), /^A note about a create cannot be read and was kept: .*aside.*\.json\.$/);
    }));

  it('a journal that cannot be read stands in no way, and is in the log', () =>
    play({}, async ({ anotherDesk, journalFolder }) => {
      const file = join(journalFolder, 'file');
      await writeFile(file, '');
      const desk = anotherDesk({ journalFolder: file });
      await offerToSettle(desk, () => assert.fail());
      assert.deepEqual([desk.told, desk.statusText], [[], undefined]);
      assert.match(desk.logged.join('\n'), /^The journal of creates cannot be used \(\w+\): .* then try again\.$/);
    }));
});

describe('unsettled creates: the status bar', () => {
  it('shows them when a window starts, without a word', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      await leaveDamaged(scene);
      await refreshUnsettled(desk);
      assert.deepEqual([desk.told, desk.statusText?.text], [[], 'DCS: 1 creation not certain']);
    }));

  it('forgets them when another window has settled them', () =>
    play({}, async (scene) => {
      const { desk, anotherDesk } = scene;
      const creation = await leaveOpen(scene);
      await refreshUnsettled(desk);
      await anotherDesk().journal.close(creation, { kind: 'dismissed' });
      await refreshUnsettled(desk);
      assert.equal(desk.statusText, undefined);
    }));
});
