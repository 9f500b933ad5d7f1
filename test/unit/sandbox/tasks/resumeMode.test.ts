import assert from 'node:assert/strict';
import { refusal } from '../createdTask.ts';
import { type Live, live } from './liveTasks.ts';

const change = ({ ask }: Live, taskId: string, body?: unknown) => ask('PUT', `migration-task/${taskId}`, body);

describe('sandbox: whether a task reconnects by itself', () => {
  it('is changed, again and again, and changes nothing else', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const resume_mode of ['manual', 'manual', 'auto']) {
        const { status, body, headers } = await change(one, taskId, { resume_mode });
        assert.deepEqual([status, body, headers['content-length']], [200, {}, '2']);
        const detail = await one.detail(taskId);
        assert.deepEqual([detail['resume_mode'], detail['status']], [resume_mode, 'INCRMIGEATING']);
        assert.equal((await one.list())[0]?.['resume_mode'], resume_mode);
      }
    }));

  it('is yes where nothing is said', () =>
    live([{ name: 'orders', state: 'inSync', resumeMode: 'manual' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const body of [undefined, {}]) {
        await change(one, taskId, { resume_mode: 'manual' });
        assert.equal((await change(one, taskId, body)).status, 200);
        assert.equal((await one.detail(taskId))['resume_mode'], 'auto');
      }
    }));

  it('is refused with a number where it is something else', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const body of [{ resume_mode: 'Auto' }, { resume_mode: null }, [], 'auto']) {
        const reply = await change(one, taskId, body);
        assert.deepEqual(refusal(reply), [400, '111400063'], JSON.stringify(body));
        assert.equal(reply.body['error_msg'], 'Invalid {0} parameter in the request.');
      }
    }));

  it('is nothing of a task that was not configured, or lost its machine, or is not there', () =>
    live(
      [
        { name: 'waiting', state: 'waiting' },
        { name: 'released', state: 'released' },
      ],
      async (one) => {
        for (const { task_id } of await one.list()) {
          assert.deepEqual(refusal(await change(one, String(task_id), { resume_mode: 'auto' })), [400, 'DCS.4957']);
        }
        assert.deepEqual(refusal(await change(one, 'x', { resume_mode: 'auto' })), [400, 'DCS.4133']);
      },
    ));
});
