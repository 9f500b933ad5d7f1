import assert from 'node:assert/strict';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { noon } from '../createdTask.ts';
import { type Live, live } from './liveTasks.ts';

/** Everything that can be done to a task, and the action of the policy that allows it. */
const doings: readonly (readonly [
  name: string,
  action: Action,
  act: (live: Live, taskId: string) => Promise<unknown>,
])[] = [
  ['configure', 'dcs:migrationTask:modify', ({ configure }, taskId) => configure(taskId)],
  ['setResumeMode', 'dcs:migrationTask:modify', ({ ask }, id) => ask('PUT', `migration-task/${id}`, {})],
  ['stop', 'dcs:migrationTask:modify', ({ ask }, id) => ask('POST', `migration-task/${id}/stop`)],
  ['stop', 'dcs:migrationTask:modify', ({ ask }, id) => ask('POST', `migration-task/${id}/sync-stop`)],
  [
    'stop',
    'dcs:migrationTask:modify',
    ({ ask }, id) => ask('POST', 'migration-task/batch-stop', { migration_tasks: [id] }),
  ],
  [
    'restart',
    'dcs:migrationTask:modify',
    ({ ask }, id) => ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [id] }),
  ],
  [
    'delete',
    'dcs:migrationTask:delete',
    ({ ask }, id) => ask('DELETE', 'migration-tasks/delete', { task_id_list: [id] }),
  ],
  ['exchangeIp', 'dcs:migrationTask:modify', ({ ask }, id) => ask('POST', `migration-task/${id}/exchange-ip`, {})],
  ['rollBackIp', 'dcs:migrationTask:modify', ({ ask }, id) => ask('POST', `migration-task/${id}/rollback-ip`)],
];

describe('sandbox: what was done to tasks', () => {
  it('is on record, with whether it took effect, in order', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const [, , act] of doings) await act(one, taskId);
      await one.ask('DELETE', 'migration-tasks/delete', { task_id_list: [taskId] });
      one.set(6000);
      await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId, 'x'] });
      const { actions, projectId } = one.sandbox;
      assert.deepEqual(
        actions.map(({ action, accepted }) => `${action} ${accepted}`),
        [
          'configure true',
          'setResumeMode true',
          'stop true',
          'stop false',
          'stop false',
          'restart false',
          'delete false',
          'exchangeIp false',
          'rollBackIp false',
          'delete false',
          'restart true',
          'restart false',
        ],
      );
      const { requestId, ...first } = actions[0] ?? assert.fail();
      assert.match(requestId, /^[0-9a-f]{32}$/);
      assert.deepEqual(first, { action: 'configure', taskId, projectId, time: noon, accepted: true });
      assert.deepEqual(actions.at(-1)?.taskId, 'x');
      assert.equal(actions.at(-1)?.requestId, actions.at(-2)?.requestId);
      assert.deepEqual(one.sandbox.ledger, []);
    }));

  it('stands even where the answer got lost', () =>
    live(
      [{ name: 'orders', state: 'inSync' }],
      async (one) => {
        const taskId = await one.idOf('orders');
        await assert.rejects(one.ask('POST', `migration-task/${taskId}/stop`));
        assert.deepEqual(
          one.sandbox.actions.map(({ action, taskId, accepted }) => [action, taskId, accepted]),
          [['stop', taskId, true]],
        );
        assert.equal(await one.status(taskId), 'TERMINATING');
      },
      { latency: async ({ target }) => assert.ok(!target.endsWith('/stop')) },
    ));

  for (const [name, action, act] of doings) {
    it(`is not done where a policy denies it: ${name}`, () =>
      live(
        [{ name: 'orders', state: name === 'configure' ? 'waiting' : name === 'stop' ? 'inSync' : 'stopped' }],
        async (one) => {
          const taskId = await one.idOf('orders');
          const before = await one.detail(taskId);
          const reply = await act(one, taskId);
          assert.ok(typeof reply === 'object' && reply !== null && 'status' in reply && 'body' in reply);
          assert.equal(reply.status, 403);
          assert.deepEqual(reply.body, {
            error_code: 'DCS.2007',
            error_msg: `Policy doesn't allow ${action} to be performed.`,
            error_ext_msg: null,
          });
          assert.deepEqual(await one.detail(taskId), before);
          assert.deepEqual(one.sandbox.actions, []);
        },
        { denied: new Set([action]) },
      ));
  }
});
