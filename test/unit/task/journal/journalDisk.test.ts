import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type Ending, JournalProblem, openJournal } from '../../../../src/task/journal/journal.ts';
import { insist } from '../../../../src/task/journal/journalFiles.ts';
import { contentsIn, draft, filesIn, inFolder, source } from './journalSample.ts';

// Its own address: what the tests share is built into another folder.
const worker = fileURLToPath(new URL('./journal.worker.js', import.meta.url));
const now = () => new Date();
const run = promisify(execFile);
const answered: Ending = { kind: 'created', taskId: 'task-1', how: 'answered' };
const isProblem = (code: string) => (error: unknown) =>
  error instanceof JournalProblem && error.code === code && error.message.includes(code);

/** What a worker says that may not write a single byte to any file. */
async function onAFullDisk(folder: string, creations: readonly unknown[]): Promise<unknown> {
  const script = 'ulimit -f 0; exec "$0" "$@"';
  const { stdout } = await run('sh', [
    '-c',
    script,
    process.execPath,
    worker,
    'once',
    folder,
    JSON.stringify(creations),
  ]);
  return JSON.parse(stdout);
}

const failuresSchema = z.array(
  z.object({
    step: z.string(),
    /** What failed. */
    call: z.string(),
    code: z.string(),
    operationId: z.string(),
    files: z.array(z.string()),
  }),
);

describe('journal: a disk that takes nothing', function () {
  this.timeout(60_000);

  if (process.platform !== 'win32') {
    it('in the operating system: nothing can be claimed, and no half file is left', () =>
      inFolder(async (folder) => {
        assert.deepEqual(await onAFullDisk(folder, []), { claim: 'EFBIG' });
        assert.deepEqual(filesIn(folder), []);
      }));

    it('in the operating system: what is claimed cannot be marked, what is sent not settled, and both stay as they are', () =>
      inFolder(async (folder) => {
        const journal = openJournal(folder, { now });
        const claimed = await journal.claim(draft);
        const sent = await journal.markSent(await journal.claim(draft));
        const before = contentsIn(folder);
        const codes = await onAFullDisk(folder, [claimed, sent]);
        assert.deepEqual(codes, { claim: 'EFBIG', markSent: 'EFBIG', settle: 'EFBIG' });
        assert.deepEqual(contentsIn(folder), before);
        const { creations, setAside } = await journal.open();
        assert.deepEqual(creations.map(({ sentAt }) => sentAt).sort(), [sent.sentAt, undefined]);
        assert.deepEqual(setAside, []);

        // A full disk does not keep what was not sent from being taken off the list.
        await journal.close(claimed, { kind: 'notCreated' });
        await journal.close(sent, answered);
        assert.deepEqual(await journal.open(), { creations: [], setAside: [] });
        journal.dispose();
      }));
  }

  it('at each call by itself: nothing is marked that was given up, and nothing sent is lost', () =>
    inFolder(async (folder) => {
      const { stdout } = await run(process.execPath, [worker, 'failing', folder]);
      const reports = failuresSchema.parse(JSON.parse(stdout));
      for (const [index, { step, code, operationId, files }] of reports.entries()) {
        const where = `${index + 1}: ${step}`;
        if (step !== 'none') assert.equal(code, 'ENOSPC', where);
        assert.ok(!files.some((name) => name.startsWith('writing/')), where);
        const journal = openJournal(join(folder, String(index + 1)), { now });
        const { creations, setAside } = await journal.open();
        const settled = await journal.createdFrom(source);
        assert.deepEqual(setAside, [], where);
        const expected = ['none', 'settle'].includes(step) ? [operationId] : [];
        assert.deepEqual(
          [...creations, ...settled].map((one) => one.operationId),
          expected,
          where,
        );
        if (step === 'none') assert.equal(settled.length, 1, where);
      }
      // Durable: the file before it gets its name, and then the name. The second writing is the one that stops halfway.
      const durably = ['open', 'writeFile', 'writeFile', 'sync', 'rename', 'open', 'sync'];
      for (const step of ['claim', 'markSent', 'settle']) {
        const calls = reports.filter((one) => one.step === step).map(({ call }) => call);
        assert.deepEqual(calls.slice(-durably.length), durably, step);
      }
    }));
});

