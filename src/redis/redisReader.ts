import type { ReadCommand } from '../cloud/services/readCommands.ts';
import type { RedisReply } from './reply.ts';

export interface AskOptions {
  /** From 0, which it is where nothing is said. */
  readonly database?: number;
  readonly signal?: AbortSignal | undefined;
}

/** One Redis that is asked: all there is, or a master of a cluster. */
export interface RedisNode {
  /** `host:port`, or the ID of an instance. */
  readonly name: string;
  /**
   * What came of each command, in their order; over a connection they are sent together. Commands of several callers go one
   * after the other.
   * @throws {RedisFailure} where it cannot be asked any more, or was cancelled
   * @throws {CloudError} of the Web CLI, when the cloud does not pass it on
   * @throws {RangeError} for what is not on the list of what only reads
   */
  askAll(commands: readonly ReadCommand[], options?: AskOptions): Promise<readonly RedisReply[]>;
}

/** A Redis that is open to be read: by a connection, or by the Web CLI of the cloud. */
export interface RedisReader {
  readonly way: 'connection' | 'webCli';
  /** As the person knows it. */
  readonly name: string;
  /** Undefined through the Web CLI, which does not say how it is connected. */
  readonly isTls: boolean | undefined;
  /** Masters of a cluster over connections; else the one. The Web CLI shows a cluster as one Redis with one database. */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly isCluster: boolean;
  /** How many databases can be asked, where it is known without asking: 1 of a cluster. */
  readonly databases: number | undefined;
  /** Where a key is. */
  nodeOf(key: Uint8Array): RedisNode;
  /** Never throws. */
  close(): Promise<void>;
}

/** One command; see {@link RedisNode.askAll}. */
export async function askOne(node: RedisNode, command: ReadCommand, options?: AskOptions): Promise<RedisReply> {
  const [reply] = await node.askAll([command], options);
  return reply ?? { kind: 'unclear', why: 'notShown' };
}
