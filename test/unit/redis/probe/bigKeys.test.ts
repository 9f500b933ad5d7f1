import assert from 'node:assert/strict';
import { bigKeys } from '../../../../src/redis/probe/bigKeys.ts';
import { nodeFacts } from '../../../../src/redis/probe/nodeFacts.ts';
import type { RedisNode, RedisReader } from '../../../../src/redis/redisReader.ts';
import type { RedisReply } from '../../../../src/redis/reply.ts';

const text = (value: string): RedisReply => ({ kind: 'text', bytes: Buffer.from(value) });
const list = (...items: RedisReply[]): RedisReply => ({ kind: 'list', items });

/** One that answers by the name of the command, and counts what it is asked. */
function reading(answer: (command: string) => RedisReply) {
  const counts = new Map<string, number>();
  const node: RedisNode = {
    name: 'made-up',
    askAll: async (commands) =>
      commands.map(([name, ...rest]) => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return answer([name, ...rest.map(String)].join(' '));
      }),
  };
  const reader: RedisReader = {
    ...{ way: 'connection', name: 'made-up', isTls: false, isCluster: false, databases: undefined },
    ...{ nodes: [node], nodeOf: () => node, close: async () => undefined },
  };
  return { reader, node, counts };
}

const info = text('redis_version:7.0.0\r\ndb0:keys=1000000,expires=0,avg_ttl=0\r\n');

describe('the sample of keys', () => {
  it('leaves a Redis whose pages are empty and never end', async () => {
    const { reader, node, counts } = reading((command) => (command === 'INFO' ? info : list(text('5'), list())));
    const sample = await bigKeys(reader, [await nodeFacts(node, false, undefined)], () => 0, undefined);
    assert.equal(sample.looked, 0);
    assert.ok((counts.get('SCAN') ?? 0) <= 10_001);
  });

  it('looks at no more keys than it is meant to, however many a page has', async () => {
    const page = list(text('5'), list(...Array.from({ length: 5000 }, (_, index) => text(`k${index}`))));
    const { reader, node, counts } = reading((command) => {
      if (command === 'INFO') return info;
      return command.startsWith('SCAN') ? page : { kind: 'number', value: 7 };
    });
    const facts = [await nodeFacts(node, false, undefined)];
    const sample = await bigKeys(reader, facts, () => 0, undefined, { keys: 50, milliseconds: 1000 });
    assert.equal(sample.looked, 50);
    assert.deepEqual([counts.get('TYPE'), counts.get('MEMORY')], [50, 50]);
    assert.equal(sample.largest.length, 10);
  });

  it('takes nothing from what is no page', async () => {
    for (const broken of [
      text('x'),
      list(text('x'), list()),
      list(text('0'), list(list())),
      { kind: 'nothing' } as const,
    ]) {
      const { reader, node } = reading((command) => (command === 'INFO' ? info : broken));
      const sample = await bigKeys(reader, [await nodeFacts(node, false, undefined)], () => 0, undefined);
      assert.deepEqual([sample.looked, sample.largest, sample.all], [0, [], 1_000_000]);
    }
  });
});

describe('what a Redis says of itself', () => {
  it('is not known where it says something else, whatever that is', async () => {
    const odd: readonly RedisReply[] = [
      text(''),
      text('nothing like it'),
      text(`redis_version:${'9'.repeat(5)}`),
      list(),
      list(text('repl-timeout'), text('soon')),
      list(list(), list()),
      { kind: 'number', value: 1 },
      { kind: 'nothing' },
      { kind: 'unclear', why: 'notShown' },
    ];
    for (const reply of odd) {
      const { node } = reading(() => reply);
      const facts = await nodeFacts(node, true, undefined);
      for (const told of [facts.databases, facts.replTimeout, facts.outputBuffer, facts.disklessSync, facts.cluster])
        assert.equal(told?.kind, 'notTold');
    }
  });

  it('shows no databases where INFO shows none and there are keys all the same, as behind proxies', async () => {
    const facts = async (size: number) => {
      const { node } = reading((command) =>
        command === 'DBSIZE' ? { kind: 'number', value: size } : text('redis_version:5.0.0\r\n'),
      );
      return (await nodeFacts(node, false, undefined)).databases;
    };
    assert.deepEqual(await facts(3), { kind: 'notTold' });
    assert.deepEqual(await facts(0), { kind: 'known', value: [] });
  });

  it('is read of a Valkey, too, and of a Redis that has never heard of PSYNC', async () => {
    const { node } = reading((command) => {
      if (command === 'INFO')
        return text('server_name:valkey\r\nredis_version:7.2.4\r\nvalkey_version:8.0.1\r\nserver_mode:standalone\r\n');
      return command.startsWith('COMMAND') ? list(list()) : { kind: 'refused', code: 'ERR', words: 'unknown command' };
    });
    const { version, mode, psync, replTimeout } = await nodeFacts(node, false, undefined);
    assert.deepEqual(version, { kind: 'known', value: 'Valkey 8.0.1 (Redis 7.2.4)' });
    assert.deepEqual(mode, { kind: 'known', value: 'standalone' });
    assert.deepEqual(psync, { kind: 'known', value: false });
    assert.equal(replTimeout.kind, 'refused');
  });
});
