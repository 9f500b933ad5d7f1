import { RedisFailure } from '../redisFailure.ts';
import { askOne, type RedisReader } from '../redisReader.ts';
import { textIn } from '../reply.ts';
import { type ClusterMasters, mastersIn } from './clusterMasters.ts';
import { keySlot } from './keySlot.ts';
import { type ConnectedNode, type NodeOptions, openNode } from './openNode.ts';
import { hostAndPort, type RedisAddress } from './redisAddress.ts';

export interface ConnectionOptions {
  /** Of one Redis or one cluster; the first that can be connected to is asked. */
  readonly addresses: readonly RedisAddress[];
  /** As the person knows it. */
  readonly name: string;
  readonly password?: string | undefined;
  /** `authority`: PEM of one that this computer does not know. Undefined: no TLS. */
  readonly tls?: { readonly authority?: string | undefined } | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Asked about the masters of a cluster that are at other addresses than those above. What is no is told as a cancel. */
  readonly mayConnect: (others: readonly string[]) => Promise<boolean>;
  readonly connectTime?: number;
  readonly answerTime?: number;
}

/** 64 MiB, and as many elements as the replies to a thousand pages of SCAN. */
const bounds = { bytes: 64 << 20, elements: 2_000_000 } as const;

/**
 * Opens a Redis to be read over connections of this computer: one, or one to each master of a cluster. Nothing is tried again, and a
 * certificate that does not fit ends it.
 * @throws {RedisFailure}
 */
export async function openByConnection(options: ConnectionOptions): Promise<RedisReader> {
  const { password, tls, signal, connectTime = 10_000, answerTime = 30_000, addresses, name } = options;
  const nodeOptions: NodeOptions = { password, tls, signal, connectTime, answerTime, bounds };
  const { node, address } = await openFirst(addresses, nodeOptions, name);
  const opened = [node];
  try {
    const info = textIn(await askOne(node, ['INFO', 'cluster'], { signal }));
    const isCluster = info !== undefined && /^cluster_enabled:1\r?$/m.test(info);
    if (!isCluster) return readerOf(options, [node], undefined);
    const found = mastersIn(await askOne(node, ['CLUSTER', 'SLOTS'], { signal }), address);
    if (found === undefined) throw new RedisFailure('unknownCluster', node.name);
    const nodes = await openMasters(found, opened, options, nodeOptions);
    // A replica may have been asked for the way.
    if (!nodes.includes(node)) node.close();
    return readerOf(options, nodes, found);
  } catch (error) {
    for (const one of opened) one.close();
    throw error;
  }
}

/** Of several addresses one may be down; a password that is wrong is wrong at each. */
async function openFirst(
  addresses: readonly RedisAddress[],
  options: NodeOptions,
  name: string,
): Promise<{ readonly node: ConnectedNode; readonly address: RedisAddress }> {
  let failure = new RedisFailure('nameNotFound', name);
  for (const address of addresses) {
    try {
      return { node: await openNode(address, options), address };
    } catch (error) {
      if (!(error instanceof RedisFailure) || !away.has(error.kind)) throw error;
      failure = error;
    }
  }
  throw failure;
}

const away: ReadonlySet<string> = new Set(['nameNotFound', 'refused', 'noRoute', 'connectTimedOut', 'closedAtOnce']);

async function openMasters(
  { masters }: ClusterMasters,
  opened: ConnectedNode[],
  { addresses, mayConnect, name }: ConnectionOptions,
  options: NodeOptions,
): Promise<[ConnectedNode, ...ConnectedNode[]]> {
  const given = new Set(addresses.map(hostAndPort));
  const others = masters.map(hostAndPort).filter((one) => !given.has(one));
  if (others.length > 0 && !(await mayConnect(others))) throw new RedisFailure('cancelled', name);
  const open = async (address: RedisAddress) => {
    const there = opened.find((node) => node.name === hostAndPort(address));
    const node = there ?? (await openNode(address, options));
    if (there === undefined) opened.push(node);
    return node;
  };
  const [first, ...rest] = masters;
  const nodes: [ConnectedNode, ...ConnectedNode[]] = [await open(first)];
  for (const address of rest) nodes.push(await open(address));
  return nodes;
}

function readerOf(
  { name, tls }: ConnectionOptions,
  nodes: readonly [ConnectedNode, ...ConnectedNode[]],
  cluster: ClusterMasters | undefined,
): RedisReader {
  return {
    way: 'connection',
    name,
    isTls: tls !== undefined,
    nodes,
    isCluster: cluster !== undefined,
    databases: cluster === undefined ? undefined : 1,
    nodeOf: (key) => nodes[cluster?.ofSlot[keySlot(key)] ?? 0] ?? nodes[0],
    async close() {
      for (const node of nodes) node.close();
    },
  };
}
