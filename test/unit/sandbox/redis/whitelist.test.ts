import assert from 'node:assert/strict';
import { exampleTargetId } from '../../../../src/sandbox/redis/redisSeeds.ts';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { sharedWorld } from '../../../../src/sandbox/world.ts';
import { send, withSandbox } from '../../../support/network/signedClient.ts';
import { refusal } from '../createdTask.ts';
import type { Entry } from '../listing.ts';
import { type Live, live, redisIdOf } from '../tasks/liveTasks.ts';

const pathOf = (name: string) => `instance/${redisIdOf(name)}/whitelist`;
const group = (group_name: string, ...ip_list: readonly string[]) => ({ group_name, ip_list });
const replacing = (...whitelist: readonly Entry[]) => ({ enable_whitelist: true, whitelist });

async function shown(one: Live, name: string): Promise<Entry> {
  const { status, body } = await one.ask('GET', pathOf(name));
  assert.equal(status, 200);
  return body;
}

describe('sandbox: the whitelist of an instance', () => {
  it('begins with what the instance is known for, and lets everybody in by default', () =>
    live([], async (one) => {
      const { enable_whitelist: enabled, whitelist, instance_id: id } = await shown(one, 'orders-redis');
      assert.deepEqual(
        [id, enabled, whitelist],
        [redisIdOf('orders-redis'), true, [group('appgroup', '192.168.8.0/28')]],
      );
      const { enable_whitelist: enabledToo, whitelist: none } = await shown(one, 'tiny-redis');
      assert.deepEqual([enabledToo, none], [true, []]);
    }));

  it('says its limit as a text or as a number', () =>
    live([], async (one) => {
      const kinds = new Set<string>();
      for (const { name, version, region } of sharedWorld().redis) {
        if (version === '3.0' || region !== 'sandbox-1') continue;
        const { whitelist_ip_limit_num: limit } = await shown(one, name);
        assert.equal(Number(limit), 20);
        kinds.add(typeof limit);
      }
      assert.deepEqual([...kinds].sort(), ['number', 'string']);
    }));

  it('is replaced as a whole, in this sandbox and in no other', async () => {
    const wanted = replacing(group('first', '10.0.0.1', '10.0.1.0/24'), group('other-group', '10.0.0.2'));
    await live([], async (one) => {
      const { status, body } = await one.ask('PUT', pathOf('orders-redis'), wanted);
      assert.deepEqual([status, body], [204, {}]);
      assert.deepEqual((await shown(one, 'orders-redis'))['whitelist'], wanted.whitelist);
    });
    await live([], async (one) =>
      assert.notDeepEqual((await shown(one, 'orders-redis'))['whitelist'], wanted.whitelist),
    );
  });

  it('can be added to, with a job that is known', () =>
    live([], async (one) => {
      const more = { whitelist: [group('dcsmigr', '10.0.0.1'), group('appgroup', '10.0.0.2')] };
      const { status, body } = await one.ask('POST', `${pathOf('orders-redis')}-async`, more);
      assert.equal(status, 200);
      assert.match(String(body['job_id']), /^[0-9a-f]{32}$/);
      const job = (await one.ask('GET', `jobs/${body['job_id']}`)).body;
      assert.deepEqual([job['job_type'], job['status']], ['AddWhitelist', 'SUCCESS']);
      assert.deepEqual((await shown(one, 'orders-redis'))['whitelist'], [
        group('appgroup', '192.168.8.0/28', '10.0.0.2'),
        group('dcsmigr', '10.0.0.1'),
      ]);
    }));

  it('cannot be added to in a region that has no such call', () =>
    withSandbox(async (sandbox) => {
      const project = sharedWorld().projects.find(({ name }) => name === 'cn-north-4')?.id;
      const target = `/v2/${project}/${pathOf('beijing-redis')}`;
      const body = JSON.stringify({ whitelist: [group('dcsmigr', '10.0.0.1')] });
      assert.deepEqual(refusal(await send(sandbox, { target: `${target}-async`, body })), [404, 'APIGW.0101']);
      assert.equal((await send(sandbox, { target })).status, 200);
    }));

  const many = (count: number) => Array.from({ length: count }, (_, index) => `10.1.0.${index + 1}`);
  const broken: readonly [what: string, field: string, whitelist: readonly Entry[]][] = [
    ['five groups', 'whitelist', ['a', 'b', 'c', 'd', 'e'].map((name) => group(`${name}-group`))],
    ['a name of four characters', 'group_name', [group('four', '10.0.0.1')]],
    ['a name that begins with a digit', 'group_name', [group('1group', '10.0.0.1')]],
    ['a name with a blank', 'group_name', [group('my group', '10.0.0.1')]],
    ['a name twice', 'group_name', [group('group', '10.0.0.1'), group('group', '10.0.0.2')]],
    ['an address twice', 'ip_list', [group('group', '10.0.0.1'), group('other', '10.0.0.1')]],
    ['21 addresses', 'ip_list', [group('group', ...many(10)), group('other', ...many(21).slice(10))]],
    ...['0.0.0.0', '0.0.0.0/0', '10.0.0', '10.0.0.256', '10.0.0.1/33', '::1', 'redis.example', ''].map(
      (entry): [string, string, readonly Entry[]] => [`"${entry}"`, 'ip_list', [group('group', entry)]],
    ),
  ];
  for (const [what, field, whitelist] of broken) {
    it(`refuses ${what}`, () =>
      live([], async (one) => {
        for (const [method, path] of [
          ['PUT', pathOf('tiny-redis')],
          ['POST', `${pathOf('tiny-redis')}-async`],
        ] as const) {
          const isMerged = method === 'POST' && what === 'a name twice';
          const reply = await one.ask(method, path, replacing(...whitelist));
          assert.deepEqual(refusal(reply), isMerged ? [200, undefined] : [400, 'DCS.4800'], method);
          if (!isMerged) assert.equal(reply.body['error_msg'], `Invalid ${field} in the request.`);
        }
      }));
  }

  it('takes what is just allowed', () =>
    live([], async (one) => {
      const groups = [
        group('a-grp', ...many(17)),
        group('B_grp', '10.9.0.0/8'),
        group('c-grp', '10.8.0.1/32'),
        group('d-grp', '128.0.0.0/1'),
      ];
      assert.equal((await one.ask('PUT', pathOf('tiny-redis'), replacing(...groups))).status, 204);
    }));

  it('is none of an instance of the oldest version, nor of one that is not there', () =>
    live([], async (one) => {
      const none = 'instance/0b5b5f1e-7a53-4c1f-9b7a-4b1c5d0e9f11/whitelist';
      assert.deepEqual(refusal(await one.ask('GET', none)), [404, 'DCS.3022']);
      assert.deepEqual(refusal(await one.ask('PUT', none, replacing())), [404, 'DCS.3022']);
      assert.deepEqual(refusal(await one.ask('GET', pathOf('legacy-redis'))), [400, 'DCS.4800']);
      assert.deepEqual(refusal(await one.ask('PUT', pathOf('legacy-redis'), replacing())), [400, 'DCS.4800']);
    }));

  it('may be denied, to read and to write', async () => {
    const denied = new Set<Action>(['dcs:whitelist:list', 'dcs:whitelist:modify']);
    await live(
      [],
      async (one) => {
        assert.deepEqual(refusal(await one.ask('GET', pathOf('tiny-redis'))), [403, 'DCS.2007']);
        assert.deepEqual(refusal(await one.ask('PUT', pathOf('tiny-redis'), replacing())), [403, 'DCS.2007']);
        const more = { whitelist: [group('group', '10.0.0.1')] };
        assert.equal((await one.ask('POST', `${pathOf('tiny-redis')}-async`, more)).status, 200);
      },
      { denied },
    );
  });
});

