import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { setBackChanges } from '../../../../src/commands/setBack/setBackChanges.ts';
import { placeOfTasks } from '../../../../src/desk/tasks/taskPlace.ts';
import { key, profile } from '../../../support/desk/deskAndCloud.ts';
import { fromPalette } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, ticked } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import {
  type ChangedScene,
  changing,
  lost,
  machineLetIn,
  noted,
  notesIn,
  others,
  ours,
  parameterNow,
  placeOf,
  playSignedIn,
  setParameters,
  setWhitelist,
  timeoutRaised,
  whitelistNow,
} from './changedRedis.ts';

const asks = 'What is to be as it was before?';
const entryRow = '192.168.30.41 in the whitelist of beijing-redis';
const timeoutRow = 'repl-timeout of beijing-redis';
const yes = agreed('Set back this change?');

const told = ({ told: all }: ScriptedDesk) => all.map(({ level, message }) => `${level} ${message}`);
const dcsError = (status: number, code: string, words: string) =>
  Response.json({ error_code: code, error_msg: words }, { status });

/** The machine was let in, and the list has that; from then on what changes something is answered by `answer`. */
function letIn(act: (scene: ChangedScene) => Promise<void>, answer: Transport): Promise<void> {
  let isReady = false;
  const transport = changing((url, init) => (isReady ? answer(url, init) : globalThis.fetch(url, init)));
  return playSignedIn(
    async (scene) => {
      await setWhitelist(scene, [...others, ours]);
      await noted(scene, [machineLetIn]);
      isReady = true;
      await act(scene);
    },
    { transport },
  );
}

describe('Set Back Changes, where the answer is lost', () => {
  for (const when of ['after', 'before'] as const) {
    it(`says what can be seen, and sends once: ${when} it was carried out`, () => {
      let sent = 0;
      return letIn(
        async (scene) => {
          const { desk, journalFolder } = scene;
          desk.expect(ticked(asks, [entryRow]), yes);
          await setBackChanges(desk, fromPalette);
          assert.equal(sent, 1);
          const notes = await notesIn(journalFolder);
          if (when === 'after') {
            assert.deepEqual(told(desk), [
              'info cn-north-4: 192.168.30.41 is not in the whitelist of beijing-redis any more.',
            ]);
            assert.deepEqual(notes, []);
          } else {
            assert.match(told(desk)[0] ?? '', /^warning cn-north-4: It is not known whether this is set back/);
            assert.equal(notes.length, 1);
            desk.expect(left(asks));
            await setBackChanges(desk, fromPalette);
          }
        },
        async (url, init) => {
          sent += 1;
          if (when === 'after') await globalThis.fetch(url, init);
          throw lost();
        },
      );
    });
  }

  it('waits for the job of a parameter, and keeps the note where it is not seen to be done', () => {
    let sent = 0;
    const transport: Transport = async (url, init) => {
      if (init.method === 'PUT' && sent === 1) {
        sent += 1;
        return Response.json({ job_id: 'job' });
      }
      if (init.method === 'PUT') sent += 1;
      if (/\/jobs\/job/.test(url)) return Response.json({ job_id: 'job', status: 'RUNNING' });
      return globalThis.fetch(url, init);
    };
    return playSignedIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        await setParameters(scene, { 'repl-timeout': '300' });
        await noted(scene, [timeoutRaised]);
        desk.expect(ticked(asks, [timeoutRow]), yes);
        await setBackChanges(desk, fromPalette);
        assert.equal(sent, 2);
        assert.match(told(desk)[0] ?? '', /^warning .* is not known .* The cloud does not show it\.$/);
        assert.equal((await notesIn(journalFolder)).length, 1);
        assert.ok(desk.requests.filter((request) => /\/jobs\/job/.test(request)).length > 5);
      },
      { transport },
    );
  });
});

describe('Set Back Changes, where somebody changes the whitelist at the same time', () => {
  it('says that it holds something else than was sent', () => {
    const added = [...others, { group_name: 'newapp', ip_list: ['10.77.0.1'] }];
    let sent = 0;
    let add: () => Promise<void> = async () => undefined;
    return letIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        add = () => setWhitelist(scene, added);
        desk.expect(ticked(asks, [entryRow]), yes);
        await setBackChanges(desk, fromPalette);
        assert.match(told(desk)[0] ?? '', /^warning .* any more\. The whitelist holds something else than was sent/);
        assert.deepEqual([await notesIn(journalFolder), (await whitelistNow(scene)).whitelist], [[], added]);
      },
      async (url, init) => {
        sent += 1;
        const answer = await globalThis.fetch(url, init);
        if (sent === 1) await add();
        return answer;
      },
    );
  });
});

