import assert from 'node:assert/strict';
import type { ReadCommand } from '../../../src/cloud/services/readCommands.ts';
import type { CompareLimits, CompareProgress } from '../../../src/redis/compare/compareOptions.ts';
import { compareRedis } from '../../../src/redis/compare/compareRedis.ts';
import type { Comparison } from '../../../src/redis/compare/comparison.ts';
import type { RedisReader } from '../../../src/redis/redisReader.ts';
import { seededRandom } from '../suite/seededRandom.ts';
import type { RedisServer } from './server.ts';

type Command = readonly (string | Uint8Array)[];

/** What a comparison meets on its way. */
export interface Comparing {
  readonly limits?: Partial<CompareLimits>;
  readonly signal?: AbortSignal;
  readonly report?: (progress: CompareProgress) => void;
  /** Done while it waits to read again. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly seed?: number;
}

/** Compares as the command does, without waiting. */
export function compare(source: RedisReader, target: RedisReader, comparing: Comparing = {}): Promise<Comparison> {
  const {
    signal = new AbortController().signal,
    report = () => undefined,
    limits = {},
    meanwhile,
    seed = 1,
  } = comparing;
  const random = seededRandom(seed);
  const wait = async () => void (await meanwhile?.());
  const tools = { now: () => Date.now(), wait, random: () => random.next() };
  return compareRedis({ source, target, signal, report, limits }, tools);
}

/** As it is, with what it was asked. */
export function watched(reader: RedisReader): { readonly reader: RedisReader; readonly asked: ReadCommand[][] } {
  const asked: ReadCommand[][] = [];
  const nodes = reader.nodes.map((node) => ({
    ...node,
    askAll: (...[commands, options]: Parameters<typeof node.askAll>) => {
      asked.push([...commands]);
      return node.askAll(commands, options);
    },
  }));
  const [first, ...rest] = nodes;
  assert.ok(first);
  const nodeOf = (key: Uint8Array) => nodes[reader.nodes.indexOf(reader.nodeOf(key))] ?? first;
  return { reader: { ...reader, nodes: [first, ...rest], nodeOf }, asked };
}

/** Sends the same to several, which all take it. */
export async function fill(servers: readonly RedisServer[], commands: readonly Command[]): Promise<void> {
  for (const server of servers) {
    for (const reply of await server.sendAll(commands)) {
      assert.notEqual(reply.kind, 'refused', JSON.stringify(reply));
    }
  }
}

/** Of each difference: the key, and the kinds of what differs. */
export function found({ differences }: Comparison): readonly string[] {
  return differences.map(({ key, whats }) => `${key}: ${whats.map(({ kind }) => kind).join()}`).sort();
}
