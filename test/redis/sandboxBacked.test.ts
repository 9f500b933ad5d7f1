import assert from 'node:assert/strict';
import { printedReply } from '../../src/redis/webCli/printedReply.ts';
import { world } from '../support/desk/deskAndCloud.ts';
import { send, withSandbox } from '../support/network/signedClient.ts';
import { type RedisProgram, redisPrograms } from '../support/redis/programs.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { execute } from '../support/suite/command.ts';

const instance = world.redis.find(({ name }) => name === 'carts-redis');

type Ask = (command: string, database?: number) => Promise<string>;

/** What the Web CLI of an instance answers that the server stands behind, and what the right password opens. */
async function withCli(server: RedisServer, password: string, act: (ask: Ask) => Promise<void>): Promise<void> {
  const { host, port } = server;
  const redis = () => ({ 'carts-redis': { host, port } });
  await withSandbox(
    async (sandbox) => {
      const post = async (call: string, body: object) => {
        const target = `/v2/${sandbox.projectId}/instances/${instance?.id}/webcli/${call}`;
        return send(sandbox, { target, body: JSON.stringify(body) });
      };
      const wrong = await post('auth', { password: `not ${password}` });
      assert.deepEqual([wrong.status, wrong.body['error_code']], [400, 'DCS.4080']);
      const { body, status } = await post('auth', { password });
      assert.deepEqual([status, body['databases']], [200, 16]);
      const client_id = body['client_id'];
      await act(async (command, database = 0) => {
        const { body: answer } = await post('command', { client_id, command, database });
        return String(answer['response']);
      });
      assert.equal((await post('logout', { client_id })).status, 204);
    },
    { redis },
  );
}

/** For people, whatever reads it. */
async function redisCli({ path, libraries }: RedisProgram, { port }: RedisServer, words: readonly string[]) {
  const args = ['-p', String(port), '-a', 'right', '--no-auth-warning', '--no-raw', '-n', '3', ...words];
  const env = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  const { output } = await execute(path.replace(/server$/, 'cli'), args, { env });
  return output.replace(/\n$/, '');
}

const fill: readonly (readonly (string | Uint8Array)[])[] = [
  ['SELECT', '3'],
  ['SET', 'text', 'a "b" \\ c'],
  ['SET', 'bytes', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['SET', 'chinese', '购物车'],
  ['RPUSH', 'list', ...Array.from({ length: 120 }, (_, index) => `item ${index}`)],
  ['HSET', 'hash', 'field', '', 'other', '2'],
  ['SADD', 'set', 'only'],
  ['ZADD', 'scores', '1.5', 'a', '-inf', 'b'],
  ['XADD', 'stream', '1-1', 'a', '1', 'b', '2'],
  ['XADD', 'stream', '1-2', 'a', '3'],
  ['XGROUP', 'CREATE', 'stream', 'readers', '0'],
];

const asked: readonly string[] = [
  ...['PING', 'DBSIZE', 'TYPE text', 'TYPE missing', 'GET text', 'GET bytes', 'GET chinese', 'GET missing', 'GET list'],
  ...['LRANGE list 0 -1', 'LRANGE missing 0 -1', 'LRANGE list 0 8', 'HGETALL hash', 'HGET hash field2', 'SMEMBERS set'],
  ...['ZRANGE scores 0 -1 WITHSCORES', 'XRANGE stream - +', 'XINFO STREAM stream', 'XINFO GROUPS stream'],
  ...[
    'OBJECT ENCODING list',
    'TTL text',
    'EXISTS text missing',
    'MGET text missing',
    'SCAN 0 COUNT 1000',
    'GEOPOS scores c',
  ],
  ...['CONFIG GET databases', 'CONFIG GET nothing', 'ROLE', 'INFO keyspace', 'STRLEN text extra'],
  ...['SLOWLOG GET', 'ZSCAN scores 0', 'HSCAN hash 0'],
];

for (const program of await redisPrograms()) {
  describe(`the Web CLI of the sandbox, with a real Redis behind it: ${program.path}`, () => {
    let server: RedisServer;
    before(async () => {
      server = await startRedis(program, { password: 'right' });
      for (const reply of await server.sendAll(fill)) assert.notEqual(reply.kind, 'refused');
    });
    after(() => server.kill());

    it('prints what redis-cli prints for people', () =>
      withCli(server, 'right', async (ask) => {
        for (const command of asked) {
          const expected = await redisCli(program, server, command.split(' '));
          // A report ends with line breaks of its own.
          assert.equal((await ask(command, 3)).trimEnd(), expected.trimEnd(), command);
        }
      }));

    it('is read back without doubt, as over a connection', () =>
      withCli(server, 'right', async (ask) => {
        for (const command of [
          'GET bytes',
          'LRANGE list 0 -1',
          'HGETALL hash',
          'SCAN 0 COUNT 1000',
          'XRANGE stream - +',
        ]) {
          const [, direct] = await server.sendAll([['SELECT', '3'], command.split(' ')]);
          assert.deepEqual(printedReply(await ask(command, 3), false), direct, command);
        }
      }));

    it('prints a field that is empty in quotes inside a list, and nil alone', () =>
      withCli(server, 'right', async (ask) => {
        assert.match(await ask('HGETALL hash', 3), /^\d\) ""$/m);
        assert.equal(await ask('HGET hash field', 3), 'nil');
      }));

    it('shows the databases that there are, each by itself', () =>
      withCli(server, 'right', async (ask) => {
        assert.equal(await ask('DBSIZE', 0), '(integer) 0');
        assert.equal(await ask('DBSIZE', 3), '(integer) 8');
        assert.match(await ask('DBSIZE', 16), /^\(error\) ERR DB index is out of range/);
        assert.equal(await ask('GET chinese', 3), String.raw`"\xe8\xb4\xad\xe7\x89\xa9\xe8\xbd\xa6"`);
      }));

    it('changes nothing, whatever it is given', () =>
      withCli(server, 'right', async (ask) => {
        const before = await ask('DBSIZE', 3);
        const forged = ['FLUSHALL', 'DEL text', 'SET text x', 'SELECT 0', 'AUTH right', 'HELLO 3', 'QUIT', 'RESET'];
        for (const command of forged) assert.match(await ask(command, 3), /^\(error\) ERR The sandbox does not pass/);
        assert.equal(await ask('DBSIZE', 3), before);
        assert.equal(await ask('GET text', 3), String.raw`"a \"b\" \\ c"`);
      }));
  });
}
