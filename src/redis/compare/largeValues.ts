import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import { numberIn, pageIn, type RedisReply } from '../reply.ts';
import { chanceOf } from './chance.ts';
import type { What } from './comparison.ts';
import { askKeys, type Both, type End, ofBoth } from './ends.ts';
import { type KeyLook, unreadIn } from './keyLook.ts';
import { nameText } from './nameText.ts';
import { markOf } from './replyMark.ts';
import { elementDifference, entryDifference, pairsIn, scoreDifference, textDifference, textsIn } from './valueKinds.ts';

/** A value that is too large to be read whole, as long on both ends. */
interface LargeValue {
  readonly database: number;
  readonly key: Uint8Array;
  readonly type: string;
  /** Bytes of a string, else elements. */
  readonly length: number;
  /** Bytes of an element, on average. */
  readonly elementBytes: number;
  /** A later look at the same key is at the same parts of it. */
  readonly seed: number;
}

interface LargeOutcome {
  readonly difference: What | 'unread' | undefined;
  /** Why, where a reply says it. */
  readonly unread?: KeyLook | undefined;
  /** Nothing of it was left out. */
  readonly isWhole: boolean;
  /** Tells what was read of the source from anything else. */
  readonly mark: string;
}

type Found = Omit<LargeOutcome, 'isWhole'>;

const pieceBytes = 64 * 1024;
/** A string of as many pieces is read whole; of a longer one, a few. */
const mostPieces = 16;
const sampledPieces = 8;

const sampledBytes = 2 * 1024 * 1024;
const sampledElements = 100;

/** Compares a sample of what is in it. Undefined where even that would be too much. @throws {EndFailure | CalledOff} */
export async function compareLarge(ends: Both<End>, value: LargeValue): Promise<LargeOutcome | undefined> {
  const chance = chanceOf(value.seed, value.key);
  if (value.type === 'string') return comparePieces(ends, value, chance);
  const count = Math.min(sampledElements, Math.floor(sampledBytes / value.elementBytes));
  if (count < 1) return undefined;
  const isOrdered = value.type === 'list' || value.type === 'zset' || value.type === 'stream';
  const found = isOrdered
    ? await compareRanges(ends, value, rangesOf(value, count, chance))
    : await compareNamed(ends, value, count, chance);
  return { ...found, isWhole: false };
}

async function comparePieces(ends: Both<End>, value: LargeValue, chance: () => number): Promise<LargeOutcome> {
  const last = Math.floor((value.length - 1) / pieceBytes);
  const isWhole = last < mostPieces;
  const chosen = isWhole
    ? Array.from({ length: last + 1 }, (_, index) => index)
    : [0, last, ...Array.from({ length: sampledPieces - 2 }, () => Math.floor(chance() * last))];
  const ranges = chosen.map((index): Range => {
    const from = index * pieceBytes;
    return { command: ['GETRANGE', value.key, String(from), String(from + pieceBytes - 1)], differ: textDifference };
  });
  return { ...(await compareRanges(ends, value, ranges)), isWhole };
}

interface Range {
  readonly command: ReadCommand;
  readonly differ: (replies: Both<RedisReply>) => What | 'unread' | undefined;
}

/** Of what has an order: its begin, its end where that can be asked for, and a part by chance. */
function rangesOf({ type, key, length }: LargeValue, count: number, chance: () => number): readonly Range[] {
  if (type === 'stream') {
    const most = String(count);
    return [
      { command: ['XRANGE', key, '-', '+', 'COUNT', most], differ: entryDifference },
      { command: ['XREVRANGE', key, '+', '-', 'COUNT', most], differ: entryDifference },
    ];
  }
  const starts = [0, Math.max(0, length - count), Math.floor(chance() * Math.max(1, length - count))];
  return starts.map((from): Range => {
    const ends = [String(from), String(from + count - 1)] as const;
    return type === 'zset'
      ? { command: ['ZRANGE', key, ...ends, 'WITHSCORES'], differ: scoreDifference }
      : { command: ['LRANGE', key, ...ends], differ: (replies) => elementDifference(replies, from) };
  });
}

async function compareRanges(ends: Both<End>, { database, key }: LargeValue, ranges: readonly Range[]): Promise<Found> {
  const questions = ranges.map(({ command }) => ({ key, command }));
  const replies = await ofBoth(ends, (end) => askKeys(end, database, questions));
  const mark = markOf(replies.source);
  for (const [index, { differ }] of ranges.entries()) {
    const [source, target] = [replies.source[index], replies.target[index]];
    const difference = source && target ? differ({ source, target }) : 'unread';
    if (difference !== undefined)
      return { difference, mark, unread: unreadIn([source, target].flatMap((one) => one ?? [])) };
  }
  return { difference: undefined, mark };
}

/** Fields, or members, that the source names are looked for in the target. */
async function compareNamed(ends: Both<End>, value: LargeValue, count: number, chance: () => number): Promise<Found> {
  const isHash = value.type === 'hash';
  const page = await somePage(ends.source, value, isHash ? 'HSCAN' : 'SSCAN', count, chance);
  const mark = page === undefined ? '' : markOf([page]);
  const pairs = page && (isHash ? [...(pairsIn(page)?.values() ?? [])] : textsIn(page)?.map((name) => ({ name })));
  if (pairs === undefined || pairs.length === 0)
    return { difference: 'unread', mark, unread: unreadIn(page === undefined ? [] : [page]) };
  const some = pairs.slice(0, count);
  const { database, key } = value;
  const questions = some.map(({ name }): { key: Uint8Array; command: ReadCommand } => ({
    key,
    command: isHash ? ['HGET', key, name] : ['SISMEMBER', key, name],
  }));
  const replies = await askKeys(ends.target, database, questions);
  const differences = some.map((pair, index) => (isHash ? fieldOf(pair, replies[index]) : memberOf(replies[index])));
  return { difference: differences.find((one) => one !== undefined), mark, unread: unreadIn(replies) };
}

/** A page from somewhere; from the begin where there is nothing. */
async function somePage(
  source: End,
  { database, key }: LargeValue,
  scan: 'HSCAN' | 'SSCAN',
  count: number,
  chance: () => number,
): Promise<RedisReply | undefined> {
  for (const cursor of [String(Math.floor(chance() * 2 ** 31)), '0']) {
    const command: ReadCommand = [scan, key, cursor, 'COUNT', String(count)];
    const [reply] = await askKeys(source, database, [{ key, command }]);
    if (reply?.kind === 'refused') return reply;
    if (pageIn(reply)?.keys.length && reply?.kind === 'list') return reply.items[1];
  }
  return undefined;
}

function fieldOf(
  { name, other }: { readonly name: Buffer; readonly other?: Buffer },
  reply: RedisReply | undefined,
): What | 'unread' | undefined {
  if (reply?.kind === 'nothing') return { kind: 'field', how: 'missing', name: nameText(name) };
  if (reply?.kind !== 'text' || other === undefined) return 'unread';
  return reply.bytes.equals(other) ? undefined : { kind: 'field', how: 'other', name: nameText(name) };
}

function memberOf(reply: RedisReply | undefined): What | 'unread' | undefined {
  const found = numberIn(reply);
  if (found === undefined) return 'unread';
  return found === 1 ? undefined : { kind: 'member', how: 'missing' };
}
