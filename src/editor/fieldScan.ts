import { createKeptFields } from '../task/file/json/keptFields.ts';
import type { Steps } from '../task/file/json/textWalk.ts';
import type { Token } from '../task/file/json/token.ts';
import { tokensOf } from '../task/file/json/tokens.ts';
import type { Field, Value } from '../task/file/json/values.ts';
import { depthLimit, sizeLimit } from '../task/file/taskFileRules.ts';
import type { Span } from '../task/file/textPlace.ts';

/** A field as far as it is written: of the outermost object, of one in it, or of one in these. */
export interface ScannedField extends Field {
  readonly value?: ScannedValue;
  /** Behind the colon; absent where there is none yet. */
  readonly colon?: number;
  /** Where the next token begins: a missing value may be written up to here. */
  readonly next: number;
  /** The comma right before the name. */
  readonly comma?: number;
  /** The next token is the name of another field, and no comma stands before it. */
  readonly lacksComma: boolean;
}

interface ScannedValue extends Value {
  readonly fields?: readonly ScannedField[];
}

export interface ScannedText {
  /** In the order of the text; one name may come twice. Of very many, those that can matter. */
  readonly fields: readonly ScannedField[];
  /** The brace that opens the outermost object, or nothing at the first token. */
  readonly opening: Span;
  /** What the text begins with is an opening brace. */
  readonly isObject: boolean;
  /** The bracket that stands deeper than a task file is read. */
  readonly tooDeep?: number;
  /** Bytes, where these are more than a task file may have: then nothing else of it is known. */
  readonly tooLarge?: number;
}

/**
 * The fields of a text that may be broken in any way, as it is while someone types: without commas, colons, values or ends.
 * Linear in the length of the text and not recursive; stops for breath at each `yield`.
 */
export function* scanFields(text: string): Steps<ScannedText> {
  const size = Buffer.byteLength(text);
  if (size > sizeLimit) return { fields: [], opening: { offset: 0, length: 0 }, isObject: false, tooLarge: size };
  const read = readTokens(text);
  while (!read.advance()) yield undefined;
  const first = read.current();
  if (first.sign !== '{') return { fields: [], opening: { offset: first.offset, length: 0 }, isObject: false };
  const opening = { offset: first.offset, length: 1 };
  const fields = yield* readFields(read, 1);
  const tooDeep = read.tooDeep();
  return { fields, opening, isObject: true, ...(tooDeep === undefined ? {} : { tooDeep }) };
}

/** From the opening brace to the closing one, which stays the current token. `depth` counts the braces around the fields. */
function* readFields(read: Tokens, depth: number): Steps<readonly ScannedField[]> {
  const { fields, add } = createKeptFields<ScannedField>();
  while (!read.advance()) yield undefined;
  for (let key = read.current(); key.sign !== '' && key.sign !== '}'; key = read.current()) {
    const nested = isName(key) ? undefined : yield* passNested(read, depth);
    if (nested === undefined && !isName(key)) while (!read.advance()) yield undefined;
    if (isName(key)) add(yield* readField(read, depth));
    if (read.tooDeep() !== undefined) break;
  }
  return fields;
}

type Tokens = ReturnType<typeof readTokens>;

function readTokens(text: string) {
  const tokens = tokensOf(text);
  let deep: number | undefined;
  let current: Token = { sign: '', offset: 0, length: 0, text: '', lineEnds: 0 };
  let previous = current;
  let ahead: Token | undefined;
  const scan = (): Token | undefined => {
    for (;;) {
      const { value } = tokens.next();
      if (value?.sign !== 'comment') return value;
    }
  };
  return {
    text,
    current: () => current,
    previous: () => previous,
    /** False: out of breath, so it has to be called again. */
    advance(): boolean {
      const next = ahead ?? scan();
      if (next === undefined) return false;
      previous = current;
      current = next;
      ahead = undefined;
      return true;
    },
    /** The token behind the current one. */
    *peek(): Steps<Token> {
      for (;;) {
        ahead ??= scan();
        if (ahead !== undefined) return ahead;
        yield undefined;
      }
    },
    tooDeep: () => deep,
    stopAt(offset: number) {
      deep = offset;
    },
  };
}

