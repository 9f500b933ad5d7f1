import type { RedisNode } from '../redisReader.ts';
import { pageIn, type RedisReply } from '../reply.ts';
import { askNode, type End } from './ends.ts';

/** What is drawn, from one database of one end. */
interface Draw {
  readonly end: End;
  readonly database: number;
  /** Keys by node; undefined where an end does not count them. */
  readonly sizes: readonly (number | undefined)[];
  /** Keys, at most; all of them where there are no more. */
  readonly most: number;
  /** Keys that are given at once. */
  readonly atOnce: number;
}

/** Some keys, none of them twice. */
interface Drawn {
  readonly keys: readonly Buffer[];
  /** `scan`: the Redis names no key by chance, so these are the first of a scan. */
  readonly by: 'all' | 'chance' | 'scan';
  /** What should have named keys, and does not. */
  readonly unread: readonly RedisReply[];
}

/** Draws keys by chance, or gives all where there are few. @throws {EndFailure | CalledOff} */
export async function* drawKeys({ end, database, sizes, most, atOnce }: Draw): AsyncGenerator<Drawn> {
  const { nodes } = end.reader;
  const known = sizes.filter((size) => size !== undefined);
  const all = known.length === sizes.length ? known.reduce((sum, size) => sum + size, 0) : undefined;
  const isAll = all !== undefined && all <= most;
  for (const [index, node] of nodes.entries()) {
    const size = sizes[index];
    if (size === 0) continue;
    const share = all === undefined || size === undefined ? most / nodes.length : (most * size) / all;
    const from: Source = { end, node, database, atOnce };
    // Some may have come since they were counted.
    if (isAll) yield* scanned(from, 2 * most, 'all');
    else yield* byChance(from, Math.ceil(share));
  }
}

interface Source {
  readonly end: End;
  readonly node: RedisNode;
  readonly database: number;
  readonly atOnce: number;
}

/** Tries in a row that name nothing new, after which nothing new is expected. */
const mostInVain = 60;

/** Each may be named several times. */
async function* byChance(from: Source, most: number): AsyncGenerator<Drawn> {
  const { end, node, database, atOnce } = from;
  const seen = new Set<string>();
  for (let inVain = 0; seen.size < most && inVain < mostInVain; ) {
    const count = Math.min(atOnce, most - seen.size);
    const replies = await askNode(
      end,
      node,
      database,
      Array.from({ length: count }, () => ['RANDOMKEY'] as const),
    );
    const named = replies.flatMap((reply) => (reply.kind === 'text' ? [reply.bytes] : []));
    if (named.length === 0 && replies.every(({ kind }) => kind === 'nothing')) return;
    if (seen.size === 0 && replies.every(({ kind }) => kind === 'refused')) return yield* scanned(from, most, 'scan');
    const keys = fresh(named, seen);
    inVain = keys.length > 0 ? 0 : inVain + count;
    yield { keys, by: 'chance', unread: replies.filter(isUnread) };
  }
}

async function* scanned(from: Source, most: number, by: 'all' | 'scan'): AsyncGenerator<Drawn> {
  const { end, node, database, atOnce } = from;
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const [reply] = await askNode(end, node, database, [['SCAN', cursor, 'COUNT', '100']]);
    const page = pageIn(reply);
    if (page === undefined) {
      yield { keys: [], by, unread: [reply ?? { kind: 'nothing' }] };
      return;
    }
    cursor = page.cursor;
    const room = most - seen.size;
    const keys = fresh(page.keys, seen).slice(0, room);
    for (let at = 0; at < keys.length; at += atOnce) yield { keys: keys.slice(at, at + atOnce), by, unread: [] };
  } while (cursor !== '0' && seen.size < most);
}

function isUnread({ kind }: RedisReply): boolean {
  return kind !== 'text' && kind !== 'nothing';
}

function fresh(keys: readonly Buffer[], seen: Set<string>): readonly Buffer[] {
  return keys.filter((key) => {
    const mark = key.toString('latin1');
    if (seen.has(mark)) return false;
    seen.add(mark);
    return true;
  });
}
