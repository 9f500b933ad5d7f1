/** A part of a text: from the first character of it to behind the last. */
export type Range = readonly [start: number, end: number];

/** How often something is escaped or encoded at most: JSON in JSON in JSON in JSON in JSON has 31 backslashes. */
const mostBackslashes = 32;
const mostEncodings = 8;

/** How many characters one character of a secret takes up at most, as good as: `\u0025` five times over. */
export const longestSpelling = 16;

interface Secret {
  readonly characters: readonly string[];
  /** Where it may begin. */
  readonly beginning: RegExp;
}

/**
 * Finds where the secrets stand in a text: in clear, percent-encoded (once or more), escaped as in JSON (once or more), or as
 * entities of HTML; encoders leave ASCII letters and digits alone. Looks at each place once for each secret.
 */
export function finderOf(secrets: readonly string[]): (text: string) => Range[] {
  const known = secrets.map((secret): Secret => {
    const characters = [...toLower(secret)];
    return { characters, beginning: beginningOf(characters[0] ?? '') };
  });
  return (text) => {
    const lower = toLower(text);
    return known.flatMap((secret) => findSecret(lower, secret));
  };
}

function beginningOf(first: string): RegExp {
  if (isPlain(first)) return new RegExp(first, 'g');
  const itself = /\s/.test(first) ? '\\s' : `\\u{${first.codePointAt(0)?.toString(16)}}`;
  return new RegExp(`${itself}|[\\\\%&]`, 'gu');
}

function findSecret(text: string, { characters, beginning }: Secret): Range[] {
  const found: Range[] = [];
  beginning.lastIndex = 0;
  for (let begin = beginning.exec(text); begin !== null; begin = beginning.exec(text)) {
    const end = endOf(characters, text, begin.index);
    if (end === undefined) continue;
    found.push([begin.index, end]);
    beginning.lastIndex = end;
  }
  return found;
}

/** Where the secret that begins here ends. What may be read in two ways is: `%25` as itself and as a percent sign. */
function endOf(secret: readonly string[], text: string, at: number): number | undefined {
  let ends: readonly number[] = [at];
  for (const character of secret) {
    const next = ends.flatMap((end) => stepsOver(character, text, end));
    if (next.length === 0) return undefined;
    ends = next.length === 1 ? next : [...new Set(next)];
  }
  return Math.max(...ends);
}

/** Where a spelling of the character that begins here may end. */
function stepsOver(character: string, text: string, at: number): number[] {
  if (isPlain(character)) return text[at] === character ? [at + 1] : [];
  const escapes = backslashesAt(text, at);
  if (character === '\\') return [...escapes, ...asEntity(character, text, at)];
  const behind = escapes.at(-1) ?? at;
  const ends = [...encoded(character, text, behind), ...asEntity(character, text, at)];
  if (text.startsWith(character, behind)) ends.push(behind + character.length);
  if (/\s/.test(character) && /\s/.test(text.charAt(at))) ends.push(at + 1);
  if (escapes.length === 0) return ends;
  if (/\s/.test(character) && /[nrt]/.test(text.charAt(behind))) ends.push(behind + 1);
  return text[behind] === 'u' ? [...ends, ...asUnits(character, text, at)] : ends;
}

/** Where each of the backslashes that begin here ends, encoded ones too. */
function backslashesAt(text: string, at: number): number[] {
  const ends: number[] = [];
  for (let end: number | undefined = at; ends.length < mostBackslashes; ) {
    end = text[end] === '\\' ? end + 1 : endOfByte(0x5c, text, end);
    if (end === undefined) break;
    ends.push(end);
  }
  return ends;
}

function encoded(character: string, text: string, at: number): number[] {
  if (text[at] !== '%') return [];
  const ends: number[] = [];
  if (character === '%') {
    for (let end = at + 1; ends.length < mostEncodings && text.startsWith('25', end); end += 2) ends.push(end + 2);
    return ends;
  }
  let end: number | undefined = at;
  for (const byte of Buffer.from(character)) end = end === undefined ? undefined : endOfByte(byte, text, end);
  return end === undefined ? [] : [end];
}

/** Behind the percent sign, as often as it was encoded itself, and the digits. */
function endOfByte(byte: number, text: string, at: number): number | undefined {
  if (text[at] !== '%') return undefined;
  let end = at + 1;
  for (let times = 0; times < mostEncodings && text.startsWith('25', end); times += 1) end += 2;
  return text.startsWith(hex(byte, 2), end) ? end + 2 : undefined;
}

function asUnits(character: string, text: string, at: number): number[] {
  let end = at;
  for (const unit of character.split('')) {
    const behind = backslashesAt(text, end).at(-1);
    if (behind === undefined || !text.startsWith(`u${hex(unit.charCodeAt(0), 4)}`, behind)) return [];
    end = behind + 5;
  }
  return [end];
}

const named: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

function asEntity(character: string, text: string, at: number): number[] {
  if (text[at] !== '&') return [];
  const name = named.get(character);
  if (name !== undefined && text.startsWith(name, at)) return [at + name.length];
  const [whole = '', inHex, inDecimal] =
    /^&#(?:x0{0,6}([0-9a-f]{1,6})|0{0,6}([0-9]{1,7}));/.exec(text.slice(at, at + 20)) ?? [];
  const code = inHex === undefined ? Number(inDecimal) : Number.parseInt(inHex, 16);
  return code === character.codePointAt(0) ? [at + whole.length] : [];
}

function isPlain(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}

/** Of the same length, so that places stay where they are. */
function toLower(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
