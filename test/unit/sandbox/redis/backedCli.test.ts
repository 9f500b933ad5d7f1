import assert from 'node:assert/strict';
import type { LoopbackAddress } from '../../../../src/cloud/endpoint.ts';
import { holdRefusingPort } from '../../../support/network/refusingPort.ts';
import { until } from '../../../support/suite/until.ts';
import { withFakeRedis } from '../backing/fakeRedis.ts';
import type { Entry } from '../listing.ts';
import { type Live, live, redisIdOf } from '../tasks/liveTasks.ts';

const post = (one: Live, name: string, call: string, body: Entry) =>
  one.ask('POST', `instances/${redisIdOf(name)}/webcli/${call}`, body);

const behind = (address: LoopbackAddress, ...names: readonly string[]) => ({
  redis: () => Object.fromEntries(names.map((name) => [name, address])),
});

/** A Redis with this password, or without one. */
const redisWith =
  (password?: string) =>
  (command: string): string => {
    const notSet = '-ERR AUTH <password> called without any password configured for the default user.\r\n';
    if (command.startsWith('AUTH ')) {
      if (password === undefined) return notSet;
      return command === `AUTH ${password}` ? '+OK\r\n' : '-WRONGPASS invalid username-password pair\r\n';
    }
    if (command === 'PING') return password === undefined ? '+PONG\r\n' : '-NOAUTH Authentication required.\r\n';
    if (command === 'CONFIG GET databases') return '*2\r\n$9\r\ndatabases\r\n$2\r\n16\r\n';
    return '$5\r\nhello\r\n';
  };

