import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOwnPlans, openPlans, type Plan } from '../../../../src/task/journal/plans.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const plan: Plan = {
  id: '3f0c8a52-7d61-4a57-9a8e-0d3c7a1b2c3d',
  region: 'cn-north-4',
  projectId: 'p',
  dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
  owner: 'somebody',
  name: '../../orders',
  method: 'incremental_migration',
  resumeMode: 'auto',
  bandwidth: '20',
  source: { addrs: '10.0.0.1:6379', hasNoPassword: true },
  target: { id: 'an-instance', name: 'orders-new' },
  since: '2026-06-01T12:00:00.000Z',
};
const another: Plan = { ...plan, id: '3f0c8a52-7d61-4a57-9a8e-0d3c7a1b2c3e', since: '2026-06-02T12:00:00.000Z' };

const day = 24 * 60 * 60_000;

async function play(act: (folder: string, open: (later?: number) => ReturnType<typeof openPlans>) => Promise<void>) {
  const { path, remove } = await temporaryFolder('plans');
  try {
    await act(path, (later = 0) => openPlans(path, () => new Date(Date.parse(plan.since) + later)));
  } finally {
    remove();
  }
}

describe('plans', () => {
  it('are there for every window, newest first, until they are removed', () =>
    play(async (folder, open) => {
      assert.deepEqual(await open().all(), []);
      await open().keep(plan);
      await open().keep(another);
      await open().keep({ ...plan, taskId: 'a task' });
      assert.deepEqual(await open().all(), [another, { ...plan, taskId: 'a task' }]);
      await open().remove(another.id);
      await open().remove(another.id);
      assert.deepEqual(await open().all(), [{ ...plan, taskId: 'a task' }]);
      assert.equal((await readdir(join(folder, 'plans'))).length, 1);
    }));

  it('are forgotten after a month, and where the file says nothing of use', () =>
    play(async (folder, open) => {
      await open().keep(plan);
      assert.deepEqual((await open(29 * day).all()).length, 1);
      assert.deepEqual(await open(31 * day).all(), []);
      const wrong = [
        '',
        '{',
        '{"version":1}',
        JSON.stringify({ version: 2, plan }),
        JSON.stringify({ version: 1, plan: { ...plan, dcsEndpoint: 'http://evil.example.com' } }),
        JSON.stringify({ version: 1, plan: { ...plan, method: 'backupfile_import' } }),
        JSON.stringify({ version: 1, plan: { ...plan, bandwidth: '20, and more' } }),
        JSON.stringify({ version: 1, plan: { ...plan, source: { addrs: 'redis://10.0.0.1:6379' } } }),
        JSON.stringify({ version: 1, plan: { ...plan, target: { id: 'an instance\n' } } }),
      ];
      await mkdir(join(folder, 'plans'), { recursive: true });
      for (const [index, text] of wrong.entries()) await writeFile(join(folder, 'plans', `${index}.json`), text);
      assert.deepEqual(await open().all(), []);
      assert.deepEqual(await readdir(join(folder, 'plans')), []);
    }));

  it('of the sandbox end with the window', async () => {
    const plans = createOwnPlans();
    await plans.keep(plan);
    await plans.keep(another);
    assert.deepEqual(await plans.all(), [another, plan]);
    await plans.remove(plan.id);
    assert.deepEqual(await plans.all(), [another]);
  });
});
