import assert from 'node:assert/strict';
import type { Entry } from '../listing.ts';
import { type Live, live, redisIdOf } from '../tasks/liveTasks.ts';

const post = async (one: Live, name: string, call: string, body: Entry) =>
  one.ask('POST', `instances/${redisIdOf(name)}/webcli/${call}`, body);

async function codeOf(one: Live, name: string, body: Entry): Promise<readonly unknown[]> {
  const answer = await post(one, name, 'auth', body);
  return [answer.status, answer.body['error_code']];
}

async function opened(one: Live, name: string, body: Entry): Promise<string> {
  const answer = await post(one, name, 'auth', body);
  assert.equal(answer.status, 200);
  assert.match(String(answer.body['client_id']), /^[0-9a-f]{48}$/);
  return String(answer.body['client_id']);
}

async function printed(one: Live, name: string, client_id: string, command: string, database = 0): Promise<unknown> {
  return (await post(one, name, 'command', { client_id, command, database })).body['response'];
}

describe('sandbox: the Web CLI of an instance', () => {
  it('lets the right password in, and says of others what the error codes say', () =>
    live([], async (one) => {
      await opened(one, 'carts-redis', { password: 'any' });
      assert.deepEqual(await codeOf(one, 'carts-redis', { password: 'a wrong one' }), [400, 'DCS.4080']);
      assert.deepEqual(await codeOf(one, 'carts-redis', {}), [400, 'DCS.4845']);
      await opened(one, 'sessions-redis', {});
      assert.deepEqual(await codeOf(one, 'sessions-redis', { password: 'any' }), [400, 'DCS.4850']);
    }));

  it('is not there for Redis 3.0, nor while an instance does not run or is analysed', () =>
    live([], async (one) => {
      assert.deepEqual(await codeOf(one, 'legacy-redis', { password: 'any' }), [400, 'DCS.4800']);
      assert.deepEqual(await codeOf(one, 'growing-redis', { password: 'any' }), [400, 'DCS.4049']);
      assert.deepEqual(await codeOf(one, 'ledger-redis', { password: 'any' }), [400, 'DCS.4231']);
    }));

  it('prints what there is, of a cluster what one shard has', () =>
    live([], async (one) => {
      const id = await opened(one, 'reports-redis', { password: 'any' });
      assert.equal(
        await printed(one, 'reports-redis', id, 'INFO keyspace'),
        '# Keyspace\r\ndb0:keys=60000,expires=20000,avg_ttl=0\r\ndb3:keys=17000,expires=5666,avg_ttl=0\r\n',
      );
      assert.equal(await printed(one, 'reports-redis', id, 'DBSIZE', 3), '(integer) 17000');
      const empty = await opened(one, 'catalogue-cluster-new', { password: 'any' });
      assert.equal(await printed(one, 'catalogue-cluster-new', empty, 'INFO keyspace'), '# Keyspace\r\n');
      assert.match(String(await printed(one, 'reports-redis', id, 'CONFIG SET timeout 1')), /^\(error\)/);
    }));

  it('is closed once, and for good', () =>
    live([], async (one) => {
      const client_id = await opened(one, 'carts-redis', { password: 'any' });
      const close = () => post(one, 'carts-redis', 'logout', { client_id });
      assert.equal((await post(one, 'tiny-redis', 'logout', { client_id })).status, 400);
      assert.deepEqual([(await close()).status, (await close()).status], [204, 400]);
      const late = await post(one, 'carts-redis', 'command', { client_id, command: 'DBSIZE', database: 0 });
      assert.equal(late.status, 400);
    }));

  it('carries out what writes, and remembers it', () =>
    live([], async (one) => {
      const id = await opened(one, 'carts-redis', { password: 'any' });
      for (const line of ['DBSIZE', 'FLUSHALL', 'KEYS *', 'set a b']) await printed(one, 'carts-redis', id, line);
      assert.deepEqual(one.sandbox.writes, ['carts-redis: FLUSHALL', 'carts-redis: set a b']);
    }));

  it('names keys by chance, and in a sandbox that starts anew the same ones', () =>
    live([], async (one) => {
      const id = await opened(one, 'carts-redis', { password: 'any' });
      const names = new Set<unknown>();
      for (let index = 0; index < 20; index += 1) names.add(await printed(one, 'carts-redis', id, 'RANDOMKEY'));
      assert.equal(names.size, 20);
      assert.deepEqual([...names].slice(0, 2), ['"sample:1"', '"sample:7920"']);
      assert.equal(await printed(one, 'carts-redis', id, 'RANDOMKEY', 9), '(nil)');
    }));

  const texts: readonly [line: string, text: string | RegExp][] = [
    ['PING', 'PONG'],
    ['SCAN 0 COUNT 2', '1) "2"\n2) 1) "sample:1"\n   2) "sample:2"'],
    ['SCAN 63998', '1) "0"\n2) 1) "sample:63999"\n   2) "sample:64000"'],
    ['SCAN 0 COUNT 5 TYPE zset', '1) "5"\n2) (empty array)'],
    ['TYPE sample:5', 'hash'],
    ['TYPE sample:64001', 'none'],
    ['TTL sample:3', '(integer) 3603'],
    ['PTTL sample:1', '(integer) -1'],
    ['TTL nobody', '(integer) -2'],
    ['GET sample:1', '"value-of-sample-1"'],
    ['GETRANGE sample:1 0 4', '"value"'],
    ['GET sample:5', /^\(error\) WRONGTYPE /],
    ['GET nobody', '(nil)'],
    ['HLEN sample:5', '(integer) 3'],
    ['HSCAN sample:5 0 COUNT 2', /^1\) "2"\n2\) 1\) "field:0"\n {3}2\) "value:0"\n/],
    ['LRANGE sample:6 1 2', '1) "element:1"\n2) "element:2"'],
    ['SCARD sample:77', '(integer) 5000'],
    ['SMEMBERS sample:7', '1) "element:0"\n2) "element:1"\n3) "element:2"'],
    ['XRANGE sample:9 - + COUNT 1', /^1\) 1\) "1700000000000-0"\n {3}2\) 1\) "field"\n {6}2\) "value:0"$/],
    ['MEMORY USAGE sample:77', '(integer) 120096'],
    ['OBJECT ENCODING sample:1', '"embstr"'],
    ['CONFIG GET repl-timeout', '1) "repl-timeout"\n2) "600"'],
    ['CONFIG GET nothing-like-it', '(empty array)'],
    ['INFO server', /^# Server\r\nredis_version:5\.0\.\d+\r\n/],
    ['COMMAND INFO psync', /^\(error\) /],
    ['DUMP sample:1', /^\(error\) /],
  ];
  for (const [line, text] of texts)
    it(`prints as redis-cli does: ${line}`, () =>
      live([], async (one) => {
        const id = await opened(one, 'carts-redis', { password: 'any' });
        const shown = String(await printed(one, 'carts-redis', id, line));
        if (typeof text === 'string') assert.equal(shown, text);
        else assert.match(shown, text);
        assert.deepEqual(one.sandbox.writes, []);
      }));
});
