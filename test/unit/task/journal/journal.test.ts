import assert from 'node:assert/strict';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Creation,
  type Ending,
  type Journal,
  JournalProblem,
  openJournal,
} from '../../../../src/task/journal/journal.ts';
import { draft, filesIn, inFolder, source } from './journalSample.ts';

const start = Date.parse('2026-07-05T10:11:12.345Z');
const answered: Ending = { kind: 'created', taskId: 'task-1', how: 'answered' };

/** Works with a journal whose clock stands where it is put. */
function withClock(
  work: (journal: Journal, clock: { time: number }, folder: string) => Promise<void>,
): () => Promise<void> {
  return () =>
    inFolder(async (folder) => {
      const clock = { time: start };
      const journal = openJournal(folder, { now: () => new Date(clock.time), window: 'window-1' });
      try {
        await work(journal, clock, folder);
      } finally {
        journal.dispose();
      }
    });
}

const send = async (journal: Journal, changes: Partial<Creation> = {}) =>
  journal.markSent(await journal.claim({ ...draft, ...changes }));

const isProblem = (code: string) => (error: unknown) => error instanceof JournalProblem && error.code === code;

/** A second entry that differs from one in its operation ID only. */
function multiply(folder: string, name: string, count: number, changed: (text: string) => string = (text) => text) {
  const [, id = ''] = /Z-(.*)\.json$/.exec(name) ?? [];
  const text = changed(readFileSync(join(folder, name), 'utf8'));
  for (let index = 0; index < count; index += 1) {
    const other = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    writeFileSync(join(folder, name.replace(id, other)), text.replaceAll(id, other));
  }
}

describe('journal: the life of a create', () => {
  it(
    'nothing is touched until it is used',
    withClock(async (_, __, folder) => {
      assert.throws(() => readdirSync(folder), { code: 'ENOENT' });
    }),
  );

  it(
    'an empty journal has nothing, and asking makes nothing',
    withClock(async (journal, _, folder) => {
      assert.deepEqual(await journal.open(), { creations: [], setAside: [] });
      assert.deepEqual(await journal.createdFrom(source), []);
      assert.deepEqual(await journal.closedSince(new Date(0)), []);
      assert.throws(() => readdirSync(folder), { code: 'ENOENT' });
    }),
  );

  it(
    'claimed, sent and settled, with all that is known of it at each step',
    withClock(async (journal, clock, folder) => {
      const claimed = await journal.claim(draft);
      const owner = { pid: process.pid, window: 'window-1' };
      const { operationId } = claimed;
      assert.deepEqual(claimed, { ...draft, operationId, owner, startedAt: '2026-07-05T10:11:12.345Z' });
      assert.deepEqual(await journal.open(), { creations: [{ ...claimed, underWay: true }], setAside: [] });

      clock.time += 1000;
      const sent = await journal.markSent(claimed);
      assert.deepEqual(sent, { ...claimed, sentAt: '2026-07-05T10:11:13.345Z' });
      assert.deepEqual(await journal.open(), { creations: [{ ...sent, underWay: true }], setAside: [] });
      assert.deepEqual(await journal.createdFrom(source), []);

      clock.time += 1000;
      await journal.close(sent, answered);
      const settled = { ...sent, ending: answered, closedAt: '2026-07-05T10:11:14.345Z' };
      assert.deepEqual(await journal.open(), { creations: [], setAside: [] });
      assert.deepEqual(await journal.createdFrom(source), [settled]);
      assert.deepEqual(await journal.closedSince(new Date(clock.time)), [settled]);
      assert.equal(filesIn(folder).length, 1);
    }),
  );

  it(
    'what was refused or not sent leaves nothing behind, whether it was marked or not',
    withClock(async (journal, _, folder) => {
      await journal.close(await send(journal), { kind: 'notCreated' });
      await journal.close(await journal.claim(draft), { kind: 'notCreated' });
      assert.deepEqual(filesIn(folder), []);
    }),
  );

  it(
    'a repeated try keeps the time of the first',
    withClock(async (journal, clock) => {
      const first = await send(journal);
      clock.time += 60_000;
      assert.deepEqual(await journal.markSent(first), first);
      const { creations } = await journal.open();
      assert.deepEqual(creations, [{ ...first, underWay: true }]);
    }),
  );

  it(
    'a repeated try is noted again where its entry is lost, and its claim need not be there either',
    withClock(async (journal, clock, folder) => {
      const claimed = await journal.claim(draft);
      await journal.close(claimed, { kind: 'notCreated' });
      const first = await journal.markSent(claimed);
      await journal.close(first, { kind: 'notCreated' });
      clock.time += 1000;
      assert.deepEqual(await journal.markSent(first), first);
      assert.deepEqual((await journal.open()).creations, [{ ...first, underWay: true }]);
      assert.equal(filesIn(folder).length, 1);
    }),
  );

  it(
    'the oldest comes first, claimed or sent',
    withClock(async (journal, clock) => {
      const ids: string[] = [];
      for (const step of [0, -5000, 70_000, 10]) {
        clock.time = start + step;
        const one = step < 0 ? await journal.claim(draft) : await send(journal);
        ids.push(one.operationId);
      }
      const { creations } = await journal.open();
      assert.deepEqual(
        creations.map(({ operationId }) => ids.indexOf(operationId)),
        [1, 0, 3, 2],
      );
    }),
  );
});

