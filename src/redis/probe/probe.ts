import type { RedisReader } from '../redisReader.ts';
import { bigKeys, type KeySample } from './bigKeys.ts';
import { type NodeFacts, nodeFacts } from './nodeFacts.ts';

/** What was found out of a Redis. */
export interface RedisFacts {
  readonly name: string;
  readonly way: RedisReader['way'];
  readonly isTls: boolean | undefined;
  readonly isCluster: boolean;
  readonly nodes: readonly NodeFacts[];
  readonly sample: KeySample;
}

/**
 * Asks a Redis, and each master of a cluster, about itself. It reads only, each thing once, and stops with the signal.
 * @throws {RedisFailure} where it goes away meanwhile
 * @throws {CloudError} where the cloud does not pass a question on
 */
export async function probe(
  reader: RedisReader,
  now: () => number,
  signal: AbortSignal | undefined,
  tell: (node: string | undefined) => void,
): Promise<RedisFacts> {
  const nodes: NodeFacts[] = [];
  for (const node of reader.nodes) {
    tell(node.name);
    nodes.push(await nodeFacts(node, reader.isCluster, signal));
  }
  tell(undefined);
  const sample = await bigKeys(reader, nodes, now, signal);
  const { name, way, isTls, isCluster } = reader;
  return { name, way, isTls, isCluster, nodes, sample };
}
