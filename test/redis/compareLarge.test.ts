import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Comparison } from '../../src/redis/compare/comparison.ts';
import { verdictOf } from '../../src/redis/compare/verdict.ts';
import { compare, found, watched } from '../support/redis/comparing.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { twoServers } from '../support/redis/twoServers.ts';

type Command = readonly (string | Uint8Array)[];

const many = 20_000;
const each = (command: string, key: string, item: (index: number) => readonly string[]): readonly Command[] =>
  Array.from({ length: many / 1000 }, (_, thousand) => [
    command,
    key,
    ...Array.from({ length: 1000 }, (_, index) => item(1000 * thousand + index)).flat(),
  ]);

const large: readonly Command[] = [
  ...each('HSET', 'hash', (index) => [`field ${index}`, `value ${index}`]),
  ...each('SADD', 'set', (index) => [`member ${index}`]),
  ...each('ZADD', 'zset', (index) => [String(index / 8), `member ${index}`]),
  ...each('RPUSH', 'list', (index) => [`element ${index}`]),
  ...Array.from({ length: 2000 }, (_, index) => ['XADD', 'stream', `${index + 1}-0`, 'field', `value ${index}`]),
  ['SETRANGE', 'half a megabyte', String(2 ** 19), 'end'],
  ['SETRANGE', 'ten megabytes', String(10 * 2 ** 20), 'end'],
];

const parts = ({ types }: Comparison) =>
  [...types].map(([type, { same, inPart, different }]) => [type, same, inPart, different]).sort();

