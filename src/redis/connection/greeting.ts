import { RedisFailure, type RedisFailureKind } from '../redisFailure.ts';
import type { RedisReply } from '../reply.ts';
import type { Channel } from './channel.ts';

/**
 * Says the password, where there is one, and hears whether this is a Redis that can be asked. Beside SELECT the only thing that is
 * sent without being a command that reads.
 * @throws {RedisFailure} which never has words of the server, for these may repeat the password
 */
export async function greet(
  channel: Channel,
  name: string,
  password: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const commands = password === undefined || password === '' ? [['PING']] : [['AUTH', password], ['PING']];
  const replies = await channel.exchange(commands, signal);
  const kind = commands.length > 1 ? (whyNotLetIn(replies[0]) ?? whyNotAsked(replies[1])) : whyNotAsked(replies[0]);
  if (kind === undefined) return;
  channel.close();
  throw new RedisFailure(kind, name);
}

function whyNotLetIn(reply: RedisReply | undefined): RedisFailureKind | undefined {
  if (reply?.kind !== 'refused') return undefined;
  const { code, words } = reply;
  if (/no password is set|without any password configured/i.test(words)) return 'noPasswordSet';
  // Before 6.0 it has no code of its own.
  if (code === 'WRONGPASS' || /invalid password/i.test(words)) return 'wrongPassword';
  return whyNotAsked(reply) ?? 'authRefused';
}

/** Who may not say PING may be let to ask other things. */
function whyNotAsked(reply: RedisReply | undefined): RedisFailureKind | undefined {
  if (reply?.kind === 'text') return reply.bytes.toString() === 'PONG' ? undefined : 'notRedis';
  if (reply?.kind !== 'refused') return 'notRedis';
  const { code, words } = reply;
  if (code === 'NOAUTH' || /operation not permitted/i.test(words)) return 'passwordNeeded';
  if (code === 'LOADING') return 'loading';
  if (code === 'DENIED') return 'protectedMode';
  return /max number of clients|maxclients/i.test(words) ? 'maxClients' : undefined;
}