describe('journal: what an entry can hold', () => {
  const texts = {
    'names of all kinds': '订单 \u{1f680} e\u0301 \u202e\u0000\u2028 "\\ ',
    'half a pair of surrogates': 'a\ud800b',
    'ten million characters': 'x€'.repeat(5_000_000),
  };
  for (const [what, text] of Object.entries(texts)) {
    it(
      what,
      withClock(async (journal) => {
        const body = { ...draft.body, name: text.slice(0, 100), description: text };
        const sent = await send(journal, { body, source: `file:///${text.slice(0, 100)}` });
        // Not deepEqual: what it prints of ten million characters takes longer than the test.
        const found = (await journal.open()).creations[0];
        assert.ok(found?.body.description === text && found.body.name === body.name);
        await journal.close(sent, answered);
        assert.ok((await journal.createdFrom(`file:///${text.slice(0, 100)}`))[0]?.body.description === text);
      }),
    );
  }

  it(
    'neither a file, nor a description, nor a clock difference that is a number',
    withClock(async (journal) => {
      const { description: _, ...body } = draft.body;
      for (const clockSkewSeconds of [undefined, Number.NaN]) {
        const sent = await send(journal, { body, source: undefined, clockSkewSeconds });
        const [found] = (await journal.open()).creations;
        assert.deepEqual([found?.operationId, found?.body, found?.source], [sent.operationId, body, undefined]);
        await journal.close(sent, answered);
      }
      assert.equal((await journal.closedSince(new Date(start))).length, 2);
    }),
  );

  it(
    'no name is one that Windows forbids, and none tells the path of a file',
    withClock(async (journal, _, folder) => {
      await send(journal);
      await journal.claim(draft);
      await journal.close(await send(journal), answered);
      await journal.close(await send(journal, { source: undefined }), answered);
      const names = filesIn(folder);
      assert.equal(names.length, 4);
      for (const name of names) assert.match(name, /^(claimed|open|settled)\/[0-9A-Za-z-]{1,100}\.json$/);
    }),
  );
});

describe('journal: what is settled', () => {
  it(
    'a file is asked for by its URI, newest first; what was given up made no task',
    withClock(async (journal, clock) => {
      const ways: readonly (readonly [from: string | undefined, ending: Ending])[] = [
        [source, answered],
        [`${source}x`, answered],
        [source, { kind: 'several', taskIds: ['task-2', 'task-3'] }],
        [undefined, answered],
        [source, { kind: 'dismissed' }],
        [source, { kind: 'created', taskId: 'task-4', how: 'found' }],
      ];
      for (const [from, ending] of ways) {
        clock.time += 1000;
        await journal.close(await send(journal, { source: from }), ending);
      }
      const found = await journal.createdFrom(source);
      assert.deepEqual(
        found.map(({ ending }) => ending),
        [ways[5]?.[1], ways[2]?.[1], ways[0]?.[1]],
      );
      clock.time -= 2000;
      const since = await journal.closedSince(new Date(clock.time));
      assert.deepEqual(since.map(({ ending }) => ending.kind).sort(), ['created', 'created', 'dismissed']);
    }),
  );

  it(
    'settling again changes nothing, unless now the task is known',
    withClock(async (journal, clock, folder) => {
      const sent = await send(journal);
      const told = async (ending: Ending) => {
        clock.time += 1000;
        await journal.close(sent, ending);
        return (await journal.closedSince(new Date(0))).map((one) => one.ending);
      };
      const several: Ending = { kind: 'several', taskIds: ['task-1', 'task-2'] };
      assert.deepEqual(await told({ kind: 'dismissed' }), [{ kind: 'dismissed' }]);
      assert.deepEqual(await told(several), [several]);
      assert.deepEqual(await told({ kind: 'dismissed' }), [several]);
      assert.deepEqual(await told(answered), [answered]);
      assert.deepEqual(await told({ kind: 'created', taskId: 'task-9', how: 'found' }), [answered]);
      assert.deepEqual(await told({ kind: 'notCreated' }), [answered]);
      assert.equal(filesIn(folder).length, 1);
    }),
  );

  it(
    'nothing is sent for what another window has settled',
    withClock(async (journal, _, folder) => {
      const sent = await send(journal);
      const claimed = await journal.claim(draft);
      const other = openJournal(folder, { now: () => new Date(start) });
      for (const creation of [sent, claimed]) {
        await other.close(creation, { kind: 'dismissed' });
        await assert.rejects(journal.markSent(creation), isProblem('CLOSED'));
      }
      assert.deepEqual((await journal.open()).creations, []);
    }),
  );

  it(
    'a crash before the open file was taken away: the settled one counts, and the other goes',
    withClock(async (journal, _, folder) => {
      const sent = await send(journal);
      const [name = ''] = filesIn(folder);
      const text = readFileSync(join(folder, name));
      await journal.close(sent, answered);
      for (const path of [name, name.replace('open/', 'claimed/')]) {
        writeFileSync(join(folder, path), text);
        utimesSync(join(folder, path), start / 1000, start / 1000);
      }
      assert.deepEqual(await journal.open(), { creations: [], setAside: [] });
      assert.deepEqual(
        filesIn(folder).map((path) => path.split('/')[0]),
        ['settled'],
      );
    }),
  );

  it(
    'a settled one that cannot be read takes no open one along',
    withClock(async (journal, _, folder) => {
      const sent = await send(journal);
      const [name = ''] = filesIn(folder);
      const text = readFileSync(join(folder, name));
      await journal.close(sent, answered);
      const [settled = ''] = filesIn(folder);
      writeFileSync(join(folder, settled), '{');
      writeFileSync(join(folder, name), text);
      const { creations, setAside } = await journal.open();
      assert.deepEqual(
        creations.map(({ operationId }) => operationId),
        [sent.operationId],
      );
      assert.equal(setAside.length, 1);
      await journal.close(sent, answered);
      assert.equal((await journal.createdFrom(source)).length, 1);
    }),
  );
});

