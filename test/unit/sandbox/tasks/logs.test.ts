import assert from 'node:assert/strict';
import { refusal } from '../createdTask.ts';
import type { Entry } from '../listing.ts';
import { entriesOf, type Live, live } from './liveTasks.ts';

const hour = 3_600_000;
const logs = ({ ask }: Live, taskId: string, query = '') => ask('GET', `migration-task/${taskId}/logs${query}`);
const messages = (lines: readonly Entry[]) => lines.map(({ message }) => message);

describe('sandbox: the log of a task', () => {
  it('has lines of the documented form, that of the machine word for word', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      const address = (await one.detail(taskId))['ecs_tenant_private_ip'];
      const { status, body } = await logs(one, taskId);
      assert.equal(status, 200);
      assert.deepEqual(body, {
        log_num: 2,
        migration_logs: [
          {
            created_at: '2025-06-01T11:59:59.000Z',
            log_level: 'INFO',
            message: 'create migration ecs success.',
            log_code: 'migration.0026',
            keyword: [address],
          },
          {
            created_at: '2025-06-01T11:59:39.000Z',
            log_level: 'INFO',
            message: 'create migration task success.',
            log_code: 'migration.0001',
            keyword: [taskId],
          },
        ],
      });
    }));

  it('tells the whole story, in order', () =>
    live([{ name: 'orders', state: 'stopped', age: hour }], async (one) => {
      const taskId = await one.idOf('orders');
      await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      one.set(60_000);
      const log = await one.log(taskId);
      const told = messages(log);
      for (const message of [
        'create migration task success.',
        'create migration ecs success.',
        'start migration task, method incremental_migration.',
        'full migration progress 90%.',
        'start incremental migration.',
        'stop migration task.',
        'stop migration task success.',
      ]) {
        assert.ok(told.includes(message), message);
      }
      assert.equal(told.filter((message) => message === 'start incremental migration.').length, 2);
      const times = log.map(({ created_at }) => String(created_at));
      assert.deepEqual(times, times.toSorted());
      for (const { log_code } of log) assert.match(String(log_code), /^migration\.\d{4}$/);
    }));

  it('grows while the task runs, and its past stays', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      const before = await one.log(taskId);
      one.set(5 * 60_000);
      const after = await one.log(taskId);
      assert.equal(after.length, before.length + 5);
      assert.deepEqual(after.slice(0, before.length), before);
      assert.match(String(after.at(-1)?.['message']), /^incremental migration is running, offset \d+\.$/);
      await one.ask('POST', `migration-task/${taskId}/sync-stop`);
      await one.configure(taskId, { source_instance: { addrs: '10.99.0.1:6379' } });
      assert.deepEqual((await one.log(taskId)).slice(0, after.length), after);
    }));

  it('comes in pages of ten unless told otherwise, the newest first', () =>
    live([{ name: 'orders', state: 'inSync', age: hour }], async (one) => {
      const taskId = await one.idOf('orders');
      const all = (await one.log(taskId)).toReversed();
      const page = async (query: string) => {
        const { body } = await logs(one, taskId, query);
        assert.equal(body['log_num'], all.length);
        return entriesOf(body, 'migration_logs');
      };
      assert.deepEqual(await page(''), all.slice(0, 10));
      assert.deepEqual(await page('?offset=10'), all.slice(10, 20));
      assert.deepEqual(await page('?offset=5&limit=3'), all.slice(5, 8));
      assert.deepEqual(await page('?limit=0'), []);
      assert.deepEqual(await page(`?offset=${all.length}`), []);
    }));

  it('is cut by level, and counted so', () =>
    live([{ name: 'orders', state: 'failed', failure: 'keyBusy' }], async (one) => {
      const taskId = await one.idOf('orders');
      const all = await one.log(taskId);
      let sum = 0;
      for (const level of ['INFO', 'WARN', 'ERROR', 'DEBUG']) {
        const { body } = await logs(one, taskId, `?limit=1000&log_level=${level}`);
        const lines = entriesOf(body, 'migration_logs');
        assert.equal(body['log_num'], lines.length);
        for (const { log_level } of lines) assert.equal(log_level, level);
        sum += lines.length;
      }
      assert.equal(sum, all.length);
      assert.ok(messages(all).some((message) => String(message).includes('BUSYKEY')));
    }));

  it('names no password', () =>
    live([{ name: 'orders', state: 'failed', failure: 'sourcePasswordRefused' }], async (one) => {
      assert.doesNotMatch(JSON.stringify(await one.log(await one.idOf('orders'))), /sandbox-(?:Source|Target)/);
    }));

  it('refuses what is out of range, and a task that is not there', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const query of ['offset=-1', 'limit=x', 'limit=-1', 'log_level=info', 'log_level=']) {
        const reply = await logs(one, taskId, `?${query}`);
        assert.deepEqual(refusal(reply), [400, 'DCS.4062'], query);
        assert.match(String(reply.body['error_msg']), new RegExp(query.split('=')[0] ?? ''));
      }
      assert.deepEqual(refusal(await logs(one, 'x')), [400, 'DCS.4133']);
    }));
});
