import assert from 'node:assert/strict';
import type { ReadCommand } from '../../../../src/cloud/services/readCommands.ts';
import { compareRedis } from '../../../../src/redis/compare/compareRedis.ts';
import type { Comparison } from '../../../../src/redis/compare/comparison.ts';
import { verdictOf } from '../../../../src/redis/compare/verdict.ts';
import type { RedisNode, RedisReader } from '../../../../src/redis/redisReader.ts';
import type { RedisReply } from '../../../../src/redis/reply.ts';
import { createVirtualClock } from '../../../support/desk/virtualClock.ts';

const text = (words: string): RedisReply => ({ kind: 'text', bytes: Buffer.from(words) });
const number = (value: number): RedisReply => ({ kind: 'number', value });
const list = (...items: readonly RedisReply[]): RedisReply => ({ kind: 'list', items });

interface Asked {
  readonly side: 'source' | 'target';
  readonly database: number;
  readonly key: string;
  /** Milliseconds since it began. */
  readonly at: number;
}

type Answers = (command: ReadCommand[0], asked: Asked) => RedisReply | undefined;

/** What one key has that is in each database, unless it is answered otherwise. */
function usual(name: string): RedisReply {
  switch (name) {
    case 'INFO':
      return text('# Keyspace\r\ndb0:keys=1,expires=0,avg_ttl=0\r\n');
    case 'SCAN':
      return list(text('0'), list(text('key')));
    case 'TYPE':
      return text('string');
    case 'PTTL':
      return number(-1);
    case 'GET':
      return text('x');
    default:
      return number(1);
  }
}

/** Compares two that answer alike but for the side; each command takes a while. */
async function compare(answers: Answers, way: RedisReader['way'] = 'connection'): Promise<Comparison> {
  const clock = createVirtualClock();
  const from = clock.now().getTime();
  const now = () => clock.now().getTime();
  const signal = new AbortController().signal;
  const open = (side: Asked['side']): RedisReader => {
    const node: RedisNode = {
      name: side,
      askAll: async (commands, { database = 0 } = {}) => {
        await clock.wait(50, signal);
        return commands.map(([name, key = '']) => {
          const asked = { side, database, key: key.toString(), at: now() - from };
          return answers(name, asked) ?? usual(name);
        });
      },
    };
    const at = { name: side, isTls: false, isCluster: false, databases: 256, close: async () => undefined };
    return { ...at, way, nodes: [node], nodeOf: () => node };
  };
  const ends = { source: open('source'), target: open('target') };
  const tools = { now, wait: clock.wait, random: () => 0.5 };
  return compareRedis({ ...ends, signal, report: () => undefined }, tools);
}

const minute = 60_000;

describe('comparing what does not behave', () => {
  it('is equal where nothing is wrong', async () => {
    const comparison = await compare(() => undefined);
    assert.equal(verdictOf(comparison), 'equal');
  });

  it('ends in time where pages of a scan are empty and never end', async () => {
    const comparison = await compare((name) => (name === 'SCAN' ? list(text('7'), list()) : undefined));
    assert.ok(comparison.to - comparison.from < 6 * minute);
    assert.equal(verdictOf(comparison), 'unclear');
  });

  it('ends in time through the Web CLI, however many databases there are, and says of which no key was looked up', async () => {
    const rows = Array.from({ length: 256 }, (_, database) => `db${database}:keys=1,expires=0,avg_ttl=0\r\n`);
    const comparison = await compare((name) => (name === 'INFO' ? text(rows.join('')) : undefined), 'webCli');
    assert.ok(comparison.to - comparison.from < 6 * minute, `${(comparison.to - comparison.from) / minute} minutes`);
    assert.ok(comparison.databases[0]?.lookedUp === 1 && comparison.databases[255]?.isUnsampled);
    assert.equal(verdictOf(comparison), 'unclear');
  });

  it('calls nothing equal where the target names none of its keys', async () => {
    const onlyExpiring = text('db0:keys=5,expires=5,avg_ttl=0\r\n');
    const comparison = await compare((name, { side }) => {
      if (side === 'source')
        return name === 'INFO' ? text('# Keyspace\r\n') : name === 'DBSIZE' ? number(0) : undefined;
      return name === 'INFO' ? onlyExpiring : name === 'SCAN' ? list(text('0'), list()) : undefined;
    });
    assert.equal(verdictOf(comparison), 'unclear');
  });

  it('reads few values at once where no Redis says how large they are', async () => {
    const at = new Map<number, number>();
    const keys = Array.from({ length: 50 }, (_, index) => text(`key:${index}`));
    const comparison = await compare((name, asked) => {
      if (name === 'HGETALL' && asked.side === 'source') at.set(asked.at, (at.get(asked.at) ?? 0) + 1);
      if (name === 'HGETALL') return list(text('field'), text('value'));
      if (name === 'INFO') return text('db0:keys=50,expires=0,avg_ttl=0\r\n');
      if (name === 'SCAN') return list(text('0'), list(...keys));
      if (name === 'MEMORY') return { kind: 'refused', code: 'NOPERM', words: '' };
      return name === 'TYPE' ? text('hash') : name === 'HLEN' ? number(200) : undefined;
    });
    assert.equal(comparison.types.get('hash')?.same, 50);
    assert.ok(Math.max(...at.values()) <= 6, [...at.values()].join());
  });

  it('calls nothing all keys where none is named', async () => {
    const many = text('db0:keys=5000,expires=0,avg_ttl=0\r\n');
    const { databases } = await compare((name) =>
      name === 'INFO' ? many : name === 'RANDOMKEY' ? { kind: 'nothing' } : undefined,
    );
    assert.deepEqual([databases[0]?.isWhole, databases[0]?.isUnsampled], [false, true]);
  });

  it('calls no key equal whose expiry is no number that can be read', async () => {
    const comparison = await compare((name, { side }) =>
      name === 'PTTL' && side === 'source' ? text('9223372036854775000') : undefined,
    );
    assert.deepEqual([...comparison.notCompared], [['notShown', 1]]);
    assert.equal(verdictOf(comparison), 'unclear');
  });

  it('keeps no more of the name of a type than a name has', async () => {
    const comparison = await compare((name) => (name === 'TYPE' ? text('x'.repeat(1_000_000)) : undefined));
    assert.deepEqual(
      [...comparison.types.keys()].map(({ length }) => length),
      [100],
    );
  });
});
