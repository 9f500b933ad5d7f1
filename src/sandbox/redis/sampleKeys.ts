/** A value as redis-cli prints it: a number, a text in quotes, nothing, or a list of these. */
export type Shown = number | string | undefined | readonly Shown[];

/** A key of the made-up data: the same one in whatever instance it is. */
export interface SampleKey {
  readonly name: string;
  readonly type: 'string' | 'list' | 'hash' | 'set' | 'zset' | 'stream';
  /** Bytes of a string, elements of anything else. */
  readonly length: number;
  /** Seconds; undefined: it does not expire. */
  readonly timeToLive: number | undefined;
}

const types = ['string', 'string', 'string', 'string', 'hash', 'hash', 'list', 'set', 'zset', 'stream'] as const;

/** The one key of a database that is big. */
const bigOne = 77;

/** Keys are numbered from 1; every third expires, as INFO says. */
export function sampleKey(number: number): SampleKey {
  const type = types[number % types.length] ?? 'string';
  const length = type === 'string' ? sampleText(number).length : number === bigOne ? 5000 : 3;
  return { name: `sample:${number}`, type, length, timeToLive: number % 3 === 0 ? 3600 + (number % 1000) : undefined };
}

/** The key of that name, where a database has so many. */
export function sampleKeyNamed(name: string, keys: number): SampleKey | undefined {
  const number = Number(/^sample:([1-9]\d{0,14})$/.exec(name)?.[1]);
  return number >= 1 && number <= keys ? sampleKey(number) : undefined;
}

export function bytesOf({ type, length }: SampleKey): number {
  return type === 'string' ? 56 + length : 96 + 24 * length;
}

export function encodingOf({ type, length }: SampleKey): string {
  if (type === 'string') return 'embstr';
  if (type === 'list') return 'quicklist';
  if (type === 'stream') return 'stream';
  return length > 128 ? (type === 'zset' ? 'skiplist' : 'hashtable') : type === 'set' ? 'hashtable' : 'ziplist';
}

export function textOf({ name }: SampleKey): string {
  return sampleText(Number(name.split(':')[1]));
}

/** Of a string its text; of others their elements in pairs or alone, from one on. */
export function elementsOf({ type, length }: SampleKey, from: number, count: number): readonly Shown[] {
  const numbers = Array.from({ length: Math.max(0, Math.min(count, length - from)) }, (_, index) => from + index);
  switch (type) {
    case 'hash':
      return numbers.flatMap((number) => [`field:${number}`, `value:${number}`]);
    case 'zset':
      return numbers.flatMap((number) => [`member:${number}`, String(number)]);
    case 'stream':
      return numbers.map((number) => [`1700000000000-${number}`, ['field', `value:${number}`]]);
    default:
      return numbers.map((number) => `element:${number}`);
  }
}

function sampleText(number: number): string {
  return `value-of-sample-${number}`;
}
