import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, type ChangeNotes, openChangeNotes } from '../../../../src/task/journal/changeNotes.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const start = Date.parse('2026-06-01T12:00:00.000Z');

function change(number: number, others: Partial<Change> = {}): Change {
  return {
    id: `aaaaaaaa-bbbb-4ccc-8ddd-00000000000${number}`,
    region: 'cn-north-4',
    projectId: 'p',
    dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
    owner: 'somebody',
    task: { id: '../../a task', name: 'orders' },
    instance: { id: 'an-instance', name: 'orders-redis' },
    what: { kind: 'parameter', name: 'repl-timeout', from: '60', to: '300' },
    notedAt: new Date(start + number * 1000).toISOString(),
    isDone: false,
    ...others,
  };
}

async function play(act: (folder: string, open: (later?: number) => ChangeNotes) => Promise<void>): Promise<void> {
  const { path, remove } = await temporaryFolder('changes');
  try {
    await act(path, (later = 0) => openChangeNotes(path, () => new Date(start + later)));
  } finally {
    remove();
  }
}

const whitelist: Change['what'] = {
  kind: 'whitelist',
  group: 'dcsmigr',
  entry: '192.168.30.41',
  wasEnabled: true,
  before: [{ group_name: 'appgroup', ip_list: ['10.0.0.1'] }],
};

describe('notes of changes', () => {
  it('are there for every window, oldest first, until they are removed, however long that takes', () =>
    play(async (folder, open) => {
      assert.deepEqual(await open().all(), { changes: [], unread: [] });
      const [first, second] = [change(1, { what: whitelist }), change(2)];
      await open().add(second);
      await open().add(first);
      const year = 365 * 24 * 60 * 60_000;
      assert.deepEqual(await open(year).all(), { changes: [first, second], unread: [] });
      await open().remove(first.id);
      await open().remove(first.id);
      assert.deepEqual((await open().all()).changes, [second]);
      await open().remove(second.id);
      assert.deepEqual(await readdir(join(folder, 'changes')), []);
    }));

  it('say that it is done, unless another window has set it back', () =>
    play(async (_, open) => {
      await open().add(change(1));
      await open().update(change(1, { isDone: true }));
      assert.deepEqual((await open().all()).changes, [change(1, { isDone: true })]);
      await open().remove(change(1).id);
      await open().update(change(1, { isDone: true }));
      assert.deepEqual((await open().all()).changes, []);
    }));

  if (process.platform !== 'win32') {
    it('are for nobody else to read', () =>
      play(async (folder, open) => {
        await open().add(change(1));
        const [name = ''] = await readdir(join(folder, 'changes'));
        const modes = [(await stat(join(folder, 'changes'))).mode, (await stat(join(folder, 'changes', name))).mode];
        assert.deepEqual(
          modes.map((mode) => mode & 0o077),
          [0, 0],
        );
      }));
  }

  it('that cannot be read are named and kept, and hide no other', () =>
    play(async (folder, open) => {
      await open().add(change(1));
      const inside = join(folder, 'changes');
      const [good = ''] = await readdir(inside);
      const text = await readFile(join(inside, good), 'utf8');
      const bad: Readonly<Record<string, string>> = {
        'empty.json': '',
        'newer.json': text.replace('"version": 1', '"version": 2'),
        'endpoint.json': text.replace('https://dcs.cn-north-4.myhuaweicloud.com', 'file:///etc/passwd'),
        'kind.json': text.replace('"parameter"', '"reboot"'),
        'instance.json': text.replace('an-instance', '..'),
        'id.json': text.replace('aaaaaaaa', '../../..'),
      };
      for (const [name, content] of Object.entries(bad)) await writeFile(join(inside, name), content);
      await writeFile(join(inside, 'bytes.json'), new Uint8Array([0xff, 0xfe]));
      await copyFile(join(inside, good), join(inside, 'copy.json'));
      await mkdir(join(inside, 'folder.json'));
      const found = await open().all();
      assert.deepEqual(found.changes, [change(1)]);
      const names = [...Object.keys(bad), 'bytes.json', 'copy.json', 'folder.json'].sort();
      assert.deepEqual(found.unread, names.map((name) => join(inside, name)).sort());
      assert.equal((await readdir(inside)).length, names.length + 1);
    }));

  it('cannot be made where the disk does not take them, which is told', () =>
    play(async (folder, open) => {
      await writeFile(join(folder, 'changes'), 'no folder');
      await assert.rejects(open().add(change(1)), JournalProblem);
      await assert.rejects(open().all(), JournalProblem);
      assert.equal(await readFile(join(folder, 'changes'), 'utf8'), 'no folder');
    }));

  it('let one window at a time change an instance, and one that was killed hold nobody up for long', () =>
    play(async (_, open) => {
      await open().add(change(1));
      const other = change(2, { instance: { id: 'another', name: '' } });
      await open().alone(change(1), async () => {
        assert.equal(await open().alone(change(1), async () => 'at once'), undefined);
        assert.equal(await open().alone(other, async () => 'elsewhere'), 'elsewhere');
        assert.equal(await open(5 * 60_000).alone(change(1), async () => 'later'), 'later');
      });
      assert.equal(await open().alone(change(1), async () => 'afterwards'), 'afterwards');
      assert.deepEqual((await open().all()).unread, []);
    }));
});
