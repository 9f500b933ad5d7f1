import assert from 'node:assert/strict';
import { seedPasswords } from '../../../../src/sandbox/life/seeds.ts';
import { live, settings } from './liveTasks.ts';

describe('sandbox: what is known of a configured task', () => {
  it('is in the detail, the passwords in clear', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      await one.configure(taskId, { bandwidth_limit_mb: 50 });
      const detail = await one.detail(taskId);
      const { id } = settings.target_instance;
      assert.equal(detail['status'], 'FULLMIGRATING');
      assert.equal(detail['migration_type'], 'online_migration');
      assert.equal(detail['migration_method'], 'incremental_migration');
      assert.equal(detail['resume_mode'], 'auto');
      assert.equal(detail['bandwidth_limit_mb'], '50');
      assert.equal(detail['updated_at'], null);
      assert.deepEqual(detail['source_instance'], {
        id: null,
        name: null,
        addrs: '10.10.1.23:6379',
        ip: '10.10.1.23',
        port: '6379',
        password: 'sandbox-own-source-1',
        task_status: null,
        proxy_multi_db: false,
        db: null,
      });
      const target = detail['target_instance'];
      assert.ok(typeof target === 'object' && target !== null && 'addrs' in target);
      assert.deepEqual(target, {
        id,
        name: 'tiny-redis',
        addrs: '192.168.0.29:6379',
        ip: '192.168.0.29',
        port: '6379',
        password: 'sandbox-own-target-2',
        task_status: null,
        proxy_multi_db: false,
        db: null,
      });
    }));

  it('is in the list, without a password', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const [entry] = await one.list();
      assert.ok(entry);
      assert.match(String(entry['data_source']), /^10\.20\.2\.\d+:6379$/);
      assert.match(String(entry['target_instance_addrs']), /^10\.30\.0\.\d+:6379$/);
      assert.equal(entry['target_instance_name'], 'orders-dcs');
      assert.match(String(entry['target_instance_id']), /^[0-9a-f]{8}-/);
      assert.deepEqual([entry['source_instance_name'], entry['source_instance_id']], [null, null]);
      assert.equal(entry['migration_method'], 'incremental_migration');
      for (const password of Object.values(seedPasswords)) {
        assert.ok(!JSON.stringify(entry).includes(password));
        assert.ok(JSON.stringify(await one.detail(String(entry['task_id']))).includes(password));
      }
    }));

  it('has three forms of time', () =>
    live([{ name: 'orders', state: 'finished', age: 3_600_000 }], async (one) => {
      const taskId = await one.idOf('orders');
      const detail = await one.detail(taskId);
      assert.equal(detail['created_at'], '2025/06/01 10:48:40');
      assert.equal(detail['updated_at'], '2025/06/01 11:00:00');
      assert.equal(detail['released_at'], null);
      one.set(100 * 3_600_000);
      const [entry] = await one.list();
      assert.equal(entry?.['created_at'], '2025-06-01T10:48:40.000Z');
      assert.equal(entry?.['released_at'], '202506031100');
      assert.equal((await one.detail(taskId))['updated_at'], '2025/06/01 11:00:00');
    }));

  it('forgets that it was completed when it is restarted', () =>
    live([{ name: 'orders', state: 'stopped' }], async (one) => {
      const taskId = await one.idOf('orders');
      assert.notEqual((await one.detail(taskId))['updated_at'], null);
      await one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      assert.equal((await one.detail(taskId))['updated_at'], null);
    }));

  it('is other for an import of a backup', () =>
    live([{ name: 'orders', state: 'imported' }], async (one) => {
      const [entry] = await one.list();
      assert.equal(entry?.['migration_type'], 'backupfile_import');
      assert.equal(entry?.['status'], 'SUCCESS');
      assert.equal(entry?.['ecs_tenant_private_ip'], null);
      const taskId = await one.idOf('orders');
      assert.equal((await one.detail(taskId))['source_instance'], null);
      assert.equal((await one.configure(taskId)).body['error_code'], 'DCS.4957');
    }));
});
