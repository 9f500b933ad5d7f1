import assert from 'node:assert/strict';
import { mastersIn } from '../../../../src/redis/connection/clusterMasters.ts';
import { keySlot } from '../../../../src/redis/connection/keySlot.ts';
import { addressIn, hostAndPort } from '../../../../src/redis/connection/redisAddress.ts';
import type { RedisReply } from '../../../../src/redis/reply.ts';

const text = (value: string): RedisReply => ({ kind: 'text', bytes: Buffer.from(value) });
const number = (value: number): RedisReply => ({ kind: 'number', value });
const list = (...items: RedisReply[]): RedisReply => ({ kind: 'list', items });
const row = (from: number, to: number, host: string, port: number) =>
  list(number(from), number(to), list(text(host), number(port), text('id'), list()), list(text('replica'), number(1)));
const asked = { host: 'me', port: 7000 };

describe('the slot of a key', () => {
  // Source: Redis cluster specification, and CLUSTER KEYSLOT.
  const rows: readonly [key: string, slot: number][] = [
    ['123456789', 12_739],
    ['foo', 12_182],
    ['', 0],
    ['{user1000}.following', 3443],
    ['{user1000}.followers', 3443],
    ['foo{}{bar}', 8363],
    ['foo{{bar}}zap', 4015],
    ['foo{bar}{zap}', 5061],
  ];
  for (const [key, slot] of rows)
    it(`of ${JSON.stringify(key)} is ${slot}`, () => assert.equal(keySlot(Buffer.from(key)), slot));
});

describe('the masters that a cluster names', () => {
  it('are each there once, and lead to their slots', () => {
    const found = mastersIn(list(row(0, 99, 'a', 1), row(200, 16_383, 'a', 1), row(100, 199, '', 7000)), asked);
    assert.deepEqual(found?.masters, [{ host: 'a', port: 1 }, asked]);
    assert.deepEqual(
      [0, 99, 100, 199, 200, 16_383].map((slot) => found?.ofSlot[slot]),
      [0, 0, 1, 1, 0, 0],
    );
    assert.equal(mastersIn(list(row(0, 99, 'a', 1)), asked)?.ofSlot[100], undefined);
  });

  const broken: readonly RedisReply[] = [
    list(),
    { kind: 'nothing' },
    { kind: 'refused', code: 'ERR', words: '' },
    list(text('x')),
    list(row(-1, 5, 'a', 1)),
    list(row(5, 4, 'a', 1)),
    list(row(0, 16_384, 'a', 1)),
    list(row(0, 16_383, 'a', 1), row(5, 5, 'b', 1)),
    list(row(0, 1, 'a', 0)),
    list(row(0, 1, 'a', 65_536)),
    list(row(0, 1, 'a b', 1)),
    list(row(0, 1, 'a\r\nFLUSHALL', 1)),
    list(...Array.from({ length: 300 }, (_, index) => row(index, index, `host-${index}`, 1))),
  ];
  for (const [index, reply] of broken.entries())
    it(`are not followed where the reply is broken (${index + 1})`, () =>
      assert.equal(mastersIn(reply, asked), undefined));
});

describe('an address', () => {
  const rows: readonly [text: string, found: string | undefined][] = [
    ['192.168.0.1:6379', '192.168.0.1:6379'],
    ['redis.example:1', 'redis.example:1'],
    ['[::1]:65535', '[::1]:65535'],
    ['::1:6379', undefined],
    ['host:0', undefined],
    ['host:65536', undefined],
    ['host', undefined],
    [':6379', undefined],
    ['a b:1', undefined],
  ];
  for (const [given, found] of rows)
    it(`${given} is ${found ?? 'none'}`, () => {
      const address = addressIn(given);
      assert.equal(address && hostAndPort(address), found);
    });
});