describe('Set Back Changes, where it is refused', () => {
  it('says why, and keeps the note', () =>
    letIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        desk.expect(ticked(asks, [entryRow]), yes);
        await setBackChanges(desk, fromPalette);
        assert.match(told(desk)[0] ?? '', /^error cn-north-4: Not set back: 192\.168\.30\.41 in the whitelist/);
        assert.deepEqual(desk.told[0]?.buttons, ['Open Log']);
        assert.equal((await notesIn(journalFolder)).length, 1);
      },
      async () => dcsError(403, 'DCS.2003', 'This role does not have the permission'),
    ));

  it('keeps what somebody adds while the cloud has no time', () => {
    const added = [...others, { group_name: 'newapp', ip_list: ['10.77.0.1'] }];
    let sent = 0;
    let add: () => Promise<void> = async () => undefined;
    return letIn(
      async (scene) => {
        const { desk } = scene;
        add = () => setWhitelist(scene, [...added, ours]);
        desk.expect(ticked(asks, [entryRow]), yes);
        await setBackChanges(desk, fromPalette);
        assert.deepEqual([sent, (await whitelistNow(scene)).whitelist], [3, added]);
      },
      async (url, init) => {
        sent += 1;
        if (sent !== 1) return globalThis.fetch(url, init);
        await add();
        return dcsError(429, 'APIGW.0308', 'throttled');
      },
    );
  });
});

/** Says yes to all as soon as so many were asked. */
function barrier(count: number): () => Promise<true> {
  let asked = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    asked += 1;
    if (asked === count) open();
    await opened;
    return true;
  };
}

describe('Set Back Changes, in two windows', () => {
  it('sets back once, and neither says what is not so', () => {
    let sent = 0;
    return letIn(
      async ({ desk, anotherDesk, journalFolder }) => {
        const other = anotherDesk();
        await placeOf(other);
        const bothAsked = barrier(2);
        for (const one of [desk, other]) {
          one.expect(ticked(asks, [entryRow]));
          Object.assign(one.prompter, { confirm: bothAsked });
        }
        await Promise.all([setBackChanges(desk, fromPalette), setBackChanges(other, fromPalette)]);
        other.tasks.dispose();
        assert.equal(sent, 1);
        const all = [...told(desk), ...told(other)].sort();
        assert.match(all.at(-1) ?? '', /^info .* is not in the whitelist/);
        assert.match(all[0] ?? '', /Another window is changing this instance|is not in the whitelist/);
        assert.deepEqual(await notesIn(journalFolder), []);
      },
      async (url, init) => {
        sent += 1;
        return globalThis.fetch(url, init);
      },
    );
  });

  it('leaves what somebody has let in again since the other window set it back', () => {
    const sent: string[] = [];
    return letIn(
      async (scene) => {
        const { desk, anotherDesk } = scene;
        const other = anotherDesk();
        await placeOf(other);
        desk.expect(ticked(asks, [entryRow]));
        const confirm = async () => {
          other.expect(ticked(asks, [entryRow]), yes);
          await setBackChanges(other, fromPalette);
          await setWhitelist(scene, [...others, ours]);
          sent.length = 0;
          return true as const;
        };
        Object.assign(desk.prompter, { confirm });
        await setBackChanges(desk, fromPalette);
        other.tasks.dispose();
        assert.deepEqual(sent, []);
        assert.match(told(desk)[0] ?? '', /^error .* It was set back from another window meanwhile\.$/);
      },
      async (url, init) => {
        sent.push(url);
        return globalThis.fetch(url, init);
      },
    );
  });

  it('is open in the other window, too, also where the first one was killed', () =>
    letIn(
      async ({ anotherDesk, task }) => {
        const other = anotherDesk();
        const place = await placeOf(other);
        await other.changes.read();
        assert.deepEqual([...other.changes.tasksAt(place)], [task('orders').id]);
        other.expect(ticked(asks, [entryRow]), yes);
        await setBackChanges(other, fromPalette);
        assert.deepEqual([...other.changes.tasksAt(place)], []);
        other.tasks.dispose();
      },
      (url, init) => globalThis.fetch(url, init),
    ));
});

