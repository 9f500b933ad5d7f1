import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';
import { environment, withoutProxy } from '../../../support/suite/command.ts';

const key = { accessKeyId: 'OFFICIALCLIENTKEY001', secretAccessKey: 'official-client-secret-0123456789abcdef' };

interface Call {
  readonly method: string;
  /** Behind the project. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
}

const answer = z.record(z.string(), z.unknown());

/** What the cloud's own SDK understands of the answers to these calls. */
async function understood(url: string, projectId: string, calls: readonly Call[]) {
  const home = await temporaryFolder('official');
  try {
    const order = JSON.stringify({ url, projectId, key, calls });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [new URL('./client.worker.js', import.meta.url).pathname],
      { env: environment({ ...withoutProxy, HOME: home.path, OFFICIAL_CLIENT_ORDER: order }), timeout: 60_000 },
    );
    const [, answers = ''] = /^ANSWERS (.*)$/m.exec(stdout) ?? [];
    return z.array(answer).parse(JSON.parse(answers));
  } finally {
    home.remove();
  }
}

describe("the cloud's own SDK", function () {
  this.timeout(120_000);

  it('reads the tasks of the sandbox and acts on them, by the documented paths', async () => {
    const sandbox = await startSandbox({
      ...key,
      seeds: [
        { name: 'one', state: 'inSync' },
        { name: 'two', state: 'copying' },
        { name: 'three', state: 'stopped' },
      ],
    });
    try {
      const { url, projectId } = sandbox;
      const [list] = await understood(url, projectId, [
        { method: 'GET', path: 'migration-tasks', query: { limit: 1000 } },
      ]);
      const listed = z.object({
        count: z.literal(3),
        migration_tasks: z.array(z.looseObject({ task_id: z.string(), task_name: z.string() })),
      });
      const { migration_tasks: tasks } = listed.parse(list);
      const idOf = (name: string) => tasks.find(({ task_name }) => task_name === name)?.task_id ?? assert.fail(name);
      const [one, two, three] = [idOf('one'), idOf('two'), idOf('three')];
      const answers = await understood(url, projectId, [
        { method: 'GET', path: `migration-task/${one}` },
        { method: 'GET', path: `migration-task/${one}/stats` },
        { method: 'GET', path: `migration-task/${one}/logs`, query: { offset: 0, limit: 2 } },
        { method: 'PUT', path: `migration-task/${one}`, body: { resume_mode: 'manual' } },
        { method: 'POST', path: `migration-task/${one}/stop` },
        { method: 'POST', path: 'migration-task/batch-stop', body: { migration_tasks: [two] } },
        { method: 'POST', path: 'migration-tasks/batch-restart', body: { migration_tasks: [three, one] } },
        { method: 'DELETE', path: 'migration-tasks/delete', body: { task_id_list: ['no-such-task'] } },
      ]);
      const [detail, stats, logs, , stopped, batch, restarted, deleted] = answers;
      assert.equal(detail?.['task_id'], one);
      assert.equal(detail?.['status'], 'INCRMIGEATING');
      assert.equal(typeof stats?.['offset'], 'string');
      assert.ok(Array.isArray(logs?.['migration_logs']) && logs['migration_logs'].length === 2);
      assert.equal(stopped?.['status'], 'TERMINATING');
      assert.deepEqual(batch?.['migration_tasks'], [{ task_id: two, result: 'success' }]);
      const results = z.array(z.looseObject({ task_id: z.string(), result: z.string() }));
      assert.deepEqual(
        results.parse(restarted?.['migration_tasks']).map(({ result }) => result),
        ['success', 'failed'],
      );
      assert.deepEqual(deleted?.['task_id_list'], ['no-such-task']);
      assert.deepEqual(
        sandbox.actions.map(({ action, accepted }) => `${action} ${accepted}`),
        ['setResumeMode true', 'stop true', 'stop true', 'restart true', 'restart false', 'delete false'],
      );
    } finally {
      await sandbox.close();
    }
  });

  it('configures a task by the documented body, and reads the instances of the sandbox', async () => {
    const sandbox = await startSandbox({ ...key, seeds: [{ name: 'one', state: 'waiting' }] });
    try {
      const { url, projectId } = sandbox;
      const instances = z.object({ instances: z.array(z.looseObject({ instance_id: z.string(), name: z.string() })) });
      const tasks = z.object({ migration_tasks: z.array(z.looseObject({ task_id: z.string() })) });
      const [found, list] = await understood(url, projectId, [
        { method: 'GET', path: 'instances', query: { limit: 100 } },
        { method: 'GET', path: 'migration-tasks', query: { limit: 10 } },
      ]);
      const idOf = (name: string) => instances.parse(found).instances.find((one) => one.name === name)?.instance_id;
      const taskId = tasks.parse(list).migration_tasks[0]?.task_id ?? assert.fail();
      const end = (name: string) => ({ id: idOf(name), addrs: null, password: 'Example@123' });
      const body = {
        migration_method: 'incremental_migration',
        resume_mode: 'auto',
        bandwidth_limit_mb: 20,
        source_instance: end('carts-redis'),
        target_instance: end('carts-redis-new'),
      };
      const [configured, whitelist, parameters] = await understood(url, projectId, [
        { method: 'POST', path: `migration/${taskId}/task`, body },
        { method: 'GET', path: `instance/${idOf('orders-redis')}/whitelist` },
        { method: 'GET', path: `instances/${idOf('orders-redis')}/configs` },
      ]);
      assert.deepEqual([configured?.['id'], configured?.['status']], [taskId, 'FULLMIGRATING']);
      assert.equal(whitelist?.['enable_whitelist'], true);
      assert.ok(Array.isArray(parameters?.['redis_config']));
      assert.deepEqual(
        sandbox.actions.map(({ action, accepted }) => `${action} ${accepted}`),
        ['configure true'],
      );
    } finally {
      await sandbox.close();
    }
  });
});
