import type { Range } from './knownSecrets.ts';
import { openPair, type Pair } from './namedPairs.ts';
import { quoteAt } from './quotedText.ts';
import { encodedNames, isSecretName, soundsSecret } from './secretNames.ts';
import { rangeOfValue } from './secretValues.ts';

/**
 * Where a text has the values of secret-sounding names: `password=…`, `"password": "…"` in JSON that is cut off or escaped,
 * `requirepass …`, `--password …`, `Authorization: Basic …`, `<password>…</password>`, `{"key": "password", "value": "…"}`,
 * `name=password value=…`. Goes over the text once.
 */
export function findNamedSecrets(text: string): Range[] {
  const found: Range[] = [];
  const pair: Pair = openPair();
  const tokens = new RegExp(`${encodedNames}|[\\p{L}\\p{N}_.-]+|[{[]`, 'giu');
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const range = /^[{[]/.test(token[0]) ? pair.bracket(token.index) : rangeAfter(text, token, pair);
    if (range === undefined) continue;
    found.push(range);
    tokens.lastIndex = Math.max(tokens.lastIndex, range[1]);
  }
  return [...found, ...findAclWords(text)];
}

/** The passwords of Redis' own commands for users: `AUTH2 user password`, `auth default password`, `ACL SETUSER user >password`. */
function findAclWords(text: string): Range[] {
  const pattern = /SETUSER/i.test(text) ? /(?:^|\s)>(\S+)/g : /\b(?:auth default|auth2 \S{1,100})[^\S\r\n]+(\S+)/gi;
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: word = '', index }) => [
    index + whole.length - word.length,
    index + whole.length,
  ]);
}

function rangeAfter(text: string, token: RegExpExecArray, pair: Pair): Range | undefined {
  const word = withoutEscape(text, token);
  const named = soundsSecret(word) || pair.isValue(word);
  const next = takesNext(word);
  if (!named && !next && !isHalf(word)) return undefined;
  const end = token.index + token[0].length;
  const opened = named ? openedBehind(text, end) : undefined;
  if (opened !== undefined) return opened;
  const { at, quoted } = skipClosing(text, end);
  const element = text[token.index - 1] === '<' && text[at] === '>';
  const from = element ? at + 1 : behindSeparator(text, at);
  // In JSON that is only text, what names it may stand behind it, and be cut off.
  if (from !== undefined)
    return named || next || quoted ? rangeOfValue(text, from, { word, quoted, element }) : undefined;
  if (next && /[^\S\r\n]/.test(text.charAt(end)))
    return rangeOfValue(text, end, { word, quoted: false, element: false });
  const enclosed = quoted || (at === text.length && /["'`]/.test(text.charAt(token.index - 1)));
  return named && isSecretName(word) ? pair.name(text, at, enclosed) : undefined;
}

const opening = /[^\S\r\n]+(["'`“‘「『([|])[^\S\r\n]?/y;
const closings: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '「': '」', '『': '』', '(': ')', '[': ']' };

/** What stands in quotes or brackets behind a name and a blank, as in `wrong password 'x'`, on the same line. */
function openedBehind(text: string, end: number): Range | undefined {
  opening.lastIndex = end;
  const sign = opening.exec(text)?.[1];
  if (sign === undefined) return undefined;
  const from = opening.lastIndex;
  const line = /[\r\n]/g;
  line.lastIndex = from;
  const last = line.exec(text)?.index ?? text.length;
  const close = text.slice(from, last).indexOf(closings[sign] ?? sign);
  return close === 0 ? undefined : [from, close < 0 ? last : from + close];
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
  if (/^(?:-a|-u|auth|AUTH|Bearer)$/.test(word)) return true;
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

const separator = /(?:[:=：＝]|%(?:25){0,8}3[ad]|u003[ad]|&#(?:0{0,6}(?:58|61)|x0{0,6}3[ad]);)+>?/iy;

/** Behind `:` or `=`, also encoded. */
function behindSeparator(text: string, at: number): number | undefined {
  separator.lastIndex = at;
  const found = separator.exec(text)?.[0];
  return found === undefined ? undefined : at + found.length;
}
