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
  /** Keys besides whose names are too long to be remembered. */
  readonly tooLong: number;
}

/** Bytes of a name. */
const longestName = 16 * 1024;

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
    if (named.length === 0 && replies.every(({ kind }) => kind === 'nothing'))
      return yield { keys: [], by: 'chance', unread: [], tooLong: 0 };
    if (seen.size === 0 && replies.every(({ kind }) => kind === 'refused')) return yield* scanned(from, most, 'scan');
    const short = named.filter(isShort);
    const keys = fresh(short, seen);
    inVain = keys.length > 0 ? 0 : inVain + count;
    yield { keys, by: 'chance', unread: replies.filter(isUnread), tooLong: named.length - short.length };
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
      yield { keys: [], by, unread: [reply ?? { kind: 'nothing' }], tooLong: 0 };
      return;
    }
    cursor = page.cursor;
    const room = most - seen.size;
    const short = page.keys.filter(isShort);
    const keys = fresh(short, seen).slice(0, room);
    const tooLong = page.keys.length - short.length;
    // Also where nothing comes: whoever draws looks at the time then.
    if (keys.length === 0 || tooLong > 0) yield { keys: [], by, unread: [], tooLong };
    for (let at = 0; at < keys.length; at += atOnce) {
      yield { keys: keys.slice(at, at + atOnce), by, unread: [], tooLong: 0 };
    }
  } while (cursor !== '0' && seen.size < most);
}

function isShort({ length }: Buffer): boolean {
  return length <= longestName;
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
