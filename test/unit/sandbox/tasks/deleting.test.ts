import assert from 'node:assert/strict';
import { createTarget, exampleBody, send } from '../../../support/network/signedClient.ts';
import { refusal, taskNames } from '../createdTask.ts';
import { type Live, live } from './liveTasks.ts';

const remove = ({ ask }: Live, task_id_list: unknown) => ask('DELETE', 'migration-tasks/delete', { task_id_list });

describe('sandbox: deleting tasks', () => {
  it('echoes what it was given, and does not mind what it does not know', () =>
    live([{ name: 'orders', state: 'stopped' }], async (one) => {
      const ids = [await one.idOf('orders'), 'x'];
      const { status, body } = await remove(one, ids);
      assert.deepEqual([status, body], [200, { task_id_list: ids }]);
      assert.deepEqual((await remove(one, ids)).body, { task_id_list: ids });
    }));

  it('leaves the task in the list for a while, and in the detail as deleted', () =>
    live([{ name: 'orders', state: 'stopped' }], async (one) => {
      const taskId = await one.idOf('orders');
      await remove(one, [taskId]);
      one.set(2999);
      assert.deepEqual(
        (await one.list()).map(({ status }) => status),
        ['TERMINATED'],
      );
      assert.equal(await one.status(taskId), 'DELETED');
      for (const reply of [
        await one.configure(taskId),
        await one.ask('POST', `migration-task/${taskId}/stop`),
        await one.ask('GET', `migration-task/${taskId}/stats`),
      ]) {
        assert.deepEqual(refusal(reply), [400, 'DCS.4133']);
      }
      one.set(3000);
      assert.deepEqual(await one.list(), []);
      assert.deepEqual(refusal(await one.ask('GET', `migration-task/${taskId}`)), [400, 'DCS.4133']);
    }));

  it('takes as long as the list lags, where that is longer', () =>
    live(
      [{ name: 'orders', state: 'stopped' }],
      async (one) => {
        await remove(one, [await one.idOf('orders')]);
        one.set(59_999);
        assert.equal((await one.list()).length, 1);
        one.set(60_000);
        assert.equal((await one.list()).length, 0);
      },
      { listLag: 60_000 },
    ));

  for (const state of ['creating', 'copying', 'inSync', 'stopping'] as const) {
    it(`does not delete a task that is busy, nor any other with it: ${state}`, () =>
      live(
        [
          { name: 'busy', state },
          { name: 'idle', state: 'finished' },
        ],
        async (one) => {
          const ids = [await one.idOf('idle'), await one.idOf('busy')];
          assert.deepEqual(refusal(await remove(one, ids)), [400, 'DCS.4957']);
          one.set(4000);
          assert.deepEqual(taskNames(await one.list()).toSorted(), ['busy', 'idle']);
        },
      ));
  }

  for (const state of ['waiting', 'finished', 'failed', 'released', 'imported'] as const) {
    it(`deletes a task that is idle: ${state}`, () =>
      live([{ name: 'orders', state }], async (one) => {
        await remove(one, [await one.idOf('orders')]);
        one.set(3000);
        assert.deepEqual(await one.list(), []);
      }));
  }

  it('wants a list of IDs', () =>
    live([], async (one) => {
      assert.deepEqual(refusal(await one.ask('DELETE', 'migration-tasks/delete')), [400, 'DCS.4004']);
      for (const wrong of [[], 'x', undefined, [7]]) {
        assert.deepEqual(refusal(await remove(one, wrong)), [400, 'DCS.4063'], JSON.stringify(wrong));
      }
    }));

  it('makes room in the quota', () =>
    live(
      [],
      async (one) => {
        const taskId = await one.create('first');
        one.set(20_000);
        const now = new Date('2025-06-01T12:00:20Z');
        const create = () => send(one.sandbox, { target: createTarget(one.sandbox), body: exampleBody(), now });
        assert.deepEqual(refusal(await create()), [400, 'DCS.4039']);
        await remove(one, [taskId]);
        assert.equal((await create()).status, 200);
        assert.equal(one.sandbox.ledger.length, 2);
      },
      { taskQuota: 1 },
    ));
});
