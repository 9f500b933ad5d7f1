import type { Range } from './knownSecrets.ts';
import { openPair, type Pair } from './namedPairs.ts';
import { quoteAt } from './quotedText.ts';
import { saidBehind } from './saidSecrets.ts';
import { encodedNames, isChinese, isSecretName, lengthOfName, soundsSecret } from './secretNames.ts';
import { rangeOfValue } from './secretValues.ts';

/**
 * Where a text has the values of secret-sounding names: `password=…`, `"password": "…"` in JSON that is cut off or escaped,
 * `requirepass …`, `--password …`, `Authorization: Basic …`, `<password>…</password>`, `{"key": "password", "value": "…"}`,
 * `name=password value=…`. Goes over the text once.
 */
export function findNamedSecrets(text: string): Range[] {
  const found: Range[] = [];
  const pair: Pair = openPair();
  const tokens = new RegExp(`${encodedNames}|(?:[\\p{L}\\p{N}_.]|-(?!>))+|[{[]`, 'giu');
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const range = /^[{[]/.test(token[0]) ? pair.bracket(token.index) : rangeAfter(text, token, pair);
    if (range === undefined) continue;
    found.push(range);
    tokens.lastIndex = Math.max(tokens.lastIndex, range[1]);
  }
  return found;
}

function rangeAfter(text: string, token: RegExpExecArray, pair: Pair): Range | undefined {
  const word = withoutEscape(text, token);
  const named = soundsSecret(word) || pair.isValue(word);
  const next = takesNext(word);
  if (!named && !next && !isHalf(word)) return undefined;
  const end = token.index + token[0].length;
  const { at, quoted } = skipClosing(text, end);
  // Of the server's own words: `AUTH <password> called without any password configured`.
  const isUsage = /^> called\b/.test(text.slice(at, at + 9));
  const element = text[token.index - 1] === '<' && text[at] === '>' && !isUsage;
  const from = element ? at + 1 : behindSeparator(text, at);
  // In JSON that is only text, what names it may stand behind it, and be cut off.
  if (from !== undefined)
    return named || next || quoted ? rangeOfValue(text, from, { word, quoted, element }) : undefined;
  if (next && /[^\S\r\n]/.test(text.charAt(end)))
    return rangeOfValue(text, end, { word, quoted: false, element: false });
  const enclosed = quoted || (at === text.length && /["'`]/.test(text.charAt(token.index - 1)));
  if (!named || !isSecretName(word)) return undefined;
  const length = lengthOfName(token[0]);
  const joined = length < token[0].length;
  return (
    pair.name(text, at, enclosed) ??
    saidBehind(text, joined ? token.index + length : (quoteAt(text, end)?.end ?? end), joined, isChinese(word))
  );
}

/** Whether this is what one half of a pair is called, the other of which names it. */
function isHalf(word: string): boolean {
  return /^(?:v|val|value)$|(?:_value|Value)$/.test(word);
}

/** The word without what belongs to an escape before it: `\npassword`, `%22password`, `\u0022password`. */
function withoutEscape(text: string, { 0: word, index }: RegExpExecArray): string {
  if (text[index - 1] === '%') return word.replace(/^[0-9A-Fa-f]{2}/, '');
  return text[index - 1] === '\\' ? word.replace(/^(?:u[0-9A-Fa-f]{4}|[nrt])/, '') : word;
}

/** Whether a blank is enough between this name and its value: options, and the directives of Redis. */
function takesNext(word: string): boolean {
  if (/^(?:-a|-u|[Aa]uth2?|AUTH2?|Basic|Bearer|SETUSER|setuser)$/.test(word)) return true;
  return (
    /(?:^|[._-])(?:requirepass|masterauth|auth-pass)$/i.test(word) || (/^--?[^-]/.test(word) && soundsSecret(word))
  );
}

/** Behind blanks, brackets, backslashes and quotes, however they are spelled. */
function skipClosing(text: string, from: number): { readonly at: number; readonly quoted: boolean } {
  let at = from;
  let quoted = false;
  for (;;) {
    const quote = quoteAt(text, at);
    if (quote !== undefined) quoted = true;
    else if (!/[\s\\)\]]/.test(text.charAt(at))) return { at, quoted };
    at = quote?.end ?? at + 1;
  }
}

const separator = /(?:[:=：＝]|%(?:25){0,8}3[ad]|u003[ad]|&#(?:0{0,6}(?:58|61)|x0{0,6}3[ad]);|->)+>?/iy;

/** Behind `:` or `=`, also encoded. */
function behindSeparator(text: string, at: number): number | undefined {
  separator.lastIndex = at;
  const found = separator.exec(text)?.[0];
  return found === undefined ? undefined : at + found.length;
}
