import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { exampleBody, send, withSandbox } from '../../support/network/signedClient.ts';
import { createNamed, handClock, noon, refusal, taskNames, tasksTarget } from './createdTask.ts';
import { list } from './listing.ts';

/** The names on one page and the count beside them. */
async function page(sandbox: Sandbox, query: string): Promise<[names: unknown[], count: unknown]> {
  const { entries, body } = await list(sandbox, tasksTarget(sandbox, query));
  return [taskNames(entries), body['count']];
}

const numbered = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => `task-${from < to ? from + index : from - index}`);

async function createAll(sandbox: Sandbox, names: readonly string[]): Promise<void> {
  for (const name of names) await createNamed(sandbox, name);
}

describe('sandbox: the list of migration tasks', () => {
  it('starts empty', () =>
    withSandbox(async (sandbox) => {
      const { body } = await send(sandbox, { target: tasksTarget(sandbox) });
      assert.deepEqual(body, { count: 0, migration_tasks: [] });
    }));

  it('shows a task as created, without what only its configuration brings', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        clock.set(508);
        const { taskId } = await createNamed(sandbox, 'dcs-migration-thrc', clock.now());
        const { body } = await send(sandbox, { target: tasksTarget(sandbox), now: clock.now() });
        assert.deepEqual(body, {
          count: 1,
          migration_tasks: [
            {
              task_id: taskId,
              task_name: 'dcs-migration-thrc',
              description: '创建在线数据迁移任务',
              status: 'CREATING',
              migration_type: 'online_migration',
              migration_method: null,
              ecs_tenant_private_ip: null,
              released_at: null,
              resume_mode: null,
              supported_features: [],
              data_source: null,
              source_instance_name: null,
              source_instance_id: null,
              target_instance_addrs: null,
              target_instance_name: null,
              target_instance_id: null,
              created_at: '2025-06-01T12:00:00.508Z',
              error_message: null,
            },
          ],
        });
      },
      { now: clock.now },
    );
  });

  it('pages by offset and limit, ten at a time unless told otherwise, the newest first', () =>
    withSandbox(async (sandbox) => {
      await createAll(sandbox, numbered(1, 23));
      assert.deepEqual(await page(sandbox, ''), [numbered(23, 14), 23]);
      assert.deepEqual(await page(sandbox, '?offset=20'), [numbered(3, 1), 23]);
      assert.deepEqual(await page(sandbox, '?limit=5&offset=7'), [numbered(16, 12), 23]);
      assert.deepEqual(await page(sandbox, '?limit=1000'), [numbered(23, 1), 23]);
      assert.deepEqual(await page(sandbox, '?offset=23'), [[], 23]);
      assert.deepEqual(await page(sandbox, '?offset=24&limit=1'), [[], 23]);
    }));

  it('shows an entry again where a task was created between two pages', () =>
    withSandbox(async (sandbox) => {
      await createAll(sandbox, numbered(1, 4));
      assert.deepEqual(await page(sandbox, '?limit=2'), [numbered(4, 3), 4]);
      await createNamed(sandbox, 'task-5');
      assert.deepEqual(await page(sandbox, '?limit=2&offset=2'), [numbered(3, 2), 5]);
    }));

  it('finds a part of a name, as written, and counts what it found', () =>
    withSandbox(async (sandbox) => {
      await createAll(sandbox, ['orders', 'Orders', 'orders-eu', '缓存-orders']);
      assert.deepEqual(await page(sandbox, '?name=orders'), [['缓存-orders', 'orders-eu', 'orders'], 3]);
      assert.deepEqual(await page(sandbox, `?name=${encodeURIComponent('缓存')}`), [['缓存-orders'], 1]);
      assert.deepEqual(await page(sandbox, '?name=orders&limit=1&offset=1'), [['orders-eu'], 3]);
      assert.deepEqual(await page(sandbox, '?name=nothing'), [[], 0]);
      assert.deepEqual((await page(sandbox, '?name='))[1], 4);
    }));

  it('refuses a limit and an offset out of range', () =>
    withSandbox(async (sandbox) => {
      for (const limit of ['0', '1001', '-1', '1.5', '', 'ten', '1e2', ' 1']) {
        const reply = await send(sandbox, { target: tasksTarget(sandbox, `?limit=${encodeURIComponent(limit)}`) });
        assert.deepEqual(refusal(reply), [400, 'DCS.4062'], limit);
        assert.match(String(reply.body['error_msg']), /limit/);
      }
      for (const offset of ['-1', '0.5', '', 'x']) {
        const reply = await send(sandbox, { target: tasksTarget(sandbox, `?offset=${offset}`) });
        assert.deepEqual(refusal(reply), [400, 'DCS.4062'], offset);
        assert.match(String(reply.body['error_msg']), /offset/);
      }
    }));

  it('keeps the tasks of projects apart', () =>
    withSandbox(async (sandbox) => {
      const other = sharedWorld().projects[1]?.id;
      await send(sandbox, { target: `/v2/${other}/migration/instance`, body: exampleBody({ name: 'theirs' }) });
      await createNamed(sandbox, 'ours');
      assert.deepEqual(await page(sandbox, ''), [['ours'], 1]);
      assert.deepEqual(taskNames((await list(sandbox, `/v2/${other}/migration-tasks`)).entries), ['theirs']);
    }));

  it('learns of a task as late as it is told to, and counts only what it knows', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        const known = async () => {
          const { body } = await send(sandbox, { target: tasksTarget(sandbox), now: noon });
          return body['count'];
        };
        await createNamed(sandbox, 'first', noon);
        clock.set(10_000);
        await createNamed(sandbox, 'second', noon);
        assert.equal(await known(), 0);
        clock.set(29_999);
        assert.equal(await known(), 0);
        clock.set(30_000);
        assert.equal(await known(), 1);
        clock.set(40_000);
        assert.equal(await known(), 2);
        assert.equal(sandbox.ledger.length, 2);
      },
      { now: clock.now, listLag: 30_000 },
    );
  });

  it('holds 2,000 tasks, on two pages of a thousand, up to the quota', () =>
    withSandbox(
      async (sandbox) => {
        const names = numbered(1, 2000);
        for (let from = 0; from < names.length; from += 50) {
          await Promise.all(names.slice(from, from + 50).map((name) => createNamed(sandbox, name)));
        }
        const first = await list(sandbox, tasksTarget(sandbox, '?limit=1000'));
        const second = await list(sandbox, tasksTarget(sandbox, '?limit=1000&offset=1000'));
        const shown = [...first.entries, ...second.entries].map(({ task_id }) => task_id);
        assert.deepEqual(shown, sandbox.ledger.map(({ taskId }) => taskId).reverse());
        const over = await send(sandbox, {
          target: `/v2/${sandbox.projectId}/migration/instance`,
          body: exampleBody(),
        });
        assert.deepEqual(refusal(over), [400, 'DCS.4039']);
      },
      { taskQuota: 2000 },
    )).timeout(30_000);
});
