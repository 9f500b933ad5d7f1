import assert from 'node:assert/strict';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { send, withSandbox } from '../../support/network/signedClient.ts';
import { refusal } from './createdTask.ts';
import type { Entry } from './listing.ts';
import { entriesOf } from './tasks/liveTasks.ts';

describe('sandbox: the instances of the account', () => {
  const asked = (path: string, check: (status: number, body: Entry) => void) =>
    withSandbox(async (sandbox) => {
      const { status, body } = await send(sandbox, { target: `/v2/${sandbox.projectId}/${path}` });
      check(status, body);
    });
  const names = (query: string, expected: readonly string[], count = expected.length) =>
    asked(`instances?${query}`, (status, body) => {
      assert.deepEqual([status, body['instance_num']], [200, count]);
      assert.deepEqual(
        entriesOf(body, 'instances').map(({ name }) => name),
        expected,
      );
    });

  it('are sixteen in the region, ten to a page where nothing is said', () =>
    asked('instances', (status, body) => {
      assert.deepEqual([status, body['instance_num'], entriesOf(body, 'instances').length], [200, 16, 10]);
    }));

  it('can be found', async () => {
    await names('name=orders', ['orders-redis', 'orders-redis-new']);
    await names('name_equal=orders-redis', ['orders-redis']);
    await names('status=EXTENDING', ['growing-redis']);
    await names('ip=192.168.0.26', ['catalogue-cluster-new']);
    await names('name=redis&offset=1&limit=2', ['orders-redis-new', 'carts-redis'], 13);
    await names('name=beijing', []);
  });

  it('refuse a page that there is not', () =>
    asked('instances?limit=1001', (status, body) => assert.deepEqual([status, body['error_code']], [400, 'DCS.4062'])));

  it('write their sizes and truths as the service does', () =>
    asked('instances?name=tiny-redis', (_, body) => {
      const [tiny] = entriesOf(body, 'instances');
      assert.deepEqual(
        [tiny?.['capacity'], tiny?.['capacity_minor'], tiny?.['no_password_access']],
        [0, '.125', 'false'],
      );
    }));

  it('say more of themselves one by one, such as their type and what is being done to them', async () => {
    for (const [name, mode, task] of [
      ['orders-redis', 'ha', null],
      ['sessions-redis', 'single', null],
      ['catalogue-proxy', 'proxy', null],
      ['catalogue-cluster-new', 'cluster', null],
      ['legacy-redis', 'ha', null],
      ['reports-redis', 'ha_rw_split', 'BACKUPING'],
    ]) {
      const id = sharedWorld().redis.find((redis) => redis.name === name)?.id;
      await asked(`instances/${id}`, (status, body) => {
        assert.deepEqual([status, body['name'], body['cache_mode'], body['task']], [200, name, mode, task]);
      });
    }
  });

  it('are not shown where there is none', () =>
    withSandbox(async (sandbox) => {
      const target = `/v2/${sandbox.projectId}/instances/0b5b5f1e-7a53-4c1f-9b7a-4b1c5d0e9f11`;
      assert.deepEqual(refusal(await send(sandbox, { target })), [404, 'DCS.3022']);
    }));

  it('have no ID and no address twice, and lie in their subnets', () => {
    const { redis } = sharedWorld();
    const all = redis.flatMap(({ addresses }) => addresses);
    assert.equal(new Set(all).size, all.length);
    assert.equal(new Set(redis.map(({ id }) => id)).size, redis.length);
  });
});
