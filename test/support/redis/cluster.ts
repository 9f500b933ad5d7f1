import { until } from '../suite/until.ts';
import type { RedisProgram } from './programs.ts';
import { type RedisServer, type ServerOptions, startRedis } from './server.ts';

/** A cluster of three masters, each with a third of the slots. */
export async function startCluster(
  program: RedisProgram,
  options: Pick<ServerOptions, 'password'> = {},
): Promise<readonly [RedisServer, RedisServer, RedisServer]> {
  const start = () => {
    const name = ['--cluster-config-file', 'nodes.conf'];
    return startRedis(program, { ...options, settings: [['--cluster-enabled', 'yes'], name] });
  };
  const nodes: [RedisServer, RedisServer, RedisServer] = [await start(), await start(), await start()];
  const [first, ...others] = nodes;
  for (const [index, node] of nodes.entries()) {
    const from = Math.ceil((16_384 * index) / nodes.length);
    const to = Math.ceil((16_384 * (index + 1)) / nodes.length) - 1;
    await node.send('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
    await node.send('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
  }
  for (const { host, port } of others) await first.send('CLUSTER', 'MEET', host, String(port));
  for (const node of nodes) await until('the cluster is whole', () => isWhole(node, nodes.length));
  return nodes;
}

async function isWhole(node: RedisServer, size: number): Promise<boolean> {
  const [info, slots] = await node.sendAll([
    ['CLUSTER', 'INFO'],
    ['CLUSTER', 'SLOTS'],
  ]);
  const state = info?.kind === 'text' ? info.bytes.toString() : '';
  return /cluster_state:ok/.test(state) && slots?.kind === 'list' && slots.items.length >= size;
}
