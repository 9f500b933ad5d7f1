import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { RedisFailure } from '../../../../src/redis/redisFailure.ts';
import { askOne, type RedisReader } from '../../../../src/redis/redisReader.ts';
import { openByWebCli } from '../../../../src/redis/webCli/openByWebCli.ts';
import { json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const password = 'canary-of-a-reader-71';

/** What was sent, after the password, to a Web CLI that prints the same to everything. */
async function asking(printed: string, ask: (reader: RedisReader) => Promise<unknown>) {
  const answer = json(200, { client_id: 'way-in', databases: 256, response: printed });
  return withFaultyServer(answer, async (server) => {
    const connection = connectionTo(server.url);
    const given = { connection, projectId: 'p', instanceId: 'i', name: 'orders', password, isCluster: false };
    const reader = await openByWebCli(given);
    const [outcome] = await Promise.allSettled([ask(reader)]);
    const bodies = server.received.map(({ body }) => body.toString());
    assert.deepEqual(bodies.shift(), JSON.stringify({ password }));
    return { outcome, bodies };
  });
}

const command = (line: string, database = 0) => JSON.stringify({ client_id: 'way-in', command: line, database });

describe('a Redis that is read through the Web CLI', () => {
  it('is asked one command after the other, each in its database', async () => {
    const { outcome, bodies } = await asking('(integer) 3', (reader) =>
      Promise.all([
        reader.nodes[0].askAll([['DBSIZE'], ['TTL', Buffer.from('a:1')]], { database: 4 }),
        askOne(reader.nodes[0], ['SCAN', '0', 'COUNT', '100']),
      ]),
    );
    const three = { kind: 'number', value: 3 };
    assert.deepEqual(outcome, { status: 'fulfilled', value: [[three, three], three] });
    assert.deepEqual(bodies, [command('DBSIZE', 4), command('TTL a:1', 4), command('SCAN 0 COUNT 100')]);
  });

  it('is sent no name of a key that a line cannot hold without doubt, and nothing that follows from one', async () => {
    const names = [
      'a b',
      'a\nFLUSHALL',
      'a\r\nFLUSHALL',
      'a\tb',
      '"a"',
      "it's",
      'a\\x41',
      '',
      '中文',
      'a\0',
      'a\u00a0b',
    ];
    const { outcome, bodies } = await asking('OK', (reader) =>
      reader.nodes[0].askAll(names.flatMap((name) => [['GET', name] as const, ['TYPE', Buffer.from(name)] as const])),
    );
    assert.deepEqual(bodies, []);
    const notSent = { kind: 'unclear', why: 'notSent' };
    assert.deepEqual(outcome, { status: 'fulfilled', value: names.flatMap(() => [notSent, notSent]) });
  });

  it('is not asked for what the Web CLI refuses, and never for more than reading', async () => {
    const dumped = await asking('x', (reader) => askOne(reader.nodes[0], ['DUMP', 'a']));
    assert.deepEqual(dumped.bodies, []);
    const written = await asking('x', (reader) => askOne(reader.nodes[0], ['SET', 'a', 'b']));
    assert.deepEqual(written.bodies, []);
    assert.ok(written.outcome.status === 'rejected' && written.outcome.reason instanceof RangeError);
  });

  it('repeats the password in an error: nothing shows it', async () => {
    const { outcome } = await asking(`(error) ERR unknown command '${password}' of way-in`, (reader) =>
      askOne(reader.nodes[0], ['DBSIZE']),
    );
    const value = { kind: 'refused', code: 'ERR', words: "unknown command '•••' of •••" };
    assert.deepEqual(outcome, { status: 'fulfilled', value });
  });

  it('says more to one command than is read: that is too large, and it can be asked again', async () => {
    const answers = [
      json(200, { client_id: 'way-in' }),
      json(200, { response: 'x'.repeat(17 << 20) }),
      json(200, { response: '(integer) 3' }),
    ];
    const answer = (socket: Socket) => void socket.end(answers.shift() ?? json(500, {}));
    await withFaultyServer(answer, async (server) => {
      const connection = connectionTo(server.url);
      const reader = await openByWebCli({
        connection,
        projectId: 'p',
        instanceId: 'i',
        name: 'orders',
        isCluster: false,
      });
      const replies = await reader.nodes[0].askAll([['HGETALL', 'a'], ['DBSIZE']]);
      assert.deepEqual(replies, [
        { kind: 'unclear', why: 'tooLarge' },
        { kind: 'number', value: 3 },
      ]);
    });
  });

  it('is asked nothing more once that is called off, or it is closed', async () => {
    const stop = new AbortController();
    stop.abort();
    const cancelled = await asking('x', (reader) => askOne(reader.nodes[0], ['PING'], { signal: stop.signal }));
    assert.deepEqual(cancelled.bodies, []);
    assert.ok(cancelled.outcome.status === 'rejected' && cancelled.outcome.reason instanceof RedisFailure);
    const closed = await asking('x', async (reader) => {
      await Promise.all([reader.close(), reader.close()]);
      return askOne(reader.nodes[0], ['PING']);
    });
    assert.deepEqual(closed.bodies, [JSON.stringify({ client_id: 'way-in' })]);
    assert.equal(closed.outcome.status, 'rejected');
  });

  it('is asked once more where the gateway has no time, or the cloud fails for a moment', async () => {
    const answers = [
      json(200, { client_id: 'way-in' }),
      json(429, { error_code: 'APIGW.0308' }),
      json(503, {}),
      json(200, { response: '(integer) 3' }),
    ];
    const answer = (socket: Socket) => void socket.end(answers.shift() ?? json(500, {}));
    await withFaultyServer(answer, async (server) => {
      const waited: number[] = [];
      const patience = { wait: async (time: number) => void waited.push(time), random: () => 0.5 };
      const connection = connectionTo(server.url, { patience });
      const given = { connection, projectId: 'p', instanceId: 'i', name: 'orders', isCluster: false };
      const reader = await openByWebCli(given);
      assert.deepEqual(await askOne(reader.nodes[0], ['DBSIZE']), { kind: 'number', value: 3 });
      assert.equal(server.received.length, 4);
      assert.equal(waited.length, 2);
    });
  });
});
