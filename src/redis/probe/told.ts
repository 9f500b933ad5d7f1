import type { RedisReply } from '../reply.ts';

/** What a Redis tells of itself, or why it is not known. */
export type Told<T> = { readonly kind: 'known'; readonly value: T } | NotKnown;

type NotKnown =
  /** The Redis says no: a command that is renamed, or that this account may not give. */
  | { readonly kind: 'refused'; readonly code: string; readonly words: string }
  /** It says something else, or nothing of that. */
  | { readonly kind: 'notTold' }
  /** Whoever leads there does not pass the question on. */
  | { readonly kind: 'notAsked' };

/** What is read out of a reply; undefined: it is not in it. */
export function toldBy<T>(reply: RedisReply | undefined, read: (reply: RedisReply) => T | undefined): Told<T> {
  if (reply === undefined) return { kind: 'notTold' };
  if (reply.kind === 'refused') return reply;
  if (reply.kind === 'unclear') return { kind: reply.why === 'notSent' ? 'notAsked' : 'notTold' };
  const value = read(reply);
  return value === undefined ? { kind: 'notTold' } : { kind: 'known', value };
}

/** The same of what is known already. */
export function toldFrom<T, U>(told: Told<T>, read: (value: T) => U | undefined): Told<U> {
  if (told.kind !== 'known') return told;
  const value = read(told.value);
  return value === undefined ? { kind: 'notTold' } : { kind: 'known', value };
}