/** A name may lack its quotes. */
function isName(token: Token): boolean {
  return token.sign === '"' || isWord(token);
}

function isWord({ sign }: Token): boolean {
  return sign === 'word' || sign === 'number';
}

/** A name, its colon and its value; a string before a colon is the name of the next field and no value of this one. */
function* readField(read: Tokens, depth: number): Steps<ScannedField> {
  const { offset, length } = read.current();
  const name = textOf(read, read.current());
  const before = read.previous();
  while (!read.advance()) yield undefined;
  const colon = read.current().sign === ':' ? read.current().offset + 1 : undefined;
  if (colon !== undefined) while (!read.advance()) yield undefined;
  const value = colon === undefined ? undefined : yield* readValue(read, depth);
  const { sign, offset: next } = read.current();
  return {
    name,
    key: { offset, length },
    next,
    lacksComma: sign === '"',
    ...(before.sign === ',' ? { comma: before.offset } : {}),
    ...(colon === undefined ? {} : { colon }),
    ...(value === undefined ? {} : { value }),
  };
}

function* readValue(read: Tokens, depth: number): Steps<ScannedValue | undefined> {
  const first = read.current();
  if (first.sign === '{' && depth < keptDepth) return yield* readObject(read, depth);
  if (first.sign === '{' || first.sign === '[') return yield* passNested(read, depth);
  if (!isName(first) || (yield* read.peek()).sign === ':') return undefined;
  while (!read.advance()) yield undefined;
  if (first.sign === '"') return { type: 'string', text: first.text, offset: first.offset, length: first.length };
  let last = first;
  for (let more = read.current(); isWord(more) && (yield* read.peek()).sign !== ':'; more = read.current()) {
    if (more.lineEnds !== last.lineEnds) break;
    last = more;
    while (!read.advance()) yield undefined;
  }
  return wordValue(read.text.slice(first.offset, last.offset + last.length), first.offset);
}

function wordValue(word: string, offset: number): ScannedValue {
  const at = { offset, length: word.length };
  if (word === 'true' || word === 'false') return { type: 'boolean', ...at };
  return Number.isNaN(Number(word)) ? { type: 'null', ...at } : { type: 'number', digits: word, ...at };
}

/** Braces around the fields that are read one by one: those of the file, of the migration section, and of an instance in it. */
const keptDepth = 3;

function* readObject(read: Tokens, depth: number): Steps<ScannedValue> {
  const { offset } = read.current();
  const fields = yield* readFields(read, depth + 1);
  const isClosed = read.current().sign === '}';
  // One that is still written goes on to where the text ends: a value may be missing there.
  const end = read.current().offset + (isClosed ? 1 : 0);
  while (isClosed && !read.advance()) yield undefined;
  return { type: 'object', offset, length: end - offset, fields };
}

/** Passes over a list or an object; undefined where none begins here. */
function* passNested(read: Tokens, depth: number): Steps<ScannedValue | undefined> {
  const { sign, offset } = read.current();
  if (sign !== '{' && sign !== '[') return undefined;
  const open: string[] = [];
  let end = offset;
  for (let token = read.current(); token.sign !== ''; token = read.current()) {
    if (token.sign === '{' || token.sign === '[') {
      if (open.length + depth === depthLimit) {
        read.stopAt(token.offset);
        break;
      }
      open.push(token.sign === '{' ? '}' : ']');
    } else if (token.sign === open.at(-1)) open.pop();
    end = token.offset + token.length;
    while (!read.advance()) yield undefined;
    if (open.length === 0) break;
  }
  return { type: sign === '{' ? 'object' : 'array', offset, length: end - offset };
}

function textOf({ text }: Tokens, { sign, text: own, offset, length }: Token): string {
  return sign === 'number' ? text.slice(offset, offset + length) : own;
}
