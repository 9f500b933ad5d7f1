import { type RedisReply, refusalIn } from '../reply.ts';

/** What the decoder gives, as data of our own. Bytes are copied: they are a part of all that came with them. */
export function replyOf(value: unknown, unshown: readonly string[]): RedisReply {
  if (value === null || value === undefined) return { kind: 'nothing' };
  if (typeof value === 'string') return numberOf(value);
  if (Buffer.isBuffer(value)) return { kind: 'text', bytes: Buffer.from(value) };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item: unknown) => replyOf(item, unshown)) };
  return value instanceof Error ? refusalIn(value.message, unshown) : { kind: 'unclear', why: 'notShown' };
}

/** Of the digits of one; those that no number here can hold are a text. */
function numberOf(digits: string): RedisReply {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { kind: 'number', value } : { kind: 'text', bytes: Buffer.from(digits) };
}
