import { numberIn, type RedisReply } from '../reply.ts';
import type { What } from './comparison.ts';
import { askKeys, type Both, type End, type KeyQuestion, ofBoth } from './ends.ts';
import { type KeyLook, type Looking, unreadIn } from './keyLook.ts';
import { compareLarge } from './largeValues.ts';
import { markOf } from './replyMark.ts';
import { kindOf, type ValueKind } from './valueKinds.ts';

interface Typed {
  readonly key: Uint8Array;
  readonly type: string;
}

interface Sized extends Typed {
  readonly kind: ValueKind;
  readonly length: number;
  /** Of all that is in it, as the larger of the ends estimates it. */
  readonly bytes: number;
}

/** Elements, bytes, and bytes of a string up to which a value is read whole. */
const wholeOver = {
  connection: { elements: 1000, bytes: 1 << 20, text: 64 * 1024 },
  webCli: { elements: 100, bytes: 1 << 20, text: 4096 },
} as const;

/** Bytes of values that are read at once. */
const mostAtOnce = 4 << 20;

/** Bytes of an element where no Redis says how large they are: many large ones at once would be more than is read. */
const guessed = 4096;

/** Elements by which a Redis estimates a size: one of fewer is measured. */
const measured = '1000';

/** Looks at what is in keys that have one type on both ends. @throws {EndFailure | CalledOff} */
export async function compareValues(
  looking: Looking,
  keys: readonly Typed[],
): Promise<ReadonlyMap<Uint8Array, KeyLook>> {
  const looks = new Map<Uint8Array, KeyLook>();
  const small: Sized[] = [];
  for (const one of await sized(looking, keys, looks)) {
    if (one.length === 0) looks.set(one.key, { kind: 'same', isInPart: false });
    else if (isSmall(looking, one)) small.push(one);
    else looks.set(one.key, await lookAtLarge(looking, one));
  }
  for (const parcel of parcels(small)) {
    const questions = parcel.map(({ key, kind, length }) => ({ key, command: kind.whole(key, length) }));
    const replies = await ofBoth(looking.ends, (end) => askKeys(end, looking.database, questions));
    for (const [index, { key, kind }] of parcel.entries()) {
      looks.set(key, lookAtWhole(kind, at(replies, index)));
    }
  }
  return looks;
}

/** Those that are as long on both ends; of the others it is known what came of them. */
async function sized(
  looking: Looking,
  keys: readonly Typed[],
  looks: Map<Uint8Array, KeyLook>,
): Promise<readonly Sized[]> {
  const typed = keys.flatMap((one) => {
    const kind = kindOf(one.type);
    return kind === undefined ? [] : [{ ...one, kind }];
  });
  const lengths = typed.map(({ key, kind }): KeyQuestion => ({ key, command: [kind.length, key] }));
  const sizes = typed.map(({ key }): KeyQuestion => ({ key, command: ['MEMORY', 'USAGE', key, 'SAMPLES', measured] }));
  const ask = (end: End) => askKeys(end, looking.database, isByConnections(looking) ? [...lengths, ...sizes] : lengths);
  const replies = await ofBoth(looking.ends, ask);
  return typed.flatMap((one, index) => {
    const found = at(replies, index);
    const [source, target] = [numberIn(found.source), numberIn(found.target)];
    const unread = unreadIn([found.source, found.target]);
    const isText = one.type === 'string';
    if (unread !== undefined) looks.set(one.key, unread);
    else if (source === undefined || target === undefined) looks.set(one.key, { kind: 'notCompared', why: 'notShown' });
    else if (source !== target) {
      const what: What = { kind: 'length', of: isText ? 'bytes' : 'elements', source, target };
      looks.set(one.key, { kind: 'different', whats: [what], mark: markOf([found.source]) });
    } else {
      const size = at(replies, typed.length + index);
      const told = [numberIn(size.source), numberIn(size.target)].filter((bytes) => bytes !== undefined);
      const bytes = isText ? source : told.length > 0 ? Math.max(...told) : source * guessed;
      return [{ ...one, length: source, bytes }];
    }
    return [];
  });
}

function at(replies: Both<readonly RedisReply[]>, index: number): Both<RedisReply> {
  const nothing = { kind: 'nothing' } as const;
  return { source: replies.source[index] ?? nothing, target: replies.target[index] ?? nothing };
}

function isByConnections({ ends }: Looking): boolean {
  return ends.source.reader.way === 'connection' && ends.target.reader.way === 'connection';
}

function isSmall(looking: Looking, { type, length, bytes }: Sized): boolean {
  const most = wholeOver[isByConnections(looking) ? 'connection' : 'webCli'];
  return type === 'string' ? length <= most.text : length <= most.elements && bytes <= most.bytes;
}

/** As many at once as are not too much together. */
function parcels(small: readonly Sized[]): readonly (readonly Sized[])[] {
  const all: Sized[][] = [];
  let room = 0;
  for (const one of small) {
    if (all.length === 0 || one.bytes > room) {
      all.push([]);
      room = mostAtOnce;
    }
    all.at(-1)?.push(one);
    room -= one.bytes;
  }
  return all;
}

function lookAtWhole(kind: ValueKind, replies: Both<RedisReply>): KeyLook {
  const unread = unreadIn([replies.source, replies.target]);
  if (unread !== undefined) return unread;
  // It was there when its length was read.
  if (replies.source.kind === 'nothing' || replies.target.kind === 'nothing') return { kind: 'moving' };
  return lookOf(kind.difference(replies), markOf([replies.source]), false);
}

async function lookAtLarge(looking: Looking, { key, type, length, bytes }: Sized): Promise<KeyLook> {
  const { ends, database, seed } = looking;
  if (!isByConnections(looking)) return { kind: 'notCompared', why: 'tooLarge' };
  if (looking.isLate()) return { kind: 'notCompared', why: 'noTime' };
  const elementBytes = Math.max(1, bytes / length);
  const found = await compareLarge(ends, { database, key, type, length, elementBytes, seed });
  if (found === undefined) return { kind: 'notCompared', why: 'tooLarge' };
  const isUnread = found.difference === 'unread' && found.unread !== undefined;
  return isUnread ? found.unread : lookOf(found.difference, found.mark, !found.isWhole);
}

function lookOf(difference: What | 'unread' | undefined, mark: string, isInPart: boolean): KeyLook {
  if (difference === undefined) return { kind: 'same', isInPart };
  if (difference === 'unread') return { kind: 'notCompared', why: 'notShown' };
  return { kind: 'different', whats: [difference], mark };
}
