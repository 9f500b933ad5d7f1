import { type RedisReply, refusalIn } from '../reply.ts';

const unclear: RedisReply = { kind: 'unclear', why: 'notShown' };
const deepest = 8;

/**
 * What a text says that is printed as redis-cli prints replies for people. Where it does not say so without doubt, it is unclear.
 * `isPlain`: the command answers with a word or a report of the Redis, never with what somebody stored, and so is taken without quotes, too.
 * `unshown`: what an error may repeat and nothing shows. Source: redis-cli, `cliFormatReplyTTY`.
 */
export function printedReply(text: string, isPlain: boolean, unshown: readonly string[] = []): RedisReply {
  const whole = text.replace(/\r?\n$/, '');
  const error = /^\(error\) (.*)$/s.exec(whole);
  if (error) return refusalIn(error[1] ?? '', unshown);
  if (isPlain)
    return nothings.has(whole) ? { kind: 'nothing' } : { kind: 'text', bytes: unquoted(whole) ?? Buffer.from(whole) };
  const lines = whole.split(/\r?\n/);
  const read = valueAt(lines, 0, 0, 0);
  return read !== undefined && read.next === lines.length ? read.reply : unclear;
}

/** Which of the two it is does not show. Source: Web CLI, on empty answers. */
const nothings: ReadonlySet<string> = new Set(['(nil)', 'nil']);
const empties = /^\(empty (?:array|list|set|hash|list or set)\)$/;

interface Read {
  readonly reply: RedisReply;
  /** The first line behind it. */
  readonly next: number;
}

/** The value whose first line begins at a column of a line. */
function valueAt(lines: readonly string[], at: number, column: number, depth: number): Read | undefined {
  const text = lines[at]?.slice(column);
  if (text === undefined || depth > deepest) return undefined;
  if (/^ *1\) /.test(text)) return listAt(lines, at, column, depth);
  const reply = single(text);
  return reply && { reply, next: at + 1 };
}

/** Elements are numbered from 1, the numbers at the right of a column as wide as the last; what is below the first is set in. */
function listAt(lines: readonly string[], at: number, column: number, depth: number): Read | undefined {
  const width = lines[at]?.slice(column).indexOf(')') ?? 0;
  const items: RedisReply[] = [];
  let next = at;
  for (;;) {
    const line = lines[next];
    const label = `${String(items.length + 1).padStart(width)}) `;
    // Before the label of the first stand those of the lists that it begins.
    const isItem = line?.startsWith(label, column) && (next === at || line.slice(0, column).trim() === '');
    if (!isItem) break;
    const item = valueAt(lines, next, column + label.length, depth + 1);
    if (item === undefined) return undefined;
    items.push(item.reply);
    next = item.next;
  }
  return String(items.length).length === width ? { reply: { kind: 'list', items }, next } : undefined;
}

function single(text: string): RedisReply | undefined {
  if (nothings.has(text)) return { kind: 'nothing' };
  if (empties.test(text)) return { kind: 'list', items: [] };
  const integer = /^\(integer\) (-?\d{1,15})$/.exec(text)?.[1];
  if (integer !== undefined) return { kind: 'number', value: Number(integer) };
  const bytes = unquoted(text);
  return bytes && { kind: 'text', bytes };
}

const escapes: Readonly<Record<string, number>> = { '\\': 92, '"': 34, n: 10, r: 13, t: 9, a: 7, b: 8 };

/** The bytes of a text in quotes; undefined where anything in it is not as redis-cli writes it. Source: Redis, `sdscatrepr`. */
function unquoted(text: string): Buffer | undefined {
  if (!/^"(?:[ !#-[\]-~]|\\(?:["\\nrtab]|x[0-9a-f]{2}))*"$/.test(text)) return undefined;
  const bytes: number[] = [];
  for (const [part] of text.slice(1, -1).matchAll(/\\x..|\\.|./gs)) {
    if (part.startsWith('\\x')) bytes.push(Number.parseInt(part.slice(2), 16));
    else bytes.push(part.length === 2 ? (escapes[part.slice(1)] ?? 0) : part.charCodeAt(0));
  }
  return Buffer.from(bytes);
}
