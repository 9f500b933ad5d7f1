import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { type Channel, openChannel } from '../../src/redis/connection/channel.ts';
import { openSocket } from '../../src/redis/connection/openSocket.ts';
import { RedisFailure } from '../../src/redis/redisFailure.ts';
import type { RedisReply } from '../../src/redis/reply.ts';
import { freePort } from '../support/redis/server.ts';

const anyReply = fc.letrec<{ reply: RedisReply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.constant<RedisReply>({ kind: 'nothing' }),
    fc.oneof(fc.integer(), fc.maxSafeInteger()).map((value): RedisReply => ({ kind: 'number', value })),
    fc.uint8Array({ maxLength: 200 }).map((bytes): RedisReply => ({ kind: 'text', bytes: Buffer.from(bytes) })),
    fc.stringMatching(/^[A-Z]{2,8}$/).map((code): RedisReply => ({ kind: 'refused', code, words: 'because' })),
    fc.array(tie('reply'), { maxLength: 6 }).map((items): RedisReply => ({ kind: 'list', items })),
  ),
})).reply;

function onTheWire(reply: RedisReply): Buffer {
  switch (reply.kind) {
    case 'nothing':
      return Buffer.from('$-1\r\n');
    case 'number':
      return Buffer.from(`:${reply.value}\r\n`);
    case 'text':
      return Buffer.concat([Buffer.from(`$${reply.bytes.length}\r\n`), reply.bytes, Buffer.from('\r\n')]);
    case 'refused':
      return Buffer.from(`-${reply.code} ${reply.words}\r\n`);
    case 'list':
      return Buffer.concat([Buffer.from(`*${reply.items.length}\r\n`), ...reply.items.map(onTheWire)]);
    default:
      throw new Error(reply.kind);
  }
}

/** Says, to whoever says anything, what it has been given, in pieces that arrive one by one. */
async function saying() {
  const state: { pieces: readonly Buffer[] } = { pieces: [] };
  const sockets = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', async () => {
      for (const piece of state.pieces) {
        await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const open = async (answerTime: number): Promise<Channel> => {
    const socket = await openSocket({ host: '127.0.0.1', port }, { tls: undefined, connectTime: 5000 });
    const bounds = { bytes: 1 << 20, elements: 10_000 };
    return openChannel(socket, { name: 'test', bounds, answerTime, unshown: [] });
  };
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { state, open, close };
}

function cut(bytes: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const end = at + (lengths[index % lengths.length] ?? 1);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });

describe('replies of a Redis', () => {
  it('are read as they were sent, in whatever pieces they come', async () => {
    const { state, open, close } = await saying();
    const channel = await open(5000);
    await fc.assert(
      fc.asyncProperty(fc.array(anyReply, { minLength: 1, maxLength: 5 }), lengths, async (replies, into) => {
        state.pieces = cut(Buffer.concat(replies.map(onTheWire)), into);
        assert.deepEqual(await channel.exchange(replies.map(() => ['PING'])), replies);
      }),
      { numRuns: 150 },
    );
    channel.close();
    await close();
  });

  it('that are none end with a failure that says so, and with nothing else', async () => {
    const { state, open, close } = await saying();
    const sign = fc.constantFrom(
      '+',
      '-',
      ':',
      '$',
      '*',
      '>',
      '_',
      '#',
      '0',
      '1',
      '-1',
      '9999',
      '\r\n',
      '\r',
      '\n',
      'x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { minLength: 1, maxLength: 30 }), lengths, async (text, into) => {
        state.pieces = cut(Buffer.from(text.join('')), into);
        const channel = await open(50);
        const [outcome] = await Promise.allSettled([channel.exchange([['PING'], ['PING']])]);
        if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof RedisFailure, String(outcome.reason));
        channel.close();
      }),
      { numRuns: 150 },
    );
    await close();
  });
});