describe('sandbox: a migration whose machine a whitelist keeps out', () => {
  const password = 'sandbox-own-2';
  const ends = {
    resume_mode: 'manual',
    source_instance: { id: redisIdOf('orders-redis'), password },
    target_instance: { id: exampleTargetId, password },
  };

  async function lastError(one: Live, taskId: string): Promise<string | undefined> {
    return (await one.log(taskId)).map(({ message }) => String(message)).findLast((message) => /^dial/.test(message));
  }

  it('fails until both let it in, as each was when the run started', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      const address = String((await one.detail(taskId))['ecs_tenant_private_ip']);
      const letIn = (name: string) =>
        one.ask('POST', `${pathOf(name)}-async`, { whitelist: [group('dcsmigr', address)] });
      const restart = () => one.ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });
      await one.configure(taskId, ends);
      await letIn('orders-redis');
      one.set(10_000);
      assert.equal(await one.status(taskId), 'FAILED');
      assert.equal(await lastError(one, taskId), 'dial tcp 192.168.0.21:6379: i/o timeout');
      await restart();
      one.set(20_000);
      assert.equal(await one.status(taskId), 'FAILED');
      assert.equal(await lastError(one, taskId), 'dial tcp 192.168.0.22:6379: i/o timeout');
      await letIn('orders-redis-new');
      await restart();
      one.set(30_000);
      assert.equal(await one.status(taskId), 'FULLMIGRATING');
      await one.ask('PUT', pathOf('orders-redis'), replacing(group('other', '10.0.0.1')));
      one.set(120_000);
      assert.equal(await one.status(taskId), 'INCRMIGEATING');
    }));

  it('runs where a block of addresses lets it in, and where the whitelist is off or empty', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      const lists = [
        replacing(group('block', '192.168.0.77/24')),
        replacing(),
        { ...replacing(group('other', '10.0.0.1')), enable_whitelist: false },
      ];
      for (const [index, list] of lists.entries()) {
        for (const name of ['orders-redis', 'orders-redis-new']) await one.ask('PUT', pathOf(name), list);
        await one.configure(taskId, { ...ends, migration_method: 'full_amount_migration' });
        one.set(100_000 * (index + 1));
        assert.equal(await one.status(taskId), 'SUCCESS', JSON.stringify(list));
      }
    }));
});
