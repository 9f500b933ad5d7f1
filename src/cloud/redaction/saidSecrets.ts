import type { Range } from './knownSecrets.ts';
import { endOfQuoted, quoteAt } from './quotedText.ts';

// What a sentence, or the tags of a table, may have between the name of a secret and the secret. Bounded: each name looks again.
const between = /(?:[^\S\r\n]|<[^<>]{1,100}>\s{0,9}|[()[\]（）]|\b(?:is|was)\b|为|是){0,24}/y;

const comma = /[,，]\s{0,9}(?=["'`])/y;

const token = /[^\s<>"'`“”‘’()（）,，;；。]{1,400}/y;

/**
 * The secret that a sentence tells behind the name that ends here: "the password is x1", "password 'x' is wrong", `<td>Password</td>
 * <td>x</td>`, `('password', 'x')`. `joined` where nothing need stand between them, as in Chinese.
 */
export function saidBehind(text: string, end: number, joined: boolean, inChinese: boolean): Range | undefined {
  const gap = endOfMatch(between, text, end);
  const from = endOfMatch(comma, text, gap);
  if (from === end && !joined) return undefined;
  const quote = quoteAt(text, from);
  if (quote !== undefined) return [quote.end, endOfQuoted(text, quote)];
  const to = endOfMatch(token, text, from);
  const isCell = /<[^<>]{1,100}>\s{0,9}$/.test(text.slice(end, from));
  const word = text.slice(from, to);
  return isCell || looksMadeUp(word) || (inChinese && isLatin(word)) ? [from, to] : undefined;
}

/** A word of Latin letters, and none of those that texts in Chinese have, too. */
function isLatin(word: string): boolean {
  if (isOther(word) || /^(?:error|failed|invalid|incorrect|wrong|empty|null|none|redis|auth)$/i.test(word))
    return false;
  return /^[!-~]{3,}$/.test(word) && /[a-z]/i.test(word);
}

/** A password is no word of the language, no code of an error and no name of another value: it has digits or signs among its letters. */
function looksMadeUp(word: string): boolean {
  if (isOther(word)) return false;
  return /\p{L}/u.test(word) && /\d|[!#$%^&*+=~@?]./.test(word);
}

/** A code of an error, or the name of another value. */
function isOther(word: string): boolean {
  return /^[A-Z]+\.\d+[.:]?$|^[A-Za-z_.-]+[:=]/.test(word);
}

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
