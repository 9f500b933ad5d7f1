import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import { type MarkedTask, openNotices } from '../../../../src/task/journal/notices.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const task: MarkedTask = {
  region: 'cn-north-4',
  projectId: 'p',
  dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
  owner: 'somebody',
  taskId: '../../a task',
  name: 'orders',
  since: '2026-06-01T12:00:00.000Z',
};

const day = 24 * 60 * 60_000;

async function play(act: (folder: string, open: (later?: number) => ReturnType<typeof openNotices>) => Promise<void>) {
  const { path, remove } = await temporaryFolder('notices');
  try {
    await act(path, (later = 0) => openNotices(path, () => new Date(Date.parse(task.since) + later)));
  } finally {
    remove();
  }
}

describe('what is told of tasks', () => {
  it('is told once, by one of all windows, also after a restart', () =>
    play(async (_, open) => {
      await open().mark(task);
      assert.deepEqual(await open().marked(), [task]);
      const windows = Array.from({ length: 20 }, () => open());
      const first = await Promise.all(windows.map((window) => window.isFirst(task.taskId, 'ready')));
      assert.equal(first.filter(Boolean).length, 1);
      assert.equal(await open().isFirst(task.taskId, 'ready'), false);
      assert.equal(await open().isFirst(task.taskId, 'failed'), true);
    }));

  it('is not what it was when it was marked, and all of it again when it is marked anew', () =>
    play(async (_, open) => {
      await open().mark(task, 'toConfigure');
      assert.equal(await open().isFirst(task.taskId, 'toConfigure'), false);
      await open().mark(task);
      assert.equal(await open().isFirst(task.taskId, 'toConfigure'), true);
    }));

  it('is no news where it was seen before another window has marked it anew', () =>
    play(async (_, open) => {
      const since = Date.parse(task.since);
      await open().mark(task, 'failed');
      await open().mark({ ...task, since: new Date(since + 1000).toISOString() });
      assert.equal(await open().isFirst(task.taskId, 'failed', since + 999), false);
      assert.equal(await open().isFirst(task.taskId, 'failed', since + 1000), true);
      assert.equal(await open().isFirst(task.taskId, 'failed', since + 2000), false);
    }));

  it('leaves nothing behind when nobody wants to hear it any more', () =>
    play(async (folder, open) => {
      await open().mark(task, 'failed');
      await open().isFirst(task.taskId, 'finished');
      await open().unmark(task.taskId);
      assert.deepEqual(await open().marked(), []);
      assert.deepEqual(await readdir(join(folder, 'notices')), []);
    }));

  it('is not told again where its mark cannot be taken away, which is no secret', () =>
    play(async (folder, open) => {
      await open().mark(task, 'failed');
      const names = await readdir(join(folder, 'notices'));
      const mark = join(folder, 'notices', names.find((name) => name.endsWith('.json')) ?? '');
      await rm(mark);
      await mkdir(mark);
      await assert.rejects(open().unmark(task.taskId), JournalProblem);
      assert.deepEqual(await readdir(join(folder, 'notices')), names);
    }));

  it('is nothing, and leaves nothing, where another window does not want to hear it any more', () =>
    play(async (folder, open) => {
      const window = open();
      await window.mark(task);
      await open().unmark(task.taskId);
      assert.equal(await window.isFirst(task.taskId, 'ready'), false);
      assert.deepEqual(await readdir(join(folder, 'notices')), []);
    }));

  it('is not told of what nobody came back to for a month, nor of what cannot be read', () =>
    play(async (folder, open) => {
      assert.deepEqual(await open().marked(), []);
      await open().mark(task);
      await writeFile(join(folder, 'notices', 'x.json'), '{"version":1,"task":{"taskId":5}}');
      await writeFile(join(folder, 'notices', 'y.json'), 'no json');
      assert.deepEqual(await open(29 * day).marked(), [task]);
      assert.deepEqual(await open(31 * day).marked(), []);
      assert.deepEqual(await readdir(join(folder, 'notices')), []);
    }));
});