describe('Set Back Changes, when somebody signs out', () => {
  const never: Transport = async () => assert.fail('Something was sent');

  it('while the question stands sends nothing', () =>
    letIn(async ({ desk, journalFolder }) => {
      desk.expect(ticked(asks, [entryRow]));
      const confirm = async () => {
        await desk.accounts.signOut();
        return true as const;
      };
      Object.assign(desk.prompter, { confirm });
      await setBackChanges(desk, fromPalette);
      assert.match(told(desk)[0] ?? '', /^error .*You have signed out, or switched to another account\.$/);
      assert.equal((await notesIn(journalFolder)).length, 1);
    }, never));

  it('shows nothing of it to another account', () =>
    letIn(async ({ desk, secrets }) => {
      const other = { ...key, accessKeyId: 'HPUAANOTHEREXAMPLE01' };
      const stranger = { ...profile, credential: { ...profile.credential, ...other } };
      await secrets.store('dcs.profile.default', JSON.stringify(stranger));
      const place = await placeOfTasks(desk);
      assert.ok(typeof place === 'object');
      assert.deepEqual([[...desk.changes.tasksAt(place)], (await desk.changes.at(place)).changes], [[], []]);
    }, never));
});

describe('Set Back Changes, from a folder that is not as it was left', () => {
  const inFolder = (journalFolder: string, name: string) => join(journalFolder, 'changes', name);
  const fileOf = (id: string) => `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`;
  const note = z.object({ version: z.number(), change: z.looseObject({ id: z.string() }) });

  it('contacts nobody that a note names', () =>
    letIn(
      async ({ desk, journalFolder }) => {
        const [text = ''] = await notesIn(journalFolder);
        const { version, change } = note.parse(JSON.parse(text));
        const stranger = { version, change: { ...change, dcsEndpoint: 'https://dcs.example.org' } };
        await rm(inFolder(journalFolder, ''), { recursive: true });
        await mkdir(inFolder(journalFolder, ''));
        await writeFile(inFolder(journalFolder, fileOf(change.id)), JSON.stringify(stranger));
        await setBackChanges(desk, fromPalette);
        assert.deepEqual(told(desk), ['info cn-north-4: Nothing that was changed from here is left to be set back.']);
        assert.ok(!desk.logged.some((line) => line.includes('example.org')));
      },
      async () => assert.fail('Something was sent'),
    ));

  it('tells of a note that cannot be read, keeps it, and sets back the others', () =>
    letIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        await writeFile(inFolder(journalFolder, 'x.json'), '{"version":2}');
        desk.expect(ticked(asks, [entryRow]), yes);
        await setBackChanges(desk, fromPalette);
        assert.match(told(desk)[0] ?? '', /^warning The note of a change cannot be read and was kept: .*x\.json\./);
        assert.match(told(desk)[1] ?? '', /^info /);
        assert.deepEqual(await notesIn(journalFolder), ['{"version":2}']);
      },
      (url, init) => globalThis.fetch(url, init),
    ));

  it('says so where the folder cannot be read, and sends nothing', () =>
    letIn(
      async ({ desk, journalFolder }) => {
        await rm(inFolder(journalFolder, ''), { recursive: true });
        await writeFile(join(journalFolder, 'changes'), 'no folder');
        await setBackChanges(desk, fromPalette);
        assert.match(told(desk)[0] ?? '', /^error The journal of creates cannot be used \(ENOTDIR\)/);
      },
      async () => assert.fail('Something was sent'),
    ));

  it('offers nothing that is never changed from here, whatever stands in a note', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      const strange = [
        { ...machineLetIn, entry: '10.0.0.0/8' },
        { ...machineLetIn, group: 'appgroup' },
        { ...timeoutRaised, name: 'maxmemory-policy' },
        { ...timeoutRaised, from: '1'.repeat(61) },
      ];
      await noted(scene, strange);
      await setBackChanges(desk, fromPalette);
      assert.equal((await notesIn(journalFolder)).length, strange.length);
      assert.match(told(desk)[0] ?? '', /^warning 4 notes of changes cannot be read and were kept/);
      assert.ok(desk.requests.every((request) => request.startsWith('GET ')));
    }));

  it('sends a value of a note only where the person has seen it', () =>
    playSignedIn(async (scene) => {
      const { desk } = scene;
      await setParameters(scene, { 'repl-timeout': '300' });
      await noted(scene, [{ ...timeoutRaised, from: '7\u202e\n7' }]);
      desk.expect(ticked(asks, [timeoutRow]), left('Set back this change?'));
      await setBackChanges(desk, fromPalette);
      assert.match(desk.asked.at(-1)?.notice ?? '', /was 7‹U\+202E› 7 · is 300/);
      assert.equal(await parameterNow(scene, 'repl-timeout'), '300');
    }));
});
