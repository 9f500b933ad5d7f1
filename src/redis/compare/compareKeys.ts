import { numberIn, type RedisReply, wordIn } from '../reply.ts';
import { compareValues } from './compareValues.ts';
import type { What } from './comparison.ts';
import { askKeys, ofBoth } from './ends.ts';
import { type KeyLook, type Looking, unreadIn } from './keyLook.ts';
import { kindOf } from './valueKinds.ts';

export interface LookedAt {
  readonly key: Uint8Array;
  /** In the source; empty where it is not there. */
  readonly type: string;
  readonly look: KeyLook;
  /** When the source deletes it, in milliseconds since 1970; undefined where it does not, or that was not read. */
  readonly dueAt?: number | undefined;
}

/** Milliseconds by which the clocks of two Redis may differ, and what passes a time on may be late. */
const clockSlack = 2000;

/** Looks at keys of the source once, at both ends. @throws {EndFailure | CalledOff} */
export async function compareKeys(looking: Looking, keys: readonly Uint8Array[]): Promise<readonly LookedAt[]> {
  const seen = await seenOf(looking, keys);
  const alike: { readonly key: Uint8Array; readonly type: string }[] = [];
  const looks = seen.map((one): LookedAt => {
    const { key, source } = one;
    const type = source.type === undefined || source.type === 'none' ? '' : source.type;
    const look = lookWithoutValue(one);
    if (look === undefined) alike.push({ key, type });
    return { key, type, look: look ?? { kind: 'moving' }, dueAt: one.dueAt };
  });
  const values = await compareValues(looking, alike);
  return looks.map((one, index) => {
    const value = values.get(one.key);
    const expiry = value && expiryOf(seen[index]);
    if (value === undefined) return one;
    return { ...one, look: expiry === undefined ? value : withExpiry(value, expiry) };
  });
}

interface Seen {
  readonly key: Uint8Array;
  readonly source: SeenAt;
  readonly target: SeenAt;
  /** Milliseconds that the looks at the two may lie apart. */
  readonly apart: number;
  readonly dueAt: number | undefined;
}

interface SeenAt {
  readonly type: string | undefined;
  /** As PTTL says it. */
  readonly left: number | undefined;
  readonly replies: readonly RedisReply[];
}

async function seenOf({ ends, database, now }: Looking, keys: readonly Uint8Array[]): Promise<readonly Seen[]> {
  const questions = keys.flatMap((key) => [
    { key, command: ['TYPE', key] as const },
    { key, command: ['PTTL', key] as const },
  ]);
  const from = now();
  const replies = await ofBoth(ends, (end) => askKeys(end, database, questions));
  const apart = Math.max(0, now() - from);
  const at = (all: readonly RedisReply[], index: number): SeenAt => {
    const [type, left] = all.slice(2 * index, 2 * index + 2);
    return { type: wordIn(type), left: numberIn(left), replies: [type, left].filter((one) => one !== undefined) };
  };
  return keys.map((key, index) => {
    const source = at(replies.source, index);
    const dueAt = source.left !== undefined && source.left >= 0 ? from + source.left : undefined;
    return { key, source, target: at(replies.target, index), apart, dueAt };
  });
}

/** Undefined where what is in it has to be looked at. */
function lookWithoutValue({ source, target }: Seen): KeyLook | undefined {
  if (source.type === 'none') return { kind: 'gone' };
  const unread = unreadIn([...source.replies, ...target.replies]);
  if (unread !== undefined) return unread;
  const [ofSource, ofTarget] = [source.type, target.type];
  const isShown =
    ofSource !== undefined && ofTarget !== undefined && source.left !== undefined && target.left !== undefined;
  if (!isShown) return { kind: 'notCompared', why: 'notShown' };
  if (ofTarget === 'none') return { kind: 'different', whats: [{ kind: 'missing' }], mark: ofSource };
  if (ofSource === ofTarget) return kindOf(ofSource) ? undefined : { kind: 'notCompared', why: 'type' };
  return { kind: 'different', whats: [{ kind: 'type', source: ofSource, target: ofTarget }], mark: ofSource };
}

/** Whether the source has given a key another expiry between two looks, as it does with sessions that are in use. */
export function isDueOtherwise({ dueAt: before }: LookedAt, { dueAt: now }: LookedAt): boolean {
  return before === undefined || now === undefined ? before !== now : Math.abs(before - now) > clockSlack;
}

/** Whether it expires, and when. */
function expiryOf(seen: Seen | undefined): What | undefined {
  const { source, target, apart = 0 } = seen ?? {};
  const [here, there] = [source?.left ?? -1, target?.left ?? -1];
  // It went between the two questions.
  if (here === -2 || there === -2) return undefined;
  const isSame = here === -1 || there === -1 ? here === there : Math.abs(here - there) <= apart + clockSlack;
  const left = (time: number) => (time === -1 ? undefined : time);
  return isSame ? undefined : { kind: 'expiry', source: left(here), target: left(there) };
}

function withExpiry(look: KeyLook, expiry: What): KeyLook {
  if (look.kind === 'different') return { ...look, whats: [...look.whats, expiry] };
  return look.kind === 'same' ? { kind: 'different', whats: [expiry], mark: '' } : look;
}
