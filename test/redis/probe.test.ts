import assert from 'node:assert/strict';
import { bigKeys } from '../../src/redis/probe/bigKeys.ts';
import { probe } from '../../src/redis/probe/probe.ts';
import { RedisFailure } from '../../src/redis/redisFailure.ts';
import { startCluster } from '../support/redis/cluster.ts';
import { openReader } from '../support/redis/openReader.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { type RedisServer, type ServerOptions, startRedis } from '../support/redis/server.ts';
import { until } from '../support/suite/until.ts';

const known = <T>(value: T) => ({ kind: 'known' as const, value });

for (const program of await redisPrograms()) {
  describe(`the probe of a Redis: ${program.path}`, () => {
    const running: RedisServer[] = [];
    const started = async (options: ServerOptions = {}) => {
      const server = await startRedis(program, options);
      running.push(server);
      return server;
    };
    afterEach(async () => {
      for (const server of running.splice(0)) await server.kill();
    });

    const probed = async (server: RedisServer, options: Parameters<typeof openReader>[1] = {}) => {
      const reader = await openReader(server, options);
      try {
        return await probe(reader, Date.now, undefined, () => undefined);
      } finally {
        await reader.close();
      }
    };

    it('tells what it is, what is in it and what is set', async () => {
      const settings = [
        ['--repl-timeout', '77'],
        ['--maxmemory', '104857600'],
        ['--repl-diskless-sync', 'yes'],
      ];
      const server = await started({ settings, password: 'right' });
      await server.sendAll([
        ['SET', 'a', '1'],
        ['SET', 'b', '1', 'EX', '1000'],
        ['SELECT', '7'],
        ['RPUSH', 'list', 'x', 'y'],
      ]);
      const { nodes, isCluster, isTls, way } = await probed(server, { password: 'right' });
      assert.deepEqual([nodes.length, isCluster, isTls, way], [1, false, false, 'connection']);
      const [node] = nodes;
      assert.ok(node?.version.kind === 'known' && /^(?:Redis|Valkey) \d+\.\d+\.\d+/.test(node.version.value));
      assert.deepEqual(node.mode, known('standalone'));
      assert.deepEqual(node.role, known({ kind: 'master', replicas: 0 }));
      assert.deepEqual(
        node.databases,
        known([
          { number: 0, keys: 2, expires: 1 },
          { number: 7, keys: 1, expires: 0 },
        ]),
      );
      assert.deepEqual(node.maxMemory, known(104_857_600));
      assert.deepEqual(node.evictionPolicy, known('noeviction'));
      assert.deepEqual(node.replTimeout, known(77));
      assert.deepEqual(node.outputBuffer, known({ hard: 268_435_456, soft: 67_108_864, seconds: 60 }));
      assert.deepEqual(node.disklessSync, known(true));
      assert.deepEqual(node.psync, known(true));
      assert.equal(node.cluster, undefined);
      assert.ok(node.usedMemory.kind === 'known' && node.usedMemory.value > 100_000);
    });

    it('tells whose replica it is', async () => {
      const master = await started();
      const replica = await started({ settings: [['--replicaof', master.host, String(master.port)]] });
      const of = `${master.host}:${master.port}`;
      await until('the replica is linked', async () => {
        const { nodes } = await probed(replica);
        const role = nodes[0]?.role;
        return role?.kind === 'known' && role.value.kind === 'replica' && role.value.isLinked && role.value.of === of;
      });
      assert.deepEqual((await probed(master)).nodes[0]?.role, known({ kind: 'master', replicas: 1 }));
    });

    it('sees that PSYNC is not there, and sends it nowhere', async () => {
      const server = await started({ settings: [['--rename-command', 'PSYNC', '']] });
      assert.deepEqual((await probed(server)).nodes[0]?.psync, known(false));
      const ordinary = await started();
      await probed(ordinary);
      const stats = await ordinary.send('INFO', 'commandstats');
      assert.ok(stats.kind === 'text');
      const told = [...stats.bytes.toString().matchAll(/^cmdstat_(\S+?):/gm)].map(([, name]) => name);
      const reads = ['ping', 'info', 'config|get', 'command|info', 'select', 'dbsize', 'scan', 'type', 'memory|usage'];
      assert.deepEqual(
        told.filter((name) => !reads.includes(name ?? '')),
        [],
      );
      assert.match(await textOf(ordinary, 'stats'), /^sync_full:0\r?$/m);
    });

    it('says of each thing that it may not read that it is not known, and why', async () => {
      const server = await started();
      await server.send('ACL', 'SETUSER', 'default', '-config', '-command', '-memory');
      const [node] = (await probed(server)).nodes;
      assert.ok(node?.version.kind === 'known');
      for (const told of [node.replTimeout, node.outputBuffer, node.disklessSync, node.psync])
        assert.ok(told.kind === 'refused' && told.code === 'NOPERM', JSON.stringify(told));
      const renamed = await started({
        settings: [
          ['--rename-command', 'CONFIG', ''],
          ['--rename-command', 'INFO', ''],
        ],
      });
      const [other] = (await probed(renamed)).nodes;
      for (const told of [other?.version, other?.databases, other?.replTimeout]) assert.equal(told?.kind, 'refused');
      assert.deepEqual(other?.psync, known(true));
    });

    it('asks each master of a cluster', async () => {
      const cluster = await startCluster(program);
      running.push(...cluster);
      const facts = await probed(cluster[0]);
      assert.equal(facts.isCluster, true);
      assert.equal(facts.nodes.length, 3);
      for (const { cluster: state } of facts.nodes) assert.deepEqual(state, known({ state: 'ok', slotsOk: 16_384 }));
    });

    it('finds the big keys of 200,000 in a bounded sample, with bounded memory', async () => {
      const server = await started({ settings: [['--enable-debug-command', 'local']] });
      await server.send('DEBUG', 'POPULATE', '20000', 'key', '10');
      await server.sendAll([
        ['SELECT', '15'],
        ['DEBUG', 'POPULATE', '180000', 'key', '10'],
      ]);
      await server.sendAll(
        ['0', '15'].flatMap((database) => [
          ['SELECT', database],
          ['SET', 'big', 'x'.repeat(1 << 20)],
        ]),
      );
      const reader = await openReader(server);
      const before = process.memoryUsage().heapUsed;
      const facts = await probe(reader, Date.now, undefined, () => undefined);
      assert.equal(facts.sample.all, 200_002);
      assert.ok(facts.sample.looked >= 10_000 && facts.sample.looked <= 10_010, String(facts.sample.looked));
      assert.equal(facts.sample.isCut, false);
      assert.equal(facts.sample.largest.length, 10);
      assert.ok(process.memoryUsage().heapUsed - before < 64 << 20);
      const all = { keys: 400_000, milliseconds: 60_000 };
      const { largest, looked } = await bigKeys(reader, facts.nodes, Date.now, undefined, all);
      assert.ok(looked >= 200_002);
      assert.deepEqual(
        largest.slice(0, 2).map(({ key, database, type }) => [key.toString(), database, type]),
        [
          ['big', 0, 'string'],
          ['big', 15, 'string'],
        ],
      );
      const clock = { now: 0 };
      const cut = await bigKeys(reader, facts.nodes, () => (clock.now += 1), undefined, {
        keys: 10_000,
        milliseconds: 3,
      });
      assert.ok(cut.isCut && cut.looked < 10_000);
      await reader.close();
    });

    it('measures by length where MEMORY USAGE is not allowed', async () => {
      const server = await started();
      await server.sendAll([
        ['RPUSH', 'list', ...Array.from({ length: 50 }, String)],
        ['HSET', 'hash', 'a', '1'],
        ['SADD', 'set', 'a', 'b'],
        ['ZADD', 'zset', '1', 'a'],
        ['XADD', 'stream', '*', 'a', '1'],
        ['SET', 'string', 'hello'],
        ['ACL', 'SETUSER', 'default', '-memory'],
      ]);
      const { sample } = await probed(server);
      const lengths = Object.fromEntries(sample.largest.map(({ key, length }) => [key.toString(), length]));
      assert.deepEqual(lengths, { list: 50, string: 5, set: 2, hash: 1, zset: 1, stream: 1 });
    });

    it('says that the Redis went away while it was asked', async () => {
      const server = await started();
      const reader = await openReader(server);
      const killing = probe(reader, Date.now, undefined, () => void server.kill());
      const error: unknown = await killing.catch((reason: unknown) => reason);
      assert.ok(error instanceof RedisFailure && error.kind === 'lost', String(error));
    });
  });
}

async function textOf(server: RedisServer, section: string): Promise<string> {
  const reply = await server.send('INFO', section);
  return reply.kind === 'text' ? reply.bytes.toString() : '';
}
