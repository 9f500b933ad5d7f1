import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import type { RedisNode, RedisReader } from '../redisReader.ts';
import { numberIn, pageIn, type RedisReply, wordIn } from '../reply.ts';
import type { NodeFacts } from './nodeFacts.ts';

/** A key of the sample. */
export interface SizedKey {
  readonly key: Buffer;
  readonly node: string;
  readonly database: number;
  readonly type: string;
  /** As MEMORY USAGE says it; undefined where it says nothing. */
  readonly bytes: number | undefined;
  /** Bytes of a string, elements of anything else. */
  readonly length: number | undefined;
}

/** The largest of the keys that were looked at. */
export interface KeySample {
  readonly looked: number;
  /** All keys, as far as it is known. */
  readonly all: number | undefined;
  /** Largest first. */
  readonly largest: readonly SizedKey[];
  /** Time was up before as many were looked at as were meant to be. */
  readonly isCut: boolean;
}

interface SampleBounds {
  readonly keys: number;
  readonly milliseconds: number;
}

/** Through the Web CLI each command is a request. */
const bounds: Readonly<Record<RedisReader['way'], SampleBounds>> = {
  connection: { keys: 10_000, milliseconds: 20_000 },
  webCli: { keys: 30, milliseconds: 30_000 },
};

const mostShown = 10;
const perPage = 200;

interface Sampling {
  readonly reader: RedisReader;
  readonly signal: AbortSignal | undefined;
  readonly isOver: () => boolean;
  readonly found: SizedKey[];
  looked: number;
}

/**
 * Looks at keys as SCAN gives them, which is in no order of theirs: of each database on each node its share. Bounded in keys and time.
 * @throws whatever asking it throws
 */
export async function bigKeys(
  reader: RedisReader,
  facts: readonly NodeFacts[],
  now: () => number,
  signal: AbortSignal | undefined,
  most: SampleBounds = bounds[reader.way],
): Promise<KeySample> {
  const end = now() + most.milliseconds;
  const sampling: Sampling = { reader, signal, isOver: () => now() >= end, found: [], looked: 0 };
  const places = reader.nodes.flatMap((node, index) => placesOf(node, facts[index]));
  const sum = places.reduce((keys, place) => keys + place.keys, 0);
  for (const place of places) {
    const share = Math.max(1, Math.ceil((most.keys * place.keys) / Math.max(1, sum)));
    await sampleOf(sampling, place, share);
  }
  const isKnown = facts.every(({ databases }) => databases.kind === 'known');
  const isCut = sampling.isOver() && sampling.looked < Math.min(most.keys, sum);
  return { looked: sampling.looked, all: isKnown ? sum : undefined, largest: sampling.found, isCut };
}

interface Place {
  readonly node: RedisNode;
  readonly database: number;
  readonly keys: number;
}

/** Where it does not say which databases there are, the first is looked into. */
function placesOf(node: RedisNode, facts: NodeFacts | undefined): readonly Place[] {
  if (facts?.databases.kind !== 'known') return [{ node, database: 0, keys: 1 }];
  return facts.databases.value.map(({ number, keys }) => ({ node, database: number, keys }));
}

async function sampleOf(sampling: Sampling, { node, database }: Place, share: number): Promise<void> {
  const { signal } = sampling;
  let cursor = '0';
  let looked = 0;
  // A page may be empty: they count too, so that one who never ends is left.
  for (let pages = 0; looked < share && pages <= share && !sampling.isOver(); pages += 1) {
    const count = String(Math.min(perPage, share));
    const [reply] = await node.askAll([['SCAN', cursor, 'COUNT', count]], { database, signal });
    const page = pageIn(reply);
    if (page === undefined) return;
    const keys = page.keys.slice(0, share - looked);
    await measure(sampling, node, database, keys);
    looked += keys.length;
    cursor = page.cursor;
    if (cursor === '0') return;
  }
}

async function measure(sampling: Sampling, node: RedisNode, database: number, keys: readonly Buffer[]): Promise<void> {
  const { signal, found } = sampling;
  const sizes = keys.flatMap((key): ReadCommand[] => [
    ['TYPE', key],
    ['MEMORY', 'USAGE', key],
  ]);
  const replies = await node.askAll(sizes, { database, signal });
  const measured = keys.map((key, index) =>
    sizedKey(node.name, database, key, replies.slice(2 * index, 2 * index + 2)),
  );
  const lengths = measured.map(({ key, type }): ReadCommand => [lengthOf.get(type) ?? 'EXISTS', key]);
  const isKnown = measured.every(({ bytes }) => bytes !== undefined);
  const counted = isKnown ? [] : await node.askAll(lengths, { database, signal });
  sampling.looked += keys.length;
  for (const [index, one] of measured.entries()) {
    const length = lengthOf.has(one.type) ? numberIn(counted[index]) : undefined;
    if (one.type !== 'none') found.push({ ...one, length });
  }
  found.sort((one, other) => sizeOf(other) - sizeOf(one)).splice(mostShown);
}

const lengthOf: ReadonlyMap<string, string> = new Map([
  ['string', 'STRLEN'],
  ['list', 'LLEN'],
  ['hash', 'HLEN'],
  ['set', 'SCARD'],
  ['zset', 'ZCARD'],
  ['stream', 'XLEN'],
]);

function sizedKey(node: string, database: number, key: Buffer, [type, bytes]: readonly RedisReply[]): SizedKey {
  return { key, node, database, type: wordIn(type) ?? '', bytes: numberIn(bytes), length: undefined };
}

function sizeOf({ bytes, length }: SizedKey): number {
  return bytes ?? length ?? 0;
}
