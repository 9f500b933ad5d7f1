import { checkedRead } from '../../cloud/services/readCommands.ts';
import type { AskOptions, RedisNode } from '../redisReader.ts';
import type { RedisReply } from '../reply.ts';
import { type Channel, openChannel } from './channel.ts';
import { greet } from './greeting.ts';
import { openSocket, type SocketOptions } from './openSocket.ts';
import { hostAndPort, type RedisAddress } from './redisAddress.ts';
import type { ReplyBounds } from './replyGate.ts';

export interface NodeOptions extends SocketOptions {
  readonly password: string | undefined;
  readonly answerTime: number;
  readonly bounds: ReplyBounds;
}

/** A node that a connection of its own leads to. */
export interface ConnectedNode extends RedisNode {
  close(): void;
}

/** Connects to one Redis and says the password. @throws {RedisFailure} */
export async function openNode(address: RedisAddress, options: NodeOptions): Promise<ConnectedNode> {
  const { password, answerTime, bounds, signal } = options;
  const name = hostAndPort(address);
  const socket = await openSocket(address, options);
  const unshown = password === undefined ? [] : [password];
  const channel = openChannel(socket, { name, bounds, answerTime, unshown });
  await greet(channel, name, password, signal);
  let last: Promise<unknown> = Promise.resolve();
  const place = { database: 0 };
  return {
    name,
    // In turns: a database is chosen for all that follows on a connection.
    async askAll(commands, asked = {}) {
      const checked = commands.map(checkedRead);
      const turn = last.then(() => askIn(channel, place, checked, asked));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => channel.close(),
  };
}

async function askIn(
  channel: Channel,
  place: { database: number },
  commands: readonly (readonly (string | Uint8Array)[])[],
  { database = 0, signal }: AskOptions,
): Promise<readonly RedisReply[]> {
  if (commands.length === 0) return [];
  if (place.database !== database) {
    const [chosen] = await channel.exchange([['SELECT', String(database)]], signal);
    // What follows would be read in another one.
    if (chosen?.kind === 'refused') return commands.map(() => chosen);
    if (chosen?.kind !== 'text') return commands.map(() => ({ kind: 'unclear', why: 'notShown' }));
    place.database = database;
  }
  return channel.exchange(commands, signal);
}
