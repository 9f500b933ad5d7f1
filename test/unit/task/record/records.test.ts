import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import type { RecordNote } from '../../../../src/task/record/recordNotes.ts';
import { createOwnRecords, openRecords, type RecordKey } from '../../../../src/task/record/records.ts';
import type { Sample } from '../../../../src/task/sample.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const key: RecordKey = { dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com', projectId: 'p', taskId: 'a task' };
const at = '2026-06-01T12:00:00.000Z';
const time = Date.parse(at);
const tick: RecordNote = { at, profile: 'cn-north-4 · p', kind: 'ticked', item: 'stopWrites', isTicked: true };
const waiver: RecordNote = {
  at: '2026-06-01T13:00:00.000Z',
  profile: 'cn-north-4 · p',
  kind: 'waived',
  what: 'The target has 2 keys.',
};
const day = 24 * 60 * 60_000;

const sampleAt = (second: number, offset: number | undefined = 3): Sample => ({
  at: time + second * 1000,
  status: 'INCRMIGEATING',
  stats: {
    full_migration_progress: 100,
    offset,
    source_dbsize: 10,
    target_dbsize: undefined,
    target_input_kbps: 0.5,
    target_ops: 0,
    is_migrating: true,
  },
});

async function play(act: (folder: string, open: (later?: number) => ReturnType<typeof openRecords>) => Promise<void>) {
  const { path, remove } = await temporaryFolder('records');
  try {
    await act(path, (later = 0) => openRecords(path, () => new Date(time + later)));
  } finally {
    remove();
  }
}

describe('records of migrations', () => {
  it('are there for every window, oldest first', () =>
    play(async (_, open) => {
      assert.deepEqual(await open().of(key), { notes: [], samples: [], unread: 0 });
      await open().add(key, tick);
      await open().add(key, waiver);
      await open().keep(key, [sampleAt(40), { at: time, status: 'FULLMIGRATING', stats: undefined }]);
      const samples = [{ at: time, status: 'FULLMIGRATING', stats: undefined }, sampleAt(40)];
      assert.deepEqual(await open().of(key), { notes: [tick, waiver], samples, unread: 0 });
      for (const other of [{ taskId: 'b' }, { projectId: 'q' }, { dcsEndpoint: 'https://dcs.example.com' }])
        assert.deepEqual((await open().of({ ...key, ...other })).notes, []);
    }));

  it('take what two windows write at once', () =>
    play(async (_, open) => {
      const [one, other] = [open(), open()];
      const all = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : other).add(key, tick));
      await Promise.all(all);
      const { notes, unread } = await open().of(key);
      assert.deepEqual([notes.length, unread], [40, 0]);
    }));

  it('are in the order in which they were made, also where the clock was set back between them', () =>
    play(async (_, open) => {
      const untick: RecordNote = { ...tick, at: '2026-06-01T11:00:00.000Z', isTicked: false };
      await open().add(key, tick);
      await open().add(key, untick);
      assert.deepEqual((await open().of(key)).notes, [tick, untick]);
    }));

  it('say how many lines cannot be read, and go on behind half a line', () =>
    play(async (folder, open) => {
      await open().add(key, tick);
      const [name = ''] = await readdir(join(folder, 'records'));
      const path = join(folder, 'records', name);
      await appendFile(path, '{"at":"nonsense","kind":"ticked"}\n\n{"at":"2026-06');
      await open().add(key, waiver);
      assert.deepEqual(await open().of(key), { notes: [tick, waiver], samples: [], unread: 2 });
    }));

  it('stay bounded, and keep the newest', () =>
    play(async (folder, open) => {
      const records = open();
      const long: RecordNote = { at, profile: 'cn-north-4 · p', kind: 'waived', what: 'x'.repeat(1000) };
      for (let time = 0; time < 1100; time += 1) await records.add(key, long);
      await records.add(key, { ...tick, at: '2026-06-02T00:00:00.000Z' });
      const { notes, unread } = await records.of(key);
      assert.equal(unread, 0);
      assert.ok(notes.length < 600, String(notes.length));
      assert.equal(notes.at(-1)?.kind, 'ticked');
      for (let hour = 0; hour < 24; hour += 1)
        await records.keep(
          key,
          Array.from({ length: 360 }, (_, index) => sampleAt(hour * 3600 + index * 10)),
        );
      const { samples } = await records.of(key);
      assert.equal(samples.at(-1)?.at, sampleAt(24 * 3600 - 10).at);
      assert.ok(samples.length > 1000 && samples.length < 6000, String(samples.length));
      for (const name of await readdir(join(folder, 'records')))
        assert.ok((await stat(join(folder, 'records', name))).size < 700 * 1024, name);
    }));

  it('are forgotten after half a year', () =>
    play(async (folder, open) => {
      await open().add(key, tick);
      await open(179 * day).add({ ...key, taskId: 'b' }, tick);
      assert.equal((await open().of(key)).notes.length, 1);
      await open(181 * day).add({ ...key, taskId: 'c' }, tick);
      assert.equal((await open().of(key)).notes.length, 0);
      assert.equal((await readdir(join(folder, 'records'))).length, 2);
    }));

  it('are forgotten whatever else lies in the folder, and also where only figures are kept', () =>
    play(async (folder, open) => {
      await open().add(key, tick);
      await symlink('nowhere', join(folder, 'records', 'a.json'));
      await open(181 * day).keep({ ...key, taskId: 'b' }, [sampleAt(1)]);
      assert.equal((await open().of(key)).notes.length, 0);
    }));

  it('cannot be made endless by what is in the folder', () =>
    play(async (folder, open) => {
      await open().add(key, tick);
      const [name = ''] = await readdir(join(folder, 'records'));
      const path = join(folder, 'records', name);
      const line = `${await readFile(path, 'utf8')}`;
      await writeFile(path, line.repeat(60_000));
      const { notes, unread } = await open().of(key);
      assert.ok(notes.length > 10_000 && notes.length < 40_000 && unread === 0, String(notes.length));
      await open().add(key, waiver);
      assert.ok((await stat(path)).size < 4 * 1024 * 1024);
    }));

  it('are no less for a file that has grown beyond what can be read at once', () =>
    play(async (folder, open) => {
      await open().add(key, waiver);
      const [name = ''] = await readdir(join(folder, 'records'));
      await truncate(join(folder, 'records', name), 3 * 1024 ** 3);
      await open().add(key, tick);
      assert.deepEqual((await open().of(key)).notes, [tick]);
    }));

  it('are a problem where the disk does not give them, and not taken for none', () =>
    play(async (folder, open) => {
      await writeFile(join(folder, 'records'), '');
      await assert.rejects(open().of(key), JournalProblem);
    }));

  it('of the sandbox end with the window', async () => {
    const records = createOwnRecords();
    await records.add(key, tick);
    await records.keep(key, [sampleAt(1)]);
    assert.deepEqual(await records.of(key), { notes: [tick], samples: [sampleAt(1)], unread: 0 });
    assert.deepEqual(await createOwnRecords().of(key), { notes: [], samples: [], unread: 0 });
  });
});