// Windows has no such modes.
if (process.platform !== 'win32') {
  describe('journal: nobody else may look into it', () => {
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    const folders = ['claimed', 'open', 'settled', 'writing'];
    const modesIn = (folder: string) => [folder, ...folders.map((name) => join(folder, name))].map(modeOf);
    /** A create from its claim to its end. */
    const createOne = async (folder: string) => {
      const journal = openJournal(folder, { now });
      await journal.close(await journal.markSent(await journal.claim(draft)), answered);
      return await journal.markSent(await journal.claim(draft));
    };
    let mask: number;
    before(() => {
      mask = process.umask(0);
    });
    after(() => process.umask(mask));

    it('new folders and files', () =>
      inFolder(async (folder) => {
        await createOne(folder);
        assert.deepEqual([modeOf(dirname(folder)), ...modesIn(folder)], Array(6).fill('700'));
        const files = filesIn(folder);
        assert.deepEqual([...new Set(files.map((name) => modeOf(join(folder, name))))], ['600']);
        assert.equal(files.length, 2);
      }));

    it('folders of version 0.1.0, and of those only their modes are changed', () =>
      inFolder(async (folder) => {
        for (const name of folders) mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
        chmodSync(join(folder, 'open'), 0o777);
        assert.deepEqual(modesIn(folder), ['755', '755', '777', '755', '755']);
        await createOne(folder);
        assert.deepEqual(modesIn(folder), Array(5).fill('700'));
        assert.equal(modeOf(dirname(folder)), '755');
      }));

    it('where entries are set aside', () =>
      inFolder(async (folder) => {
        mkdirSync(join(folder, 'aside'), { recursive: true });
        mkdirSync(join(folder, 'open'));
        writeFileSync(join(folder, 'open', 'x.json'), 'no entry');
        await openJournal(folder, { now }).open();
        assert.deepEqual([modeOf(folder), modeOf(join(folder, 'aside'))], ['700', '700']);
      }));

    it('a link leads where somebody wanted it to lead, and what is there stays as it is', () =>
      inFolder(async (folder) => {
        const elsewhere = join(dirname(folder), 'elsewhere');
        mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
        mkdirSync(folder);
        symlinkSync(elsewhere, join(folder, 'open'));
        await createOne(folder);
        assert.equal(modeOf(elsewhere), '755');
        assert.equal(filesIn(elsewhere).length, 1);
      }));
  });
}

describe('journal: a folder that cannot be used', () => {
  it('a file in its place', () =>
    inFolder(async (folder) => {
      mkdirSync(dirname(folder), { recursive: true });
      writeFileSync(folder, 'mine');
      const journal = openJournal(folder, { now });
      await assert.rejects(journal.claim(draft), { name: 'JournalProblem' });
      await assert.rejects(journal.open(), isProblem('ENOTDIR'));
      await assert.rejects(journal.createdFrom(source), isProblem('ENOTDIR'));
      await assert.rejects(journal.closedSince(new Date(0)), isProblem('ENOTDIR'));
      assert.equal(filesIn(dirname(folder)).length, 1);
    }));

  it('a file in the place of one of its folders', () =>
    inFolder(async (folder) => {
      const journal = openJournal(folder, { now });
      const claimed = await journal.claim(draft);
      writeFileSync(join(folder, 'open'), 'mine');
      await assert.rejects(journal.markSent(claimed), (error) => error instanceof JournalProblem);
      assert.equal(contentsIn(folder).get('open')?.toString(), 'mine');
      journal.dispose();
    }));

  // Nothing is forbidden to root.
  if (process.getuid !== undefined && process.getuid() !== 0) {
    it('no permission', () =>
      inFolder(async (folder) => {
        mkdirSync(folder, { recursive: true });
        chmodSync(folder, 0o500);
        const journal = openJournal(folder, { now });
        await assert.rejects(journal.claim(draft), isProblem('EACCES'));
        chmodSync(folder, 0o700);
        assert.deepEqual(filesIn(folder), []);
      }));
  }
});

describe('journal: a file that a scanner holds for a moment', () => {
  const busy = (code: string, times: number) => {
    const calls = { count: 0 };
    const work = async () => {
      calls.count += 1;
      if (calls.count <= times) throw Object.assign(new Error('held'), { code });
    };
    return { calls, work };
  };
  const pauses = [0, 0, 0];

  it('on Windows it is tried again', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      const { calls, work } = busy(code, 3);
      await insist(work, 'win32', pauses);
      assert.equal(calls.count, 4);
    }
  });

  it('not for ever', async () => {
    const { calls, work } = busy('EBUSY', 9);
    await assert.rejects(insist(work, 'win32', pauses), { code: 'EBUSY' });
    assert.equal(calls.count, 4);
  });

  it('elsewhere, and for other reasons, once', async () => {
    for (const [code, platform] of [
      ['EACCES', 'linux'],
      ['EACCES', 'darwin'],
      ['ENOSPC', 'win32'],
    ] as const) {
      const { calls, work } = busy(code, 1);
      await assert.rejects(insist(work, platform, pauses), { code });
      assert.equal(calls.count, 1);
    }
  });
});
