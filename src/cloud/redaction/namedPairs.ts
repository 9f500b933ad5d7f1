import type { Range } from './knownSecrets.ts';
import { endOfQuoted, quoteAt } from './quotedText.ts';

/** What of a text may be a pair of which one half names the secret and the other is it. */
export interface Pair {
  bracket(at: number): undefined;
  /** The name of a secret without a value of its own: in JSON, all from the first bracket to the end of what it is in. */
  name(text: string, end: number, quoted: boolean): Range | undefined;
  /** Whether this is the name of the other half, in whatever format. */
  isValue(word: string): boolean;
}

/** Words between the halves: `name=password type=string value=x`. */
const farthest = 4;

export function openPair(): Pair {
  // The nearest bracket may be one of a text, and so may be whatever seems to close it.
  let first: number | undefined;
  let left = 0;
  return {
    bracket(at) {
      first ??= at;
    },
    name(text, end, quoted) {
      left = farthest;
      if (!quoted || first === undefined || !/[,}\]]/.test(text[end] ?? ',')) return undefined;
      return [first + 1, endOfEnclosing(text, end)];
    },
    isValue(word) {
      left -= 1;
      return left >= 0 && /^(?:v|val|value|content|data)$|[_.-]value$/i.test(word);
    },
  };
}

/** Where what encloses this place is closed; brackets in quotes do not count. */
function endOfEnclosing(text: string, from: number): number {
  const signs = /[{}[\]]|\\{0,64}"/g;
  signs.lastIndex = from;
  let depth = 1;
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    const quote = quoteAt(text, sign.index);
    if (quote !== undefined) signs.lastIndex = endOfQuoted(text, quote) + quote.spelled.length;
    else depth += /[{[]/.test(sign[0]) ? 1 : -1;
    if (depth === 0) return sign.index;
  }
  return text.length;
}
