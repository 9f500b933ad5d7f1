/**
 * All that is ever asked of a Redis: commands that read, and change nothing. Whatever speaks to one, a connection or the Web CLI,
 * sends what passes here and nothing else, for each of them carries out what it is given, FLUSHALL too.
 */

/** As it is sent: the command in capitals, then what it is asked with. */
export type ReadCommand = readonly [name: string, ...rest: readonly (string | Uint8Array)[]];

/** How much a command may be asked for at once. */
const mostAtOnce = { elements: 10_000, bytes: 1 << 20 } as const;

/** Of the parameters of a Redis those that are read. Never one that may hold a password, such as `requirepass`. */
const parameters: ReadonlySet<string> = new Set([
  'maxmemory',
  'maxmemory-policy',
  'repl-timeout',
  'client-output-buffer-limit',
  'repl-diskless-sync',
  'repl-backlog-size',
  'databases',
]);

/** Whether what follows a command is what it takes here. */
type Rule = (rest: readonly string[]) => boolean;

const number = (text: string | undefined) => text !== undefined && /^-?(?:0|[1-9]\d{0,15})$/.test(text);
const cursor = (text: string | undefined) => text !== undefined && /^(?:0|[1-9]\d{0,19})$/.test(text);
const few = (text: string | undefined) => cursor(text) && Number(text) >= 1 && Number(text) <= mostAtOnce.elements;
const streamId = (text: string | undefined) => /^(?:[-+]|\d{1,20}(?:-\d{1,20})?)$/.test(text ?? '');
const isWithin = (from: string | undefined, to: string | undefined, most: number) =>
  number(from) && number(to) && Number(from) >= 0 && Number(to) >= Number(from) && Number(to) - Number(from) < most;

const alone: Rule = (rest) => rest.length === 0;
const ofKey: Rule = (rest) => rest.length === 1;
const ofElement: Rule = (rest) => rest.length === 2;
/** `COUNT n` and, of all keys, `TYPE t`; nothing else. */
const counted: Rule = ([count, most, ...more]) =>
  (count === undefined || (count === 'COUNT' && few(most))) && more.length === 0;
const scanned: Rule = ([count, most, type, name, ...more]) =>
  counted([count, most].filter((part) => part !== undefined)) &&
  (type === undefined || (type === 'TYPE' && /^[a-z]{1,20}$/i.test(name ?? ''))) &&
  more.length === 0;
const elements: Rule = ([, from, ...rest]) => cursor(from) && counted(rest);
const range: Rule = ([, from, to, ...more]) => isWithin(from, to, mostAtOnce.elements) && more.length === 0;
const entries: Rule = ([, from, to, count, most, ...more]) =>
  streamId(from) && streamId(to) && count === 'COUNT' && few(most) && more.length === 0;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['PING', alone],
  ['DBSIZE', alone],
  ['RANDOMKEY', alone],
  ['ROLE', alone],
  ['INFO', (rest) => rest.length <= 1 && rest.every((section) => /^[a-z]{1,20}$/i.test(section))],
  ['SCAN', ([from, ...rest]) => cursor(from) && scanned(rest)],
  ...['EXISTS', 'TYPE', 'TTL', 'PTTL', 'STRLEN', 'HLEN', 'LLEN', 'SCARD', 'ZCARD', 'XLEN'].map(
    (name) => [name, ofKey] as const,
  ),
  ['GET', ofKey],
  ['HGETALL', ofKey],
  ['SMEMBERS', ofKey],
  ['HGET', ofElement],
  ['SISMEMBER', ofElement],
  ['DUMP', ofKey],
  ['MEMORY USAGE', (rest) => rest.length === 1 || (rest.length === 3 && rest[1] === 'SAMPLES' && few(rest[2]))],
  ['OBJECT ENCODING', ofKey],
  ['GETRANGE', ([, from, to, ...more]) => isWithin(from, to, mostAtOnce.bytes) && more.length === 0],
  ...['HSCAN', 'SSCAN', 'ZSCAN'].map((name) => [name, elements] as const),
  ['LRANGE', range],
  [
    'ZRANGE',
    ([key = '', from = '', to = '', scores, ...more]) =>
      range([key, from, to]) && scores === 'WITHSCORES' && more.length === 0,
  ],
  ...['XRANGE', 'XREVRANGE'].map((name) => [name, entries] as const),
  ['CONFIG GET', ([name = '', ...more]) => parameters.has(name) && more.length === 0],
  ['COMMAND INFO', ([name = '', ...more]) => /^[a-z]{1,20}$/.test(name) && more.length === 0],
  ['CLUSTER INFO', alone],
  ['CLUSTER NODES', alone],
  ['CLUSTER SLOTS', alone],
]);

/** Whose first argument says what they do. */
const parents: ReadonlySet<string> = new Set(['MEMORY', 'OBJECT', 'CONFIG', 'COMMAND', 'CLUSTER']);

/** What the Web CLI refuses of them. Source: Web CLI, "Commands supported and disabled". */
const onlyOverConnections: ReadonlySet<string> = new Set(['DUMP', 'COMMAND INFO']);

/** @throws {RangeError} for what is no command that only reads, in the form that it is sent in, whatever a caller without types gives */
export function checkedRead(command: readonly unknown[]): readonly (string | Uint8Array)[] {
  const parts = command.filter((part) => typeof part === 'string' || part instanceof Uint8Array);
  const [name = '', ...rest] = parts.map(textOf);
  if (!/^[A-Z]+$/.test(name) || parts.length !== command.length || typeof command[0] !== 'string') throw refusal();
  const rule = parents.has(name) ? rules.get(`${name} ${rest.shift() ?? ''}`) : rules.get(name);
  if (rule === undefined || !rule(rest)) throw refusal();
  return parts;
}

/**
 * The line that the Web CLI is sent for a command; undefined where it has none, since there are names of keys that a line cannot
 * hold without doubt: it parts words at blanks, and how it reads quotes, backslashes and signs beyond ASCII is not documented.
 * @throws {RangeError} as {@link checkedRead}
 */
export function webCliLine(command: readonly unknown[]): string | undefined {
  const words = checkedRead(command).map(textOf);
  const [name = '', sub = ''] = words;
  if (onlyOverConnections.has(name) || onlyOverConnections.has(`${name} ${sub}`)) return undefined;
  const isPlain = words.every((word) => /^[!#-&(-[\]-~]{1,512}$/.test(word));
  return isPlain ? words.join(' ') : undefined;
}

/** A byte a character, so that what has to be plain is seen to be. */
function textOf(part: string | Uint8Array): string {
  return typeof part === 'string' ? part : Buffer.from(part).toString('latin1');
}

function refusal(): RangeError {
  return new RangeError('Nothing but what only reads is sent to a Redis.');
}