for (const program of await redisPrograms()) {
  describe(`comparing what is large: ${program.path}`, () => {
    const two = twoServers(program);

    it('by its length and a sample of it, and says of how many', async () => {
      await two.toBoth(...large);
      const comparison = await compare(...two.ends);
      assert.equal(verdictOf(comparison), 'equal');
      assert.deepEqual(parts(comparison), [
        ['hash', 1, 1, 0],
        ['list', 1, 1, 0],
        ['set', 1, 1, 0],
        ['stream', 1, 1, 0],
        // That of half a megabyte is read whole.
        ['string', 2, 1, 0],
        ['zset', 1, 1, 0],
      ]);
    });

    it('finds what is other in it', async () => {
      await two.toBoth(...large);
      await two.toTarget(
        ...each('HSET', 'hash', (index) => [`field ${index}`, `other ${index}`]),
        ['DEL', 'set'],
        ...each('SADD', 'set', (index) => [`stranger ${index}`]),
        ['ZADD', 'zset', '-1', 'member 17000'],
        ['LSET', 'list', '-1', 'other'],
        ['XDEL', 'stream', '2000-0'],
        ['XADD', 'stream', '3000-0', 'field', 'other'],
        ['SETRANGE', 'half a megabyte', String(2 ** 18), 'x'],
        ['SETRANGE', 'ten megabytes', String(10 * 2 ** 20), 'And'],
      );
      assert.deepEqual(found(await compare(...two.ends)), [
        'half a megabyte: value',
        'hash: field',
        'list: element',
        'set: member',
        'stream: entry',
        'ten megabytes: value',
        'zset: member',
      ]);
    });

    it('finds one other field of a thousand, and another length of a million', async () => {
      const fields = Array.from({ length: 1000 }, (_, index) => [`field ${index}`, 'x'.repeat(100)]).flat();
      await two.toBoth(['HSET', 'thousand', ...fields], ...large);
      await two.toTarget(['HSET', 'thousand', 'field 500', 'y'.repeat(100)], ['HDEL', 'hash', 'field 19999']);
      const { differences } = await compare(...two.ends);
      assert.deepEqual(Object.fromEntries(differences.map(({ key, whats }) => [key, whats])), {
        thousand: [{ kind: 'field', how: 'other', name: 'field 500' }],
        hash: [{ kind: 'length', of: 'elements', source: 20_000, target: 19_999 }],
      });
    });

    it('remembers no name that is too long, and says so', async () => {
      await two.toBoth(['SET', 'x'.repeat(17 * 1024), 'x'], ['SET', 'y'.repeat(16 * 1024), 'x']);
      const comparison = await compare(...two.ends);
      // Of the source, and of the target.
      assert.deepEqual([...comparison.notCompared], [['tooLarge', 2]]);
      assert.deepEqual(
        comparison.databases.map(({ lookedUp, lookedBack, isWhole }) => [lookedUp, lookedBack, isWhole]),
        [[1, 1, false]],
      );
    });

    it('begins with nothing large when the time is over', async () => {
      await two.toBoth(...large, ['SET', 'small', 'x']);
      const comparison = await compare(...two.ends, { limits: { time: 0 } });
      assert.deepEqual([...comparison.notCompared], [['noTime', 7]]);
      assert.equal(verdictOf(comparison), 'unclear');
    });

    it('reads no element that is too large, and says so', async () => {
      await two.toBoth(['SETRANGE', 'giant', String(20 * 2 ** 20), 'x']);
      const giant = 'x'.repeat(3 * 2 ** 20);
      await two.toBoth(['HSET', 'few', 'a', giant, 'b', giant], ['RPUSH', 'two', giant, giant]);
      const { ends } = two;
      const source = watched(ends[0]);
      const comparison = await compare(source.reader, ends[1]);
      assert.deepEqual([...comparison.notCompared], [['tooLarge', 2]]);
      assert.equal(verdictOf(comparison), 'unclear');
      const names = source.asked.flat().map(([name]) => name);
      assert.ok(!names.includes('HGETALL') && !names.includes('LRANGE'), names.join());
    });
  });

  describe(`comparing 200,000 keys: ${program.path}`, () => {
    const two = twoServers(program);
    const all = 200_000;
    const filled = async () => {
      for (let thousand = 0; thousand < all / 1000; thousand += 1) {
        const keys = Array.from({ length: 1000 }, (_, index) => [`key:${1000 * thousand + index}`, 'x'.repeat(100)]);
        await two.toBoth(['MSET', ...keys.flat()]);
      }
    };

    it('asks and holds no more than for a sample', async () => {
      await filled();
      const { ends } = two;
      const [source, target] = [watched(ends[0]), watched(ends[1])];
      const collect = collector();
      const before = collect();
      let most = 0;
      const report = () => {
        most = Math.max(most, collect() - before);
      };
      const comparison = await compare(source.reader, target.reader, { report });
      assert.equal(verdictOf(comparison), 'equal');
      const [figures] = comparison.databases;
      assert.ok(figures && figures.lookedUp === 1000 && figures.lookedBack === 1000 && !figures.isWhole);
      assert.ok(source.asked.length < 100 && target.asked.length < 100, `${source.asked.length} exchanges`);
      const sent = source.asked.flat().length + target.asked.flat().length;
      assert.ok(sent < 20_000, `${sent} commands`);
      assert.ok(most < 16 * 2 ** 20, `${most} bytes`);
    });

    it('draws by chance: of what is missing in part, as much as is likely', async () => {
      await filled();
      const gone = Array.from({ length: all / 10 }, (_, index) => `key:${index}`);
      await two.toTarget(['DEL', ...gone]);
      const comparison = await compare(...two.ends);
      assert.equal(verdictOf(comparison), 'different');
      const share = comparison.differenceCount / 1000;
      assert.ok(share > 0.04 && share < 0.18, String(share));
      assert.equal(comparison.differences.length, Math.min(100, comparison.differenceCount));
    });

    it('ends when its time is over, with what was looked at', async () => {
      await filled();
      const comparison = await compare(...two.ends, { limits: { time: 0 } });
      const [figures] = comparison.databases;
      // One batch, in which a key may have been drawn twice.
      assert.ok(figures && figures.lookedUp > 90 && figures.lookedUp <= 100);
      assert.equal(verdictOf(comparison), 'equal');
    });
  });
}

/** Gives bytes of the heap, and beside it, that are in use. */
function collector(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => {
    if (typeof collect === 'function') collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
}
