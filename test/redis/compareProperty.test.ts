import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verdictOf } from '../../src/redis/compare/verdict.ts';
import { compare } from '../support/redis/comparing.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { twoServers } from '../support/redis/twoServers.ts';

type Command = readonly (string | Uint8Array)[];

/** A key in a database: what makes it, and what changes it, each in a way of its own. */
interface Made {
  readonly database: number;
  readonly key: Uint8Array;
  readonly make: readonly Command[];
  readonly changes: readonly (readonly Command[])[];
}

const bytes = fc.uint8Array({ maxLength: 40 });
const names = fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 12,
  selector: (name) => Buffer.from(name).toString('hex'),
});
/** In none of those above. */
const stranger = Buffer.from('a name that no set has');
const score = fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const scoreText = (value: number) => (Number.isFinite(value) ? String(value) : value > 0 ? '+inf' : '-inf');

interface Value {
  readonly make: (key: Uint8Array) => readonly Command[];
  readonly changes: (key: Uint8Array) => readonly (readonly Command[])[];
}

const text: fc.Arbitrary<Value> = bytes.map((value) => ({
  make: (key) => [['SET', key, value]],
  changes: (key) => [
    [['APPEND', key, 'x']],
    ...(value.length > 0 ? [[['SETBIT', key, '3', value[0] && value[0] & 16 ? '0' : '1']]] : []),
  ],
}));
const hash: fc.Arbitrary<Value> = fc.tuple(names, bytes).map(([fields, value]) => ({
  make: (key) => [['HSET', key, ...fields.flatMap((field) => [field, value])]],
  changes: (key) => [
    [['HSET', key, stranger, 'x']],
    [['HDEL', key, fields[0] ?? stranger]],
    [['HSET', key, fields[0] ?? stranger, Buffer.concat([value, Buffer.from('x')])]],
    [
      ['HDEL', key, fields[0] ?? stranger],
      ['HSET', key, stranger, value],
    ],
  ],
}));
const set: fc.Arbitrary<Value> = names.map((members) => ({
  make: (key) => [['SADD', key, ...members]],
  changes: (key) => [
    [['SADD', key, stranger]],
    [['SREM', key, members[0] ?? stranger]],
    [
      ['SADD', key, stranger],
      ['SREM', key, members[0] ?? stranger],
    ],
  ],
}));
const zset: fc.Arbitrary<Value> = fc.tuple(names, score).map(([members, value]) => ({
  make: (key) => [['ZADD', key, ...members.flatMap((member) => [scoreText(value), member])]],
  changes: (key) => [
    [['ZADD', key, '0', stranger]],
    [['ZADD', key, value === 7 ? '8' : '7', members[0] ?? stranger]],
    [
      ['ZREM', key, members[0] ?? stranger],
      ['ZADD', key, scoreText(value), stranger],
    ],
  ],
}));
const list: fc.Arbitrary<Value> = fc.array(bytes, { minLength: 1, maxLength: 12 }).map((elements) => ({
  make: (key) => [['RPUSH', key, ...elements]],
  changes: (key) => [[['RPUSH', key, 'x']], [['LSET', key, '0', stranger]], [['LSET', key, '-1', stranger]]],
}));
const stream: fc.Arbitrary<Value> = fc.tuple(bytes, fc.integer({ min: 1, max: 6 })).map(([value, count]) => ({
  make: (key) => Array.from({ length: count }, (_, index) => ['XADD', key, `${index + 1}-0`, 'field', value]),
  changes: (key) => [
    [['XADD', key, '9-9', 'field', value]],
    [
      ['XDEL', key, `${count}-0`],
      ['XADD', key, '9-9', 'field', value],
    ],
  ],
}));

const made: fc.Arbitrary<Made> = fc
  .tuple(
    fc.nat(15),
    fc.uint8Array({ minLength: 1, maxLength: 20 }),
    fc.oneof(text, hash, set, zset, list, stream),
    fc.option(fc.integer({ min: 1000, max: 100_000 }), { nil: undefined }),
  )
  .map(([database, key, value, expiry]) => {
    const expire: readonly Command[] = expiry === undefined ? [] : [['EXPIRE', key, String(expiry)]];
    return {
      database,
      key,
      make: [...value.make(key), ...expire],
      changes: [
        [['DEL', key]],
        [
          ['DEL', key],
          ['GEOADD', key, '1', '1', 'place'],
          ['RENAME', key, Buffer.concat([key, stranger])],
        ],
        [expiry === undefined ? ['EXPIRE', key, '300'] : ['PERSIST', key]],
        ...value.changes(key),
      ],
    };
  });

const nameOf = ({ database, key }: Made) => `${database} ${Buffer.from(key).toString('hex')}`;
const dataset = fc.uniqueArray(made, { minLength: 1, maxLength: 30, selector: nameOf });

for (const program of await redisPrograms()) {
  describe(`comparing any two Redis: ${program.path}`, () => {
    const two = twoServers(program);

    it('a copy is equal, and a single change of one key is found', async () => {
      await fc.assert(
        fc.asyncProperty(dataset, fc.nat(), fc.nat(), fc.boolean(), async (keys, which, how, isByWebCli) => {
          // Without what only a connection is asked for.
          const ends = two.ends.map((end) => (isByWebCli ? { ...end, way: 'webCli' as const } : end));
          const [source, target] = ends;
          assert.ok(source && target);
          await two.toBoth(['FLUSHALL']);
          await two.toSource(...keys.flatMap(({ database, make }) => [['SELECT', String(database)], ...make]));
          for (const { database, key } of keys) await copy(database, key);
          const same = await compare(source, target);
          assert.equal(verdictOf(same), 'equal', JSON.stringify(same.differences));
          const changed = keys[which % keys.length];
          const change = changed?.changes[how % changed.changes.length] ?? [];
          await two.toTarget(['SELECT', String(changed?.database ?? 0)], ...change);
          const other = await compare(source, target);
          assert.equal(verdictOf(other), 'different', JSON.stringify(change));
          assert.ok(other.differences.every(({ database }) => database === changed?.database));
        }),
        { numRuns: 150, seed: 20_261_130 },
      );
    });

    async function copy(database: number, key: Uint8Array): Promise<void> {
      const [source] = two.servers;
      const [, dumped, left] = await source.sendAll([
        ['SELECT', String(database)],
        ['DUMP', key],
        ['PTTL', key],
      ]);
      assert.ok(dumped?.kind === 'text' && left?.kind === 'number');
      const ttl = String(Math.max(0, left.value));
      await two.toTarget(['SELECT', String(database)], ['RESTORE', key, ttl, dumped.bytes]);
    }
  });
}
