import assert from 'node:assert/strict';
import type { Comparison } from '../../src/redis/compare/comparison.ts';
import { verdictOf } from '../../src/redis/compare/verdict.ts';
import { RedisFailure } from '../../src/redis/redisFailure.ts';
import { makeCertificates } from '../support/redis/certificates.ts';
import { startCluster } from '../support/redis/cluster.ts';
import { compare, fill, found } from '../support/redis/comparing.ts';
import { openReader } from '../support/redis/openReader.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { twoServers } from '../support/redis/twoServers.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';

type Command = readonly (string | Uint8Array)[];

const keys = (count: number): readonly Command[] => [
  ['MSET', ...Array.from({ length: count }, (_, index) => [`key:${index}`, `value ${index}`]).flat()],
];

function failureIn({ end }: Comparison): readonly [side: string, kind: string] | undefined {
  if (end.kind !== 'failed') return undefined;
  const { side, cause } = end.failure;
  return [side, cause instanceof RedisFailure ? cause.kind : String(cause)];
}

for (const program of await redisPrograms()) {
  describe(`comparing while something happens: ${program.path}`, () => {
    const two = twoServers(program);

    it('takes what arrives between two readings for equal', async () => {
      await two.toSource(...keys(50), ['HSET', 'late', 'a', 'b']);
      await two.toTarget(...keys(50), ['SET', 'old', 'x'], ['SET', 'key:7', 'older']);
      const arrive = () => two.toTarget(['HSET', 'late', 'a', 'b'], ['DEL', 'old'], ['SET', 'key:7', 'value 7']);
      const comparison = await compare(...two.ends, { meanwhile: arrive });
      assert.deepEqual(found(comparison), []);
      assert.equal(verdictOf(comparison), 'equal');
    });

    it('calls nothing different that the source changes meanwhile, and is unclear', async () => {
      await two.toSource(...keys(50), ['SET', 'counter', '1'], ['RPUSH', 'queue', 'a']);
      await two.toTarget(...keys(50), ['SET', 'counter', '0'], ['RPUSH', 'queue', 'b']);
      const write = () => two.toSource(['INCR', 'counter'], ['RPUSH', 'queue', 'c']);
      const comparison = await compare(...two.ends, { meanwhile: write });
      assert.deepEqual(found(comparison), []);
      assert.deepEqual([...comparison.notCompared], [['written', 2]]);
      assert.equal(verdictOf(comparison), 'unclear');
    });

    it('calls no expiry different that the source sets anew meanwhile, and is unclear', async () => {
      await two.toSource(...keys(50), ['SET', 'session', 'x', 'EX', '1000'], ['SET', 'stale', 'x', 'EX', '1000']);
      await two.toTarget(...keys(50), ['SET', 'session', 'x', 'EX', '900'], ['SET', 'stale', 'x', 'EX', '900']);
      const meanwhile = () => two.toSource(['EXPIRE', 'session', '1100']);
      const comparison = await compare(...two.ends, { meanwhile });
      assert.deepEqual(found(comparison), ['stale: expiry']);
      assert.deepEqual([...comparison.notCompared], [['written', 1]]);
    });

    it('lists what a writer of the target changes', async () => {
      await two.toBoth(...keys(50), ['SET', 'counter', '1']);
      await two.toTarget(['INCR', 'counter'], ['SET', 'stranger', 'x']);
      const comparison = await compare(...two.ends, { meanwhile: () => two.toTarget(['INCR', 'counter']) });
      assert.deepEqual(found(comparison), ['counter: value', 'stranger: extra']);
    });

    it('does not count keys that go meanwhile, and says how many they were', async () => {
      await two.toBoth(...keys(50));
      await two.toTarget(['DEL', 'key:3']);
      const comparison = await compare(...two.ends, { meanwhile: () => two.toSource(['DEL', 'key:3']) });
      assert.deepEqual(found(comparison), []);
      assert.equal(comparison.gone, 1);
      assert.equal(verdictOf(comparison), 'equal');
    });

    it('tells counts that move from counts that differ', async () => {
      const batch = (number: number) => Array.from({ length: 10 }, (_, index) => ['SET', `${number}:${index}`, 'x']);
      let last = 0;
      await two.toSource(...batch(0));
      // The target is one batch behind, all the time.
      const write = async () => {
        await two.toTarget(...batch(last));
        last += 1;
        await two.toSource(...batch(last));
      };
      const behind = await compare(...two.ends, { meanwhile: write });
      assert.deepEqual(found(behind), []);
      assert.equal(behind.databases[0]?.verdict, 'written');
      assert.equal(verdictOf(behind), 'unclear');
      // And now it does not follow any more.
      const still = await compare(...two.ends);
      assert.equal(still.databases[0]?.verdict, 'different');
    });

    it('keeps what it has found when the source dies, and says that it is not all', async () => {
      await two.toBoth(
        ...Array.from({ length: 4 }, (_, database) => [['SELECT', String(database)], ...keys(20)]).flat(),
      );
      const dying = await startRedis(program);
      await fill(
        [dying],
        Array.from({ length: 4 }, (_, database) => [['SELECT', String(database)], ...keys(20)]).flat(),
      );
      const reader = await openReader(dying);
      let killing: Promise<void> | undefined;
      const report = ({ begun }: { readonly begun: number }) => {
        if (begun === 3) killing ??= dying.kill();
      };
      const comparison = await compare(reader, two.ends[1], { report });
      await killing;
      assert.deepEqual(failureIn(comparison), ['source', 'lost']);
      assert.deepEqual(comparison.databases.map(({ lookedUp }) => lookedUp).slice(0, 2), [20, 20]);
      assert.equal(verdictOf(comparison), 'unclear');
    });

    it('keeps what it has found when it is cancelled, and calls it partial', async () => {
      await two.toBoth(['SET', 'a', 'b'], ['SELECT', '1'], ['SET', 'a', 'b']);
      await two.toTarget(['SET', 'a', 'c']);
      const cancel = new AbortController();
      const comparison = await compare(...two.ends, {
        signal: cancel.signal,
        report: ({ begun, differences }) => {
          if (differences === 1 && begun === 1) cancel.abort();
        },
      });
      assert.equal(comparison.end.kind, 'cancelled');
      assert.deepEqual(found(comparison), ['a: value']);
      assert.equal(verdictOf(comparison), 'different');
    });

    it('does not know what differed once when it is cancelled', async () => {
      await two.toBoth(...keys(20));
      await two.toTarget(['SET', 'key:1', 'other']);
      const cancel = new AbortController();
      const meanwhile = async () => cancel.abort();
      const comparison = await compare(...two.ends, { signal: cancel.signal, meanwhile });
      assert.equal(comparison.end.kind, 'cancelled');
      assert.deepEqual(found(comparison), []);
      assert.deepEqual([...comparison.notCompared], [['readOnce', 1]]);
      assert.equal(verdictOf(comparison), 'unclear');
    });

    it('says what a Redis refuses', async () => {
      await two.toBoth(...keys(20), ['HSET', 'hash', 'a', 'b']);
      await two.toTarget(['ACL', 'SETUSER', 'default', '-hlen']);
      const comparison = await compare(...two.ends);
      await two.toTarget(['ACL', 'SETUSER', 'default', '+@all']);
      assert.deepEqual([...comparison.notCompared], [['refused', 1]]);
      assert.deepEqual(comparison.refusals, ['NOPERM']);
      assert.equal(verdictOf(comparison), 'unclear');
    });

    it('says what a Redis refuses of a value that is large', async () => {
      const fields = Array.from({ length: 1500 }, (_, index) => [`f${index}`, 'x']).flat();
      await two.toBoth(['HSET', 'hash', ...fields], ['RPUSH', 'list', ...fields]);
      await two.toSource(['ACL', 'SETUSER', 'default', '-hscan']);
      await two.toTarget(['ACL', 'SETUSER', 'default', '-lrange']);
      const comparison = await compare(...two.ends);
      for (const to of [two.toSource, two.toTarget]) await to(['ACL', 'SETUSER', 'default', '+@all']);
      assert.deepEqual([...comparison.notCompared], [['refused', 2]]);
      assert.deepEqual(comparison.refusals, ['NOPERM']);
    });

    it('compares what is in keys also where no Redis says how large they are', async () => {
      await two.toBoth(['HSET', 'hash', 'a', 'b'], ['RPUSH', 'list', 'a']);
      await two.toTarget(['ACL', 'SETUSER', 'default', '-memory']);
      await two.toSource(['ACL', 'SETUSER', 'default', '-memory'], ['HSET', 'hash', 'a', 'c']);
      const comparison = await compare(...two.ends);
      for (const to of [two.toSource, two.toTarget]) await to(['ACL', 'SETUSER', 'default', '+@all']);
      assert.deepEqual(found(comparison), ['hash: field']);
      assert.equal(comparison.types.get('list')?.same, 1);
    });

    it('takes the first of a scan where no key is named by chance, and says so', async () => {
      await two.toBoth(...keys(500));
      await two.toSource(['ACL', 'SETUSER', 'default', '-randomkey']);
      const comparison = await compare(...two.ends, { limits: { perDatabase: 200 } });
      await two.toSource(['ACL', 'SETUSER', 'default', '+@all']);
      const [figures] = comparison.databases;
      assert.deepEqual([figures?.isByScan, figures?.lookedUp], [true, 200]);
      assert.equal(verdictOf(comparison), 'equal');
    });

    it('is unclear where an end does not count, or names no key', async () => {
      await two.toBoth(...keys(500));
      await two.toTarget(['ACL', 'SETUSER', 'default', '-info']);
      const uncounted = await compare(...two.ends);
      await two.toTarget(['ACL', 'SETUSER', 'default', '+@all']);
      assert.deepEqual(
        uncounted.databases.map(({ verdict }) => verdict),
        ['unknown'],
      );
      assert.equal(verdictOf(uncounted), 'unclear');
      await two.toSource(['ACL', 'SETUSER', 'default', '-randomkey', '-scan']);
      const unnamed = await compare(...two.ends);
      await two.toSource(['ACL', 'SETUSER', 'default', '+@all']);
      assert.equal(unnamed.databases[0]?.isUnsampled, true);
      assert.equal(verdictOf(unnamed), 'unclear');
    });
  });

  describe(`comparing other Redis: ${program.path}`, () => {
    const running: RedisServer[] = [];
    const started = async (
      ...options: Parameters<typeof startRedis> extends [unknown, ...infer Rest] ? Rest : never
    ) => {
      const server = await startRedis(program, ...options);
      running.push(server);
      return server;
    };
    afterEach(async () => {
      for (const server of running.splice(0)) await server.kill();
    });

    it('a cluster of three and a Redis alone, both ways', async () => {
      const cluster = await startCluster(program);
      running.push(...cluster);
      const single = await started();
      const [ofCluster, ofSingle] = [await openReader(cluster[0]), await openReader(single)];
      for (let index = 0; index < 60; index += 1) {
        const key = Buffer.from(`key:${index}`);
        const node = cluster.find(({ port }) => ofCluster.nodeOf(key).name.endsWith(`:${port}`));
        assert.ok(node);
        await fill([node, single], [index % 2 === 0 ? ['SET', key, 'x'] : ['HSET', key, 'a', 'b']]);
      }
      const out = await compare(ofCluster, ofSingle);
      assert.equal(verdictOf(out), 'equal');
      assert.deepEqual(
        out.databases.map(({ lookedUp, lookedBack, isWhole }) => [lookedUp, lookedBack, isWhole]),
        [[60, 60, true]],
      );
      assert.equal(verdictOf(await compare(ofSingle, ofCluster, { limits: { perDatabase: 30 } })), 'equal');
      await fill(
        [single],
        [
          ['SET', 'key:3', 'x'],
          ['DEL', 'key:8'],
          ['SELECT', '4'],
          ['SET', 'there', 'x'],
        ],
      );
      const back = await compare(ofSingle, ofCluster);
      assert.deepEqual(found(back), ['key:3: type', 'key:8: extra']);
      // It has nowhere to go.
      assert.deepEqual(
        back.databases.map(({ verdict }) => verdict),
        ['different', 'different'],
      );
      assert.equal(back.isTargetCluster, true);
      for (const reader of [ofCluster, ofSingle]) await reader.close();
    });

    it('with passwords, and over TLS', async () => {
      const folder = await temporaryFolder('tls');
      const tls = await makeCertificates(folder.path, ['IP:127.0.0.1']);
      const source = await started({ password: 'of-the-source' });
      const target = await started({ password: 'of-the-target', tls });
      await fill([source, target], [['SET', 'a', 'b']]);
      const ends = [
        await openReader(source, { password: 'of-the-source' }),
        await openReader(target, { password: 'of-the-target', tls: { authority: tls.pem } }),
      ] as const;
      const comparison = await compare(...ends);
      assert.equal(verdictOf(comparison), 'equal');
      assert.doesNotMatch(JSON.stringify(comparison), /of-the-/);
      for (const reader of ends) await reader.close();
      folder.remove();
    });
  });
}
