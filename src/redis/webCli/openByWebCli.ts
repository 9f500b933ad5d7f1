import type { Connection } from '../../cloud/connection.ts';
import { CloudError, Unintelligible } from '../../cloud/errors.ts';
import { mayPassForReads, repeat } from '../../cloud/patience.ts';
import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import { askWebCli, closeWebCli, openWebCli, type WebCli } from '../../cloud/services/webCli.ts';
import { RedisFailure } from '../redisFailure.ts';
import type { AskOptions, RedisNode, RedisReader } from '../redisReader.ts';
import type { RedisReply } from '../reply.ts';
import { printedReply } from './printedReply.ts';

interface WebCliOptions {
  readonly connection: Connection;
  readonly projectId: string;
  readonly instanceId: string;
  /** As the person knows it. */
  readonly name: string;
  /** Undefined where the instance has none. It goes to the cloud's API. */
  readonly password?: string | undefined;
  /** Whether the cloud says that it is a cluster: it is one Redis with one database then. */
  readonly isCluster: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a DCS instance of Redis 4.0 or newer to be read through the Web CLI of the cloud, one command a request.
 * @throws {CloudError} also for a wrong password, see `isWrongPassword`
 */
export async function openByWebCli(options: WebCliOptions): Promise<RedisReader> {
  const { connection, projectId, instanceId, name, password, signal } = options;
  const cli = await openWebCli(connection, projectId, instanceId, password, signal);
  const place: Place = { ...options, cli, isClosed: false };
  const node = nodeOf(place);
  return {
    way: 'webCli',
    name,
    isTls: undefined,
    nodes: [node],
    isCluster: options.isCluster,
    databases: cli.databases,
    nodeOf: () => node,
    async close() {
      if (place.isClosed) return;
      place.isClosed = true;
      await closeWebCli(connection, projectId, cli).catch((error: unknown) => {
        if (!(error instanceof CloudError)) throw error;
      });
    },
  };
}

interface Place extends WebCliOptions {
  readonly cli: WebCli;
  isClosed: boolean;
}

function nodeOf(place: Place): RedisNode {
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: place.name,
    askAll(commands, asked = {}) {
      const turn = last.then(() => askEach(place, commands, asked));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Milliseconds for one command with all its repetitions. */
const limitOfOne = 20_000;

async function askEach(
  place: Place,
  commands: readonly ReadCommand[],
  { database = 0, signal }: AskOptions,
): Promise<readonly RedisReply[]> {
  const { connection, projectId, cli, name } = place;
  const replies: RedisReply[] = [];
  for (const command of commands) {
    if (signal?.aborted) throw new RedisFailure('cancelled', name);
    if (place.isClosed) throw new RedisFailure('closed', name);
    const ask = () => askWebCli(connection, projectId, cli, command, { database, signal });
    // What only reads can be asked again, as other reads are.
    const text = await repeat(connection, ask, { mayRepeat: mayPassForReads, limit: limitOfOne }, signal).catch(
      tooLarge,
    );
    if (text === undefined) replies.push({ kind: 'unclear', why: 'notSent' });
    else if (text instanceof Unintelligible) replies.push({ kind: 'unclear', why: 'tooLarge' });
    else replies.push(printedReply(text, isPlain(command), cli.unshown));
  }
  return replies;
}

/** Of that key nothing is read then; the others can be asked. */
function tooLarge(error: unknown): Unintelligible {
  if (error instanceof Unintelligible && error.facts.reason === 'tooLarge') return error;
  throw error;
}

const plain: ReadonlySet<string> = new Set(['PING', 'INFO', 'TYPE', 'OBJECT']);

/** Whether the reply is a word or a report of the Redis itself. */
function isPlain([name, sub]: ReadCommand): boolean {
  return plain.has(name) || (name === 'CLUSTER' && sub !== 'SLOTS');
}