describe('sandbox: the Web CLI of an instance that a Redis of this computer stands behind', () => {
  it('answers with what that answers, and closes its connection with the logout', () =>
    withFakeRedis(redisWith('secret-of-mine'), ({ address, commands, open }) =>
      live(
        [],
        async (one) => {
          const opened = await post(one, 'carts-redis', 'auth', { password: 'secret-of-mine' });
          assert.deepEqual([opened.status, opened.body['databases']], [200, 16]);
          const client_id = opened.body['client_id'];
          const asked = await post(one, 'carts-redis', 'command', { client_id, command: 'GET a', database: 2 });
          assert.deepEqual(asked.body, { response: '"hello"' });
          assert.deepEqual(commands.slice(-2), ['SELECT 2', 'GET a']);
          const before = commands.length;
          const flushed = await post(one, 'carts-redis', 'command', { client_id, command: 'FLUSHALL', database: 0 });
          assert.match(String(flushed.body['response']), /^\(error\) ERR The sandbox does not pass 'FLUSHALL' on/);
          assert.equal(commands.length, before);
          assert.equal(open.size, 1);
          assert.equal((await post(one, 'carts-redis', 'logout', { client_id })).status, 204);
          await until('the connection is closed', async () => open.size === 0);
          const late = await post(one, 'carts-redis', 'command', { client_id, command: 'PING', database: 0 });
          assert.equal(late.status, 400);
        },
        behind(address, 'carts-redis'),
      ),
    ));

  for (const [what, password, instance, given, code] of [
    ['another password', 'right', 'carts-redis', 'other', 'DCS.4080'],
    ['no password where it has one', 'right', 'carts-redis', undefined, 'DCS.4845'],
    ['no password where it has one and the instance has none', 'right', 'sessions-redis', undefined, 'DCS.4845'],
    ['a password where neither has one', undefined, 'sessions-redis', 'any', 'DCS.4850'],
    ['what says that it is wrong, where only the instance has one', undefined, 'carts-redis', 'wrong', 'DCS.4080'],
    ['any password where only the instance has one', undefined, 'carts-redis', 'any', undefined],
    ['the right password', 'right', 'sessions-redis', 'right', undefined],
  ] as const) {
    it(`says of ${what}: ${code ?? 'let in'}`, () =>
      withFakeRedis(redisWith(password), ({ address, open }) =>
        live(
          [],
          async (one) => {
            const answer = await post(one, instance, 'auth', given === undefined ? {} : { password: given });
            assert.deepEqual([answer.status, answer.body['error_code']], [code === undefined ? 200 : 400, code]);
            const left = code === undefined ? 1 : 0;
            await until('a connection is left only where somebody was let in', async () => open.size === left);
          },
          behind(address, instance),
        ),
      ));
  }

  it('says where nothing answers, and which setting has it so', async () => {
    const { url, release } = await holdRefusingPort();
    const port = Number(new URL(url).port);
    await live(
      [],
      async (one) => {
        const { status, body } = await post(one, 'carts-redis', 'auth', { password: 'secret-of-mine' });
        assert.deepEqual([status, body['error_code']], [400, 'DCS.4049']);
        assert.match(
          String(body['error_msg']),
          new RegExp(`no answer for carts-redis at 127\\.0\\.0\\.1:${port}, which the setting dcs\\.sandboxRedis`),
        );
        assert.doesNotMatch(JSON.stringify(body), /secret-of-mine/);
      },
      behind({ host: '127.0.0.1', port }, 'carts-redis'),
    ).finally(release);
  });

  it('says so where it has gone away meanwhile, and where the setting cannot be read', () =>
    withFakeRedis(redisWith(), ({ address, open }) => {
      let failure: Error | undefined;
      const redis = () => {
        if (failure !== undefined) throw failure;
        return { 'carts-redis': address };
      };
      return live(
        [],
        async (one) => {
          const { body } = await post(one, 'carts-redis', 'auth', { password: 'any' });
          for (const socket of open) socket.destroy();
          const asked = { client_id: body['client_id'], command: 'PING', database: 0 };
          const late = await post(one, 'carts-redis', 'command', asked);
          assert.equal(late.body['error_code'], 'DCS.4049');
          failure = new Error('The setting dcs.sandboxRedis cannot be used.');
          const unread = await post(one, 'carts-redis', 'auth', { password: 'any' });
          assert.deepEqual([unread.status, unread.body['error_msg']], [400, `Sandbox: ${failure.message}`]);
        },
        { redis },
      );
    }));

  it('is reached only where somebody asks, of no other instance, and never longer than the sandbox runs', () =>
    withFakeRedis(redisWith(), async ({ address, commands, open }) => {
      await live(
        [],
        async (one) => {
          await one.ask('GET', 'instances?limit=1000');
          await one.ask('GET', `instances/${redisIdOf('carts-redis')}`);
          const other = await post(one, 'orders-redis', 'auth', { password: 'any' });
          const asked = { client_id: other.body['client_id'], command: 'DBSIZE', database: 0 };
          assert.deepEqual((await post(one, 'orders-redis', 'command', asked)).body, { response: '(integer) 412000' });
          assert.deepEqual([commands, open.size], [[], 0]);
          await post(one, 'carts-redis', 'auth', { password: 'any' });
          assert.equal(open.size, 1);
        },
        behind(address, 'carts-redis'),
      );
      await until('the connection is closed', async () => open.size === 0);
    }));

  it('keeps sixteen connections and no more: the oldest makes room', () =>
    withFakeRedis(redisWith(), ({ address, open }) =>
      live(
        [],
        async (one) => {
          const ids: unknown[] = [];
          for (let count = 0; count < 17; count += 1) {
            ids.push((await post(one, 'carts-redis', 'auth', { password: 'any' })).body['client_id']);
          }
          await until('one connection is closed', async () => open.size === 16);
          const statusOf = async (client_id: unknown) =>
            (await post(one, 'carts-redis', 'command', { client_id, command: 'PING', database: 0 })).status;
          assert.deepEqual([await statusOf(ids[0]), await statusOf(ids[1]), await statusOf(ids[16])], [400, 200, 200]);
        },
        behind(address, 'carts-redis'),
      ),
    ));
});
