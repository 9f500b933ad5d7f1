import { shortened } from '../cloud/foreignText.ts';

/** What came of a command. Nothing in it is trusted: it is what a server, or a text of the Web CLI, says. */
export type RedisReply =
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'list'; readonly items: readonly RedisReply[] }
  /** No such key, or field. Through the Web CLI also what is empty: it prints both alike. */
  | { readonly kind: 'nothing' }
  /** An error of the Redis: `NOPERM`, `ERR`, `MOVED`; its words, shortened, without what is secret. */
  | { readonly kind: 'refused'; readonly code: string; readonly words: string }
  /**
   * Of the Web CLI: `notSent` what its line cannot hold, `notShown` what its text does not show without doubt, `tooLarge` what was not
   * read to its end.
   */
  | { readonly kind: 'unclear'; readonly why: 'notSent' | 'notShown' | 'tooLarge' };

export function textIn(reply: RedisReply | undefined): string | undefined {
  return reply?.kind === 'text' ? reply.bytes.toString() : undefined;
}

/** Bytes of a word. */
const longestWord = 100;

/** The name of a type, or the like: of what is longer its begin, for it is kept. */
export function wordIn(reply: RedisReply | undefined): string | undefined {
  return reply?.kind === 'text' ? reply.bytes.toString('utf8', 0, longestWord) : undefined;
}

/** A whole number, also where it comes as a text. */
export function numberIn(reply: RedisReply | undefined): number | undefined {
  if (reply?.kind === 'number') return reply.value;
  const text = textIn(reply);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function itemsIn(reply: RedisReply | undefined): readonly RedisReply[] | undefined {
  return reply?.kind === 'list' ? reply.items : undefined;
}

/** One page of SCAN: undefined where the reply is none. */
export function pageIn(
  reply: RedisReply | undefined,
): { readonly cursor: string; readonly keys: readonly Buffer[] } | undefined {
  const [next, found, ...more] = itemsIn(reply) ?? [];
  const cursor = textIn(next);
  const items = found?.kind === 'nothing' ? [] : itemsIn(found);
  if (cursor === undefined || !/^\d{1,20}$/.test(cursor) || items === undefined || more.length > 0) return undefined;
  const keys = items.flatMap((item) => (item.kind === 'text' ? [item.bytes] : []));
  return keys.length === items.length ? { cursor, keys } : undefined;
}

/** Of an error as a Redis writes it: a code in capitals, then words. `unshown`: what these may repeat and nothing shows. */
export function refusalIn(text: string, unshown: readonly string[]): RedisReply {
  const clean = unshown.reduce((words, secret) => (secret === '' ? words : words.replaceAll(secret, '•••')), text);
  const [, code = 'ERR', words = clean] = /^([A-Z][A-Z0-9_]{0,30})(?: (.*))?$/s.exec(clean) ?? [];
  return { kind: 'refused', code, words: shortened(words, 200) };
}
