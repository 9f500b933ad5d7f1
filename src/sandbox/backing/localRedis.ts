import { connect, type Socket } from 'node:net';
import type { LoopbackAddress } from '../../cloud/endpoint.ts';
import { createReplyReader, encodeCommand, type Reply, type ReplyReader, UnreadableReply } from './resp.ts';

/** Milliseconds that are waited: for a connection, for an answer, and for the next command. */
const usualTimes = { connect: 2000, answer: 5000, idle: 10 * 60_000 };

/** Bytes of one answer. */
const longestReply = 4 * 1024 * 1024;

/** A Redis of the person, on this computer, that is connected. */
export interface LocalRedis {
  /** The answer to the password of its default account. */
  authenticate(password: string): Promise<Reply>;
  /** One command at a time, in the order in which they came. Rejects where there is no answer, and from then on always. */
  ask(words: readonly string[], database?: number): Promise<Reply>;
  close(): void;
}

/** Rejects where nothing answers there in time. */
export async function connectLocalRedis({ host, port }: LoopbackAddress, times = usualTimes): Promise<LocalRedis> {
  const socket = connect({ host, port });
  await connected(socket, times.connect);
  socket.setTimeout(times.idle, () => socket.destroy());
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure ??= error;
  });
  let last: Promise<unknown> = Promise.resolve();
  let selected = 0;
  const send = async (words: readonly string[]) => {
    if (failure !== undefined || socket.destroyed) throw failure ?? new Error('The connection has ended.');
    try {
      return await answerTo(words, socket, times.answer);
    } catch (error) {
      // What comes late would be taken for the answer to the next command.
      socket.destroy();
      throw error;
    }
  };
  const ask = async (words: readonly string[], database: number) => {
    if (database !== selected) {
      const reply = await send(['SELECT', String(database)]);
      if (reply.kind === 'error') return reply;
      selected = database;
    }
    return send(words);
  };
  const inTurn = (work: () => Promise<Reply>) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    authenticate: (password) => inTurn(() => send(['AUTH', password])),
    ask: (words, database = 0) => inTurn(() => ask(words, database)),
    close: () => socket.destroy(),
  };
}

function connected(socket: Socket, time: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error('Nothing answers there.')), time);
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve();
    });
  });
}

function answerTo(words: readonly string[], socket: Socket, time: number): Promise<Reply> {
  const reader = createReplyReader(longestReply);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('It does not answer in time.'))), time);
    const settle = (how: () => void) => {
      clearTimeout(timer);
      socket.off('data', read).off('error', failed).off('close', closed);
      how();
    };
    const read = (piece: Buffer) => {
      const reply = taken(reader, piece);
      if (reply instanceof UnreadableReply) settle(() => reject(reply));
      else if (reply !== undefined) settle(() => resolve(reply));
    };
    const failed = (error: Error) => settle(() => reject(error));
    const closed = () => settle(() => reject(new Error('The connection has ended.')));
    socket.on('data', read).on('error', failed).on('close', closed);
    socket.write(encodeCommand(words));
  });
}

function taken(reader: ReplyReader, piece: Buffer): Reply | UnreadableReply | undefined {
  try {
    return reader.take(piece);
  } catch (error) {
    if (error instanceof UnreadableReply) return error;
    throw error;
  }
}
