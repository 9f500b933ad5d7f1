import type { Socket } from 'node:net';
import { Decoder, RESP_TYPES } from '@redis/client/dist/lib/RESP/decoder.js';
import { RedisFailure, type RedisFailureKind } from '../redisFailure.ts';
import type { RedisReply } from '../reply.ts';
import { failureOf } from './openSocket.ts';
import { BrokenReply, createReplyGate, type ReplyBounds, type ReplyGate } from './replyGate.ts';
import { replyOf } from './replyOf.ts';

interface ChannelOptions {
  /** Whom messages name. */
  readonly name: string;
  /** Of what is read for one exchange. */
  readonly bounds: ReplyBounds;
  /** Milliseconds until the next whole reply has come. */
  readonly answerTime: number;
  /** What no message repeats: a Redis quotes what it does not understand. */
  readonly unshown: readonly string[];
}

type Parts = readonly (string | Uint8Array)[];

/** Commands out, replies in, by one socket. What may be sent is decided by who holds it. */
export interface Channel {
  /** All at once; the replies in their order. One exchange at a time; a failure, or a cancel, closes it. @throws {RedisFailure} */
  exchange(commands: readonly Parts[], signal?: AbortSignal): Promise<readonly RedisReply[]>;
  close(): void;
}

interface Waiting {
  readonly replies: RedisReply[];
  /** How many have ended: the decoder gives one before its last byte is here. */
  ended: number;
  readonly expected: number;
  readonly resolve: (replies: readonly RedisReply[]) => void;
  readonly reject: (failure: RedisFailure) => void;
  timer: NodeJS.Timeout | undefined;
}

interface State {
  readonly socket: Socket;
  readonly options: ChannelOptions;
  readonly gate: ReplyGate;
  waiting: Waiting | undefined;
  failure: RedisFailure | undefined;
  hasAnswered: boolean;
}

/** The protocol is read by the decoder of node-redis, behind a gate that bounds what it is given. */
export function openChannel(socket: Socket, options: ChannelOptions): Channel {
  const gate = createReplyGate(options.bounds);
  const state: State = { socket, options, gate, waiting: undefined, failure: undefined, hasAnswered: false };
  const decoder = createDecoder((reply) => state.waiting?.replies.push(replyOf(reply, options.unshown)));
  socket.on('error', (error) => {
    // The handshake is over: with TLS, too, something was sent.
    const failure = failureOf(error, options.name, false);
    if (failure.kind === 'lost' && !state.hasAnswered) failAs(state, 'closedAtOnce');
    else fail(state, failure);
  });
  socket.on('close', () => failAs(state, state.hasAnswered ? 'lost' : 'closedAtOnce'));
  socket.on('data', (piece: Buffer) => {
    if (state.failure !== undefined) return;
    try {
      const ended = gate.take(piece);
      if (ended > open(state)) throw new BrokenReply('garbled');
      decoder.write(piece);
      if (ended > 0) answered(state, ended);
    } catch (error) {
      failAs(state, kindOf(error, piece, state.hasAnswered));
    }
  });
  if (socket.destroyed) failAs(state, 'closedAtOnce');
  return {
    close: () => failAs(state, 'closed'),
    exchange: (commands, signal) => exchange(state, commands, signal),
  };
}

async function exchange(
  state: State,
  commands: readonly Parts[],
  signal: AbortSignal | undefined,
): Promise<readonly RedisReply[]> {
  if (state.failure !== undefined) throw state.failure;
  if (state.waiting !== undefined) throw new RangeError('One exchange at a time.');
  if (commands.length === 0) return [];
  const cancel = () => failAs(state, 'cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise<readonly RedisReply[]>((resolve, reject) => {
      state.waiting = { replies: [], ended: 0, expected: commands.length, resolve, reject, timer: undefined };
      if (signal?.aborted) return cancel();
      state.gate.reopen();
      wait(state);
      state.socket.write(Buffer.concat(commands.map(encoded)));
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** How many replies are still to come. */
function open({ waiting }: State): number {
  return waiting === undefined ? 0 : waiting.expected - waiting.ended;
}

function answered(state: State, ended: number): void {
  state.hasAnswered = true;
  if (state.waiting !== undefined) state.waiting.ended += ended;
  if (open(state) > 0) {
    wait(state);
    return;
  }
  const { waiting } = state;
  if (waiting === undefined) return;
  if (waiting.replies.length !== waiting.expected) throw new BrokenReply('garbled');
  clearTimeout(waiting.timer);
  state.waiting = undefined;
  waiting.resolve(waiting.replies);
}

function wait(state: State): void {
  const { waiting, options } = state;
  if (waiting === undefined) return;
  clearTimeout(waiting.timer);
  waiting.timer = setTimeout(() => failAs(state, 'answerTimedOut'), options.answerTime);
}

function failAs(state: State, kind: RedisFailureKind): void {
  fail(state, new RedisFailure(kind, state.options.name));
}

/** The first failure is the one that is told. */
function fail(state: State, failure: RedisFailure): void {
  state.failure ??= failure;
  const { waiting } = state;
  clearTimeout(waiting?.timer);
  state.waiting = undefined;
  state.socket.destroy();
  waiting?.reject(state.failure);
}

/** A TLS server says an alert to what is not TLS; others something of their own. */
function kindOf(error: unknown, piece: Buffer, hasAnswered: boolean): RedisFailureKind {
  const kind = error instanceof BrokenReply ? error.kind : 'garbled';
  if (hasAnswered || kind !== 'garbled') return kind;
  return piece[0] === 0x15 && piece[1] === 3 ? 'tlsOnly' : 'notRedis';
}

function createDecoder(onReply: (reply: unknown) => void): Decoder {
  // Numbers as their digits: as numbers the decoder rounds those from 16 digits on.
  const typeMapping = {
    [RESP_TYPES.BLOB_STRING]: Buffer,
    [RESP_TYPES.SIMPLE_STRING]: Buffer,
    [RESP_TYPES.NUMBER]: String,
  };
  return new Decoder({ onReply, onErrorReply: onReply, onPush() {}, getTypeMapping: () => typeMapping });
}

function encoded(parts: Parts): Buffer {
  const pieces = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')];
  });
  return Buffer.concat([Buffer.from(`*${parts.length}\r\n`), ...pieces]);
}
