import assert from 'node:assert/strict';
import { verdictOf } from '../../src/redis/compare/verdict.ts';
import { compare, found } from '../support/redis/comparing.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { twoServers } from '../support/redis/twoServers.ts';

type Command = readonly (string | Uint8Array)[];

/** One key of each type, small and plain. */
const one: readonly Command[] = [
  ['SET', 'text', 'a value that nobody is shown'],
  ['SET', 'empty', ''],
  ['SET', Buffer.from([0, 10, 255, 92]), Buffer.from([0, 255, 13, 10])],
  ['HSET', 'hash', 'name', 'Ada', 'born', '1815'],
  ['SADD', 'set', 'a', 'b', 'c'],
  ['SADD', 'numbers', '1', '2', '3'],
  ['ZADD', 'zset', '1.5', 'a', '-inf', 'b', '3', 'c'],
  ['RPUSH', 'list', 'a', 'b', 'a'],
  ['XADD', 'stream', '5-1', 'k', 'v', 'k2', 'v2'],
  ['XADD', 'stream', '5-2', 'k', 'v'],
  ['SET', 'session', 'x', 'EX', '1000'],
  ['PFADD', 'visitors', 'a', 'b'],
];

for (const program of await redisPrograms()) {
  describe(`comparing two Redis over connections: ${program.path}`, () => {
    const two = twoServers(program);

    it('finds what is equal equal: all keys of all types', async () => {
      await two.toBoth(...one);
      const comparison = await compare(...two.ends);
      assert.deepEqual(found(comparison), []);
      assert.equal(verdictOf(comparison), 'equal');
      assert.deepEqual(
        comparison.databases.map(({ database, counts, lookedUp, lookedBack, isWhole }) => ({
          database,
          counts,
          lookedUp,
          lookedBack,
          isWhole,
        })),
        [
          {
            database: 0,
            counts: { source: { lasting: 10, expiring: 1 }, target: { lasting: 10, expiring: 1 } },
            lookedUp: 11,
            lookedBack: 11,
            isWhole: true,
          },
        ],
      );
      assert.deepEqual([...comparison.types.keys()].sort(), ['hash', 'list', 'set', 'stream', 'string', 'zset']);
      assert.equal(comparison.end.kind, 'whole');
    });

    const changes: readonly (readonly [what: string, change: Command, found: readonly string[]])[] = [
      ['a key that is missing', ['DEL', 'list'], ['list: missing']],
      ['a key that only the target has', ['SET', 'old', 'x'], ['old: extra']],
      ['another type', ['SET', 'hash', 'x'], ['hash: type']],
      ['another value of the same length', ['SET', 'text', 'a value that nobody is shewn'], ['text: value']],
      ['another length', ['SET', 'text', 'x'], ['text: length']],
      ['another value of a field', ['HSET', 'hash', 'name', 'Eve'], ['hash: field']],
      ['a field more', ['HSET', 'hash', 'died', '1852'], ['hash: length']],
      ['a member less', ['SREM', 'set', 'a'], ['set: length']],
      ['another score', ['ZADD', 'zset', '1.25', 'a'], ['zset: score']],
      ['another element', ['LSET', 'list', '1', 'z'], ['list: element']],
      ['an entry less', ['XDEL', 'stream', '5-1'], ['stream: length']],
      ['no expiry', ['PERSIST', 'session'], ['session: expiry']],
      ['an expiry that the source has not', ['EXPIRE', 'text', '500'], ['text: expiry']],
      ['another expiry', ['EXPIRE', 'session', '500'], ['session: expiry']],
    ];
    for (const [what, change, expected] of changes) {
      it(`finds ${what}`, async () => {
        await two.toBoth(...one);
        await two.toTarget(change);
        const comparison = await compare(...two.ends);
        assert.deepEqual(found(comparison), expected);
        assert.equal(verdictOf(comparison), 'different');
      });
    }

    it('finds what is other where the lengths are the same', async () => {
      await two.toBoth(...one);
      await two.toTarget(
        ['SREM', 'set', 'a'],
        ['SADD', 'set', 'z'],
        ['ZREM', 'zset', 'a'],
        ['ZADD', 'zset', '1.5', 'z'],
      );
      await two.toTarget(['HDEL', 'hash', 'name'], ['HSET', 'hash', 'game', 'Ada']);
      await two.toTarget(['XDEL', 'stream', '5-1'], ['XADD', 'stream', '5-9', 'k', 'v']);
      const { differences } = await compare(...two.ends);
      assert.deepEqual(Object.fromEntries(differences.map(({ key, whats }) => [key, whats])), {
        set: [{ kind: 'member', how: 'missing' }],
        zset: [{ kind: 'member', how: 'missing' }],
        hash: [{ kind: 'field', how: 'missing', name: 'name' }],
        stream: [{ kind: 'entry', how: 'missing', id: '5-1' }],
      });
    });

    it('does not mind how a value is kept, nor what little lies between two readings', async () => {
      const members = Array.from({ length: 300 }, (_, index) => `m${index}`);
      await two.toSource(
        ['CONFIG', 'SET', 'set-max-intset-entries', '512'],
        ['SADD', 'many', ...members],
        ['SADD', 'n', '1', '2', '3'],
      );
      await two.toTarget(
        ['CONFIG', 'SET', 'set-max-intset-entries', '0'],
        ['SADD', 'many', ...members.toReversed()],
        ['SADD', 'n', '3', '1', '2'],
      );
      await two.toSource(['ZADD', 'z', '3', 'a', '0.1', 'b'], ['SET', 's', 'x', 'PX', '100000']);
      await two.toTarget(['ZADD', 'z', '3.0', 'a', '1e-1', 'b'], ['SET', 's', 'x', 'PX', '98500']);
      await two.toSource(
        ['HSET', 'h', 'a', 'b'],
        ['CONFIG', 'SET', 'list-max-listpack-size', '2'],
        ['RPUSH', 'l', ...members],
      );
      await two.toTarget(
        ['HSET', 'h', 'a', 'b', 'long', 'x'.repeat(200)],
        ['HDEL', 'h', 'long'],
        ['RPUSH', 'l', ...members],
      );
      const comparison = await compare(...two.ends);
      assert.deepEqual(found(comparison), []);
      assert.equal(verdictOf(comparison), 'equal');
      await two.toBoth(['CONFIG', 'SET', 'set-max-intset-entries', '512']);
    });

    it('finds two that are empty equal, and looks nothing up', async () => {
      const comparison = await compare(...two.ends);
      assert.equal(verdictOf(comparison), 'equal');
      assert.deepEqual(comparison.databases, []);
    });

    it('compares 16 databases', async () => {
      const inEach = Array.from({ length: 16 }, (_, database): readonly Command[] => [
        ['SELECT', String(database)],
        ['SET', `only in ${database}`, String(database)],
        ['SET', 'in all', String(database)],
      ]).flat();
      await two.toBoth(...inEach);
      const same = await compare(...two.ends);
      assert.equal(verdictOf(same), 'equal');
      assert.deepEqual(
        same.databases.map(({ database, lookedUp }) => [database, lookedUp]),
        Array.from({ length: 16 }, (_, database) => [database, 2]),
      );
      await two.toTarget(['SELECT', '11'], ['SET', 'in all', '7']);
      await two.toTarget(['SELECT', '15'], ['FLUSHDB']);
      const { differences, databases } = await compare(...two.ends);
      assert.deepEqual(differences.map(({ database, key }) => `${database} ${key}`).sort(), [
        '11 in all',
        '15 in all',
        '15 only in 15',
      ]);
      assert.deepEqual(
        databases.map(({ verdict }) => verdict),
        [...Array(15).fill('same'), 'different'],
      );
    });
  });
}