describe('journal: it is bounded', function () {
  this.timeout(30_000);

  it(
    'at most 2,000 settled ones: the oldest goes, never the one just settled, whatever the clock says',
    withClock(async (journal, clock, folder) => {
      const settled = join(folder, 'settled');
      await journal.close(await send(journal), answered);
      multiply(settled, readdirSync(settled)[0] ?? '', 1999);
      clock.time = start - 60_000;
      const early = await send(journal);
      await journal.close(early, answered);
      const ids = new Set((await journal.createdFrom(source)).map(({ operationId }) => operationId));
      assert.deepEqual([ids.size, ids.has(early.operationId)], [2000, true]);
      clock.time = start + 60_000;
      const late = await send(journal, { source: undefined });
      await journal.close(late, answered);
      const left = readdirSync(settled);
      assert.equal(left.length, 2000);
      assert.ok(left.some((name) => name.includes(late.operationId)));
      assert.ok(!left.some((name) => name.includes(early.operationId)));
    }),
  );

  it(
    'a settled one stays for as long as a crash left its open one',
    withClock(async (journal, clock, folder) => {
      const first = await send(journal);
      const [name = ''] = filesIn(folder);
      const text = readFileSync(join(folder, name));
      await journal.close(first, answered);
      clock.time += 1000;
      const settled = join(folder, 'settled');
      await journal.close(await send(journal), answered);
      multiply(settled, readdirSync(settled).find((one) => !one.includes(first.operationId)) ?? '', 1999);
      writeFileSync(join(folder, name), text);
      await journal.close(await send(journal), answered);
      assert.deepEqual((await journal.open()).creations, []);
    }),
  );

  it(
    'at most 5,000 open ones: nothing can be sent then',
    withClock(async (journal, _, folder) => {
      const sent = await send(journal);
      const open = join(folder, 'open');
      multiply(open, readdirSync(open)[0] ?? '', 4998);
      const last = await journal.claim(draft);
      await assert.rejects(journal.claim(draft), isProblem('FULL'));
      assert.equal((await journal.open()).creations.length, 5000);
      await journal.close(last, { kind: 'notCreated' });
      await journal.close(sent, answered);
      await journal.markSent(await journal.claim(draft));
      assert.equal((await journal.open()).creations.length, 4999);
    }),
  );

  it(
    'claims of dead windows do not fill it',
    withClock(async (journal, clock, folder) => {
      await journal.claim(draft);
      const claimed = join(folder, 'claimed');
      multiply(claimed, readdirSync(claimed)[0] ?? '', 5000, (text) => text.replace('window-1', 'window-2'));
      clock.time = Date.now() + 25 * 60 * 60_000;
      await journal.claim(draft);
      assert.equal(readdirSync(claimed).length, 2);
    }),
  );
});
