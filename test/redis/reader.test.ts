import assert from 'node:assert/strict';
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
