import assert from 'node:assert/strict';
import type { ReadCommand } from '../../src/cloud/services/readCommands.ts';
import { RedisFailure } from '../../src/redis/redisFailure.ts';
import { askOne, type RedisReader } from '../../src/redis/redisReader.ts';
import { numberIn, pageIn, textIn } from '../../src/redis/reply.ts';
import { startCluster } from '../support/redis/cluster.ts';
import { openReader } from '../support/redis/openReader.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';

for (const program of await redisPrograms()) {
  describe(`reading a Redis over a connection: ${program.path}`, () => {
    const open: RedisReader[] = [];
    const running: RedisServer[] = [];
    const started = async (...given: Parameters<typeof startRedis>) => {
      const server = await startRedis(...given);
      running.push(server);
      return server;
    };
    const opened = async (...given: Parameters<typeof openReader>) => {
      const reader = await openReader(...given);
      open.push(reader);
      return reader;
    };

    afterEach(async () => {
      for (const reader of open.splice(0)) await reader.close();
      for (const server of running.splice(0)) await server.kill();
    });

    it('reads several databases in turns, whoever asks', async () => {
      const server = await started(program);
      await server.sendAll([
        ['SET', 'a', '1'],
        ['SELECT', '3'],
        ['SET', 'a', 'three'],
        ['SET', Buffer.from([0, 10, 255]), 'x'],
      ]);
      const reader = await opened(server);
      const [node] = reader.nodes;
      const sizes = await Promise.all([3, 0, 3, 5, 0].map((database) => askOne(node, ['DBSIZE'], { database })));
      assert.deepEqual(sizes.map(numberIn), [2, 1, 2, 0, 1]);
      const [found, value] = await node.askAll(
        [
          ['SCAN', '0'],
          ['GET', 'a'],
        ],
        { database: 3 },
      );
      assert.deepEqual(
        pageIn(found)
          ?.keys.map((key) => key.toString('latin1'))
          .sort(),
        ['\0\n\xff', 'a'],
      );
      assert.equal(textIn(value), 'three');
      assert.equal((await askOne(node, ['DBSIZE'], { database: 99 })).kind, 'refused');
      assert.equal(numberIn(await askOne(node, ['DBSIZE'])), 1);
    });

    it('sends what only reads, and nothing else, whatever names keys have', async () => {
      const server = await started(program);
      const names = ['a b', 'a\r\nFLUSHALL\r\n', '"a"', "it's", '\0', '中文', '*1\r\n$8\r\nFLUSHALL\r\n', ''];
      await server.sendAll(names.map((name, index) => ['SET', name, String(index)]));
      const { nodes } = await opened(server);
      const values = await nodes[0].askAll(names.map((name) => ['GET', Buffer.from(name)]));
      assert.deepEqual(
        values.map(textIn),
        names.map((_, index) => String(index)),
      );
      const forbidden: readonly ReadCommand[] = [
        ['SET', 'a', 'b'],
        ['FLUSHALL'],
        ['KEYS', '*'],
        ['MONITOR'],
        ['PSYNC', '?', '-1'],
        ['SYNC'],
        ['CONFIG', 'GET', 'requirepass'],
        ['CONFIG', 'SET', 'maxmemory', '1'],
        ['get', 'a'],
        ['SELECT', '1'],
        ['AUTH', 'x'],
      ];
      for (const command of forbidden) {
        await assert.rejects(nodes[0].askAll([['PING'], command]), RangeError);
      }
      assert.equal(numberIn(await askOne(nodes[0], ['DBSIZE'])), names.length);
      const stats = await server.send('INFO', 'commandstats');
      const told =
        textIn(stats)
          ?.match(/^cmdstat_[^:]+/gm)
          ?.sort() ?? [];
      assert.deepEqual(told, ['cmdstat_dbsize', 'cmdstat_get', 'cmdstat_info', 'cmdstat_ping', 'cmdstat_set']);
    });

    it('stops at once when it is called off, and is closed then', async () => {
      const server = await started(program);
      const { nodes } = await opened(server);
      const stop = new AbortController();
      server.freeze();
      const asked = askOne(nodes[0], ['DBSIZE'], { signal: stop.signal });
      const behind = askOne(nodes[0], ['DBSIZE']);
      stop.abort();
      for (const one of [asked, behind])
        await assert.rejects(one, (error) => error instanceof RedisFailure && error.kind === 'cancelled');
      server.goOn();
    });

    it('reads all masters of a cluster, and knows which has a key', async () => {
      const cluster = await startCluster(program, { password: 'right' });
      running.push(...cluster);
      const reader = await opened(cluster[1], { password: 'right' });
      assert.equal(reader.isCluster, true);
      assert.equal(reader.nodes.length, 3);
      for (const name of ['a', 'b', 'c', '{tag}1', 'x{}y', '中文']) {
        const key = Buffer.from(name);
        for (const node of cluster) await node.send('SET', key, name);
        assert.equal(textIn(await askOne(reader.nodeOf(key), ['GET', key])), name);
      }
    });
  });
}
