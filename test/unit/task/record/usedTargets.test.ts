import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createOwnUsedTargets,
  openUsedTargets,
  type UsedTarget,
  type UsedTargets,
} from '../../../../src/task/record/usedTargets.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const since = '2026-06-01T12:00:00.000Z';
const day = 24 * 60 * 60_000;
const target: UsedTarget = {
  dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
  projectId: 'p',
  taskId: 'a task',
  since,
};

type Open = (later?: number) => UsedTargets;

async function onDisk(act: (open: Open, folder: string) => Promise<void>): Promise<void> {
  const { path, remove } = await temporaryFolder('usedTargets');
  try {
    await act(
      (later = 0) => openUsedTargets(path, () => new Date(Date.parse(since) + later)),
      join(path, 'usedTargets'),
    );
  } finally {
    remove();
  }
}

async function inMemory(act: (open: Open) => Promise<void>): Promise<void> {
  const own = createOwnUsedTargets();
  await act(() => own);
}

for (const [where, play] of [
  ['on disk', onDisk],
  ['of a window', inMemory],
] as const) {
  describe(`targets in use, ${where}`, () => {
    it('are those that were marked and not unmarked', () =>
      play(async (open) => {
        assert.deepEqual(await open().all(), []);
        await open().mark(target);
        assert.deepEqual(await open().all(), [target]);
        await open().unmark(target);
        await open().unmark(target);
        assert.deepEqual(await open().all(), []);
      }));

    it('are told of once, and anew once they were marked anew', () =>
      play(async (open) => {
        assert.equal(await open().isFirst(target), false);
        await open().mark(target);
        const first = await Promise.all([open().isFirst(target), open().isFirst(target)]);
        assert.deepEqual(first.toSorted(), [false, true]);
        assert.equal(await open().isFirst({ ...target, taskId: 'another' }), false);
        await open().unmark(target);
        assert.equal(await open().isFirst(target), false);
        await open().mark(target);
        assert.equal(await open().isFirst(target), true);
      }));
  });
}

describe('targets in use, on disk', () => {
  it('take away what says nothing, and what nobody came back to for half a year', () =>
    onDisk(async (open, folder) => {
      await open().mark(target);
      await writeFile(join(folder, 'damaged.json'), '{"taskId":');
      await writeFile(join(folder, 'other.json'), '[]');
      assert.deepEqual(await open().all(), [target]);
      assert.equal((await readdir(folder)).length, 1);
      assert.deepEqual(await open(181 * day).all(), []);
      assert.deepEqual(await readdir(folder), []);
    }));

  it('hold nothing of who asks', () =>
    onDisk(async (open, folder) => {
      await open().mark(target);
      const [name = ''] = await readdir(folder);
      assert.deepEqual(Object.keys(JSON.parse(await readFile(join(folder, name), 'utf8'))).sort(), [
        'dcsEndpoint',
        'projectId',
        'since',
        'taskId',
      ]);
    }));
});
