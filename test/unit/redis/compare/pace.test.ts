import assert from 'node:assert/strict';
import type { ReadCommand } from '../../../../src/cloud/services/readCommands.ts';
import { compareLimits } from '../../../../src/redis/compare/compareOptions.ts';
import { compareRedis } from '../../../../src/redis/compare/compareRedis.ts';
import { createPace } from '../../../../src/redis/compare/pace.ts';
import { verdictOf } from '../../../../src/redis/compare/verdict.ts';
import type { RedisNode, RedisReader } from '../../../../src/redis/redisReader.ts';
import type { RedisReply } from '../../../../src/redis/reply.ts';
import { createVirtualClock } from '../../../support/desk/virtualClock.ts';

const text = (words: string): RedisReply => ({ kind: 'text', bytes: Buffer.from(words) });
const count = 10_000;

/** Each of many keys is a text, and no two of them in turn are the same. */
function replyTo([name, ...rest]: ReadCommand, turn: number): RedisReply {
  switch (name) {
    case 'INFO':
      return text(`# Keyspace\r\ndb0:keys=${count},expires=0,avg_ttl=0\r\n`);
    case 'DBSIZE':
      return { kind: 'number', value: count };
    case 'RANDOMKEY':
      return text(`key:${turn % count}`);
    case 'TYPE':
      return text(rest[0] === undefined ? 'none' : 'string');
    case 'PTTL':
      return { kind: 'number', value: -1 };
    case 'STRLEN':
      return { kind: 'number', value: 1 };
    case 'GET':
      return text('x');
    default:
      return { kind: 'refused', code: 'ERR', words: '' };
  }
}

function scene() {
  const clock = createVirtualClock();
  const now = () => clock.now().getTime();
  const sent: { readonly at: number; readonly name: string }[] = [];
  const open = (): RedisReader => {
    const node: RedisNode = {
      name: 'an instance',
      askAll: async (commands) =>
        commands.map((command) => {
          sent.push({ at: now(), name: command[0] });
          return replyTo(command, sent.length);
        }),
    };
    const at = { name: node.name, isTls: true, isCluster: false, databases: 256 };
    return { ...at, way: 'webCli', nodes: [node], nodeOf: () => node, close: async () => undefined };
  };
  return { sent, source: open(), target: open(), tools: { now, wait: clock.wait, random: () => 0.5 } };
}

describe('the pace of requests', () => {
  it('waits no longer where the clock goes back', async () => {
    let now = 10_000_000;
    const waited: number[] = [];
    const wait = async (milliseconds: number) => void waited.push(milliseconds);
    const turn = createPace({ now: () => now, wait }, 100, new AbortController().signal);
    await turn();
    await turn();
    now -= 3_600_000;
    await turn();
    await turn();
    assert.deepEqual(waited, [600, 600, 1200]);
  });
});

describe('comparing through the Web CLI', () => {
  it('asks no more often than it may, and ends in time', async () => {
    const { sent, source, target, tools } = scene();
    const options = { source, target, signal: new AbortController().signal, report: () => undefined };
    const comparison = await compareRedis(options, tools);
    assert.equal(verdictOf(comparison), 'equal');
    for (const [index, { at }] of sent.entries()) {
      const later = sent[index + compareLimits.perMinute];
      assert.ok(later === undefined || later.at - at >= 60_000, `${index}`);
    }
    const minutes = (comparison.to - comparison.from) / 60_000;
    assert.ok(minutes > 4 && minutes < 6, String(minutes));
    const [figures] = comparison.databases;
    assert.ok(figures && figures.lookedUp > 20 && figures.lookedBack > 20, JSON.stringify(figures));
  });

  it('takes the words as the cloud gives them, and never asks what it refuses', async () => {
    const { sent, source, target, tools } = scene();
    const options = { source, target, signal: new AbortController().signal, report: () => undefined };
    await compareRedis({ ...options, limits: { time: 30_000 } }, tools);
    const names = new Set(sent.map(({ name }) => name));
    assert.deepEqual([...names].sort(), ['DBSIZE', 'GET', 'INFO', 'PTTL', 'RANDOMKEY', 'STRLEN', 'TYPE']);
  });

  it('ends at once when it is cancelled', async () => {
    const { sent, source, target, tools } = scene();
    const cancel = new AbortController();
    const report = () => cancel.abort();
    const { end, databases } = await compareRedis({ source, target, signal: cancel.signal, report }, tools);
    assert.equal(end.kind, 'cancelled');
    assert.ok(sent.length < 60 && databases[0]?.lookedUp === 1, String(sent.length));
  });
});
