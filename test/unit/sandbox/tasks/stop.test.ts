import assert from 'node:assert/strict';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { refusal } from '../createdTask.ts';
import { entriesOf, type Live, live } from './liveTasks.ts';

const stop = ({ ask }: Live, taskId: string) => ask('POST', `migration-task/${taskId}/stop`);
const stopAtOnce = ({ ask }: Live, taskId: string) => ask('POST', `migration-task/${taskId}/sync-stop`);
const stopAll = ({ ask }: Live, migration_tasks: unknown) =>
  ask('POST', 'migration-task/batch-stop', { migration_tasks });

const notRunning: readonly TaskSeed[] = [
  { name: 'creating', state: 'creating' },
  { name: 'waiting', state: 'waiting' },
  { name: 'stopping', state: 'stopping' },
  { name: 'stopped', state: 'stopped' },
  { name: 'failed', state: 'failed' },
  { name: 'finished', state: 'finished' },
  { name: 'released', state: 'released' },
  { name: 'imported', state: 'imported' },
];

describe('sandbox: stopping a task', () => {
  it('answers with its detail, on the way to being stopped', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      const { status, body } = await stop(one, taskId);
      assert.equal(status, 200);
      assert.equal(body['status'], 'TERMINATING');
      assert.deepEqual(body, await one.detail(taskId));
    }));

  it('answers with nothing at all where it waits for that', () =>
    live([{ name: 'orders', state: 'copying' }], async (one) => {
      const taskId = await one.idOf('orders');
      const { status, body, headers } = await stopAtOnce(one, taskId);
      assert.deepEqual([status, body], [204, {}]);
      assert.equal(headers['content-type'], undefined);
      assert.equal(headers['content-length'], undefined);
      assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/);
      assert.equal(await one.status(taskId), 'TERMINATED');
    }));

  for (const [name, way] of [
    ['stop', stop],
    ['sync-stop', stopAtOnce],
  ] as const) {
    it(`${name}: refuses a task that does not run, and one that is not there`, () =>
      live(notRunning, async (one) => {
        const before = await one.list();
        for (const { task_id, task_name } of before) {
          assert.deepEqual(refusal(await way(one, String(task_id))), [400, 'DCS.4957'], String(task_name));
        }
        assert.deepEqual(await one.list(), before);
        assert.deepEqual(refusal(await way(one, 'x')), [400, 'DCS.4133']);
      }));
  }

  it('refuses the second time', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      await stop(one, taskId);
      assert.deepEqual(refusal(await stop(one, taskId)), [400, 'DCS.4957']);
      one.set(6000);
      assert.equal(await one.status(taskId), 'TERMINATED');
    }));

  it('stops several, and tells of each', () =>
    live([...notRunning, { name: 'orders', state: 'inSync' }], async (one) => {
      const [orders, waiting] = [await one.idOf('orders'), await one.idOf('waiting')];
      const { status, body } = await stopAll(one, [orders, waiting, 'x']);
      assert.equal(status, 200);
      const [first, second, third] = entriesOf(body, 'migration_tasks');
      assert.deepEqual(first, { task_id: orders, result: 'success' });
      assert.deepEqual(
        [second, third].map((result) => [result?.['task_id'], result?.['result'], result?.['error_code']]),
        [
          [waiting, 'failed', 'DCS.4957'],
          ['x', 'failed', 'DCS.4133'],
        ],
      );
      assert.equal(typeof second?.['error_msg'], 'string');
      assert.equal(await one.status(orders), 'TERMINATING');
    }));

  it('takes 50 at a time and no more', () =>
    live([], async (one) => {
      const ids = Array.from({ length: 51 }, (_, index) => `task-${index}`);
      assert.equal((await stopAll(one, ids.slice(1))).status, 200);
      assert.equal(one.sandbox.actions.length, 50);
      assert.deepEqual(refusal(await stopAll(one, ids)), [400, 'DCS.4100']);
      assert.equal(one.sandbox.actions.length, 50);
      for (const wrong of [[], 'x', undefined, [7]]) {
        assert.deepEqual(refusal(await stopAll(one, wrong)), [400, 'DCS.4063'], JSON.stringify(wrong));
      }
    }));
});

describe('sandbox: restarting tasks', () => {
  const restart = ({ ask }: Live, migration_tasks: unknown) =>
    ask('POST', 'migration-tasks/batch-restart', { migration_tasks });

  it('restarts what was stopped and what has failed, and tells of each', () =>
    live(
      [
        ...notRunning,
        { name: 'inSync', state: 'inSync' },
        { name: 'still-born', state: 'failed', failure: 'portNotBound' },
      ],
      async (one) => {
        const tasks = await one.list();
        const { status, body } = await restart(one, [...tasks.map(({ task_id }) => task_id), 'x']);
        assert.equal(status, 200);
        const results = entriesOf(body, 'migration_tasks');
        const done = tasks.filter((_, index) => results[index]?.['result'] === 'success');
        assert.deepEqual(done.map(({ task_name }) => String(task_name)).toSorted(), ['failed', 'stopped']);
        for (const { task_id } of done) assert.equal(await one.status(String(task_id)), 'FULLMIGRATING');
        const codes = new Set(results.map(({ error_code }) => error_code));
        assert.deepEqual(codes, new Set(['DCS.4957', undefined, 'DCS.4133']));
      },
    ));

  it('restarts a task once that is named twice', () =>
    live([{ name: 'orders', state: 'stopped' }], async (one) => {
      const taskId = await one.idOf('orders');
      const { body } = await restart(one, [taskId, taskId]);
      assert.deepEqual(
        entriesOf(body, 'migration_tasks').map(({ result }) => result),
        ['success', 'failed'],
      );
    }));

  it('takes 50 at a time and no more', () =>
    live([], async (one) => {
      const ids = Array.from({ length: 51 }, (_, index) => `task-${index}`);
      assert.deepEqual(refusal(await restart(one, ids)), [400, 'DCS.4100']);
      assert.equal((await restart(one, ids.slice(1))).status, 200);
      assert.deepEqual(refusal(await restart(one, [])), [400, 'DCS.4063']);
    }));
});
