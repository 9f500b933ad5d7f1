import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import { itemsIn, type RedisReply, textIn } from '../reply.ts';
import type { What } from './comparison.ts';
import type { Both } from './ends.ts';
import { nameText } from './nameText.ts';

/** How values of a type are compared: whatever order and encoding they are kept in. */
export interface ValueKind {
  readonly length: 'STRLEN' | 'HLEN' | 'LLEN' | 'SCARD' | 'ZCARD' | 'XLEN';
  /** All that is in one of a length above 0. */
  readonly whole: (key: Uint8Array, length: number) => ReadCommand;
  /** What is first seen to differ in replies to that, if anything; `unread`: one of them is none. */
  readonly difference: (replies: Both<RedisReply>) => What | 'unread' | undefined;
}

const kinds: Readonly<Record<string, ValueKind>> = {
  string: { length: 'STRLEN', whole: (key) => ['GET', key], difference: textDifference },
  hash: { length: 'HLEN', whole: (key) => ['HGETALL', key], difference: fieldDifference },
  set: { length: 'SCARD', whole: (key) => ['SMEMBERS', key], difference: memberDifference },
  zset: {
    length: 'ZCARD',
    whole: (key, length) => ['ZRANGE', key, '0', String(length - 1), 'WITHSCORES'],
    difference: scoreDifference,
  },
  list: {
    length: 'LLEN',
    whole: (key, length) => ['LRANGE', key, '0', String(length - 1)],
    difference: (replies) => elementDifference(replies, 0),
  },
  stream: {
    length: 'XLEN',
    whole: (key, length) => ['XRANGE', key, '-', '+', 'COUNT', String(length)],
    difference: entryDifference,
  },
};

/** Undefined for a type of a module. */
export function kindOf(type: string): ValueKind | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

export function textDifference({ source, target }: Both<RedisReply>): What | 'unread' | undefined {
  if (source.kind !== 'text' || target.kind !== 'text') return 'unread';
  return source.bytes.equals(target.bytes) ? undefined : { kind: 'value' };
}

function fieldDifference(replies: Both<RedisReply>): What | 'unread' | undefined {
  const source = pairsIn(replies.source);
  const target = pairsIn(replies.target);
  if (source === undefined || target === undefined) return 'unread';
  for (const [mark, { name, other }] of source) {
    const found = target.get(mark);
    if (found === undefined) return { kind: 'field', how: 'missing', name: nameText(name) };
    if (!found.other.equals(other)) return { kind: 'field', how: 'other', name: nameText(name) };
  }
  for (const [mark, { name }] of target) {
    if (!source.has(mark)) return { kind: 'field', how: 'extra', name: nameText(name) };
  }
  return undefined;
}

export function scoreDifference(replies: Both<RedisReply>): What | 'unread' | undefined {
  const source = pairsIn(replies.source);
  const target = pairsIn(replies.target);
  if (source === undefined || target === undefined) return 'unread';
  for (const [mark, { other }] of source) {
    const found = target.get(mark);
    if (found === undefined) return { kind: 'member', how: 'missing' };
    const scores = [scoreIn(other), scoreIn(found.other)];
    if (scores.includes(undefined)) return 'unread';
    if (scores[0] !== scores[1]) return { kind: 'score' };
  }
  return [...target.keys()].every((mark) => source.has(mark)) ? undefined : { kind: 'member', how: 'extra' };
}

function memberDifference(replies: Both<RedisReply>): What | 'unread' | undefined {
  const source = textsIn(replies.source)?.map(markOf);
  const target = textsIn(replies.target)?.map(markOf);
  if (source === undefined || target === undefined) return 'unread';
  const [ofSource, ofTarget] = [new Set(source), new Set(target)];
  if (source.some((mark) => !ofTarget.has(mark))) return { kind: 'member', how: 'missing' };
  return target.every((mark) => ofSource.has(mark)) ? undefined : { kind: 'member', how: 'extra' };
}

/** Of a part of a list that begins at an index. */
export function elementDifference(replies: Both<RedisReply>, from: number): What | 'unread' | undefined {
  const source = textsIn(replies.source);
  const target = textsIn(replies.target);
  if (source === undefined || target === undefined) return 'unread';
  const length = Math.max(source.length, target.length);
  for (let index = 0; index < length; index += 1) {
    const other = target[index];
    if (other === undefined || !source[index]?.equals(other)) return { kind: 'element', index: from + index };
  }
  return undefined;
}

/** Both have the entries in the order of their IDs. */
export function entryDifference(replies: Both<RedisReply>): What | 'unread' | undefined {
  const source = entriesIn(replies.source);
  const target = entriesIn(replies.target);
  if (source === undefined || target === undefined) return 'unread';
  for (const [id, fields] of source) {
    const found = target.get(id);
    if (found === undefined) return { kind: 'entry', how: 'missing', id };
    const isSame = found.length === fields.length && fields.every((field, index) => found[index]?.equals(field));
    if (!isSame) return { kind: 'entry', how: 'other', id };
  }
  const extra = [...target.keys()].find((id) => !source.has(id));
  return extra === undefined ? undefined : { kind: 'entry', how: 'extra', id: extra };
}

function entriesIn(reply: RedisReply): ReadonlyMap<string, readonly Buffer[]> | undefined {
  const entries = new Map<string, readonly Buffer[]>();
  for (const entry of itemsIn(reply) ?? [undefined]) {
    const [first, second, ...more] = itemsIn(entry) ?? [];
    const id = textIn(first);
    const fields = second && textsIn(second);
    if (id === undefined || !/^\d{1,20}-\d{1,20}$/.test(id) || fields === undefined || more.length > 0)
      return undefined;
    entries.set(id, fields);
  }
  return entries;
}

interface Pair {
  readonly name: Buffer;
  /** The value of a field, or the score of a member. */
  readonly other: Buffer;
}

/** Names and what belongs to them, which stand in turns; by a mark of the name. */
export function pairsIn(reply: RedisReply): ReadonlyMap<string, Pair> | undefined {
  const texts = textsIn(reply);
  if (texts === undefined || texts.length % 2 === 1) return undefined;
  const pairs = new Map<string, Pair>();
  for (let index = 0; index < texts.length; index += 2) {
    const [name, other] = texts.slice(index, index + 2);
    if (name !== undefined && other !== undefined) pairs.set(markOf(name), { name, other });
  }
  return pairs;
}

/** Undefined where it is no list of texts: also where one of them does not show. */
export function textsIn(reply: RedisReply): readonly Buffer[] | undefined {
  const items = itemsIn(reply);
  const texts = items?.flatMap((item) => (item.kind === 'text' ? [item.bytes] : []));
  return texts?.length === items?.length ? texts : undefined;
}

/** Bytes as what maps tell apart. */
function markOf(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** As a number: versions print one score in several ways. */
function scoreIn(text: Buffer): number | undefined {
  const word = text.toString('latin1').toLowerCase();
  const infinite = /^([+-]?)inf(?:inity)?$/.exec(word);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word) ? Number(word) : undefined;
}
