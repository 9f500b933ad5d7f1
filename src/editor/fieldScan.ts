import { createScanner, type Node } from 'jsonc-parser';
import { depthLimit } from '../task/file/taskFileRules.ts';
import type { Field } from '../task/file/taskFileTree.ts';
import { lengthWithin, type Span } from '../task/file/textPlace.ts';

/** A field of the outermost object, as far as it is written. */
export interface ScannedField extends Field {
  /** Behind the colon; absent where there is none yet. */
  readonly colon?: number;
  /** Where the next token begins: a missing value may be written up to here. */
  readonly next: number;
  /** The next token is the name of another field, and no comma stands before it. */
  readonly lacksComma: boolean;
}

export interface ScannedText {
  /** In the order of the text; one name may come twice. */
  readonly fields: readonly ScannedField[];
  /** The brace that opens the outermost object, or nothing at the first token. */
  readonly opening: Span;
  /** What the text begins with is an opening brace. */
  readonly isObject: boolean;
  /** The bracket that stands deeper than a task file is read. */
  readonly tooDeep?: number;
}

/** Tokens between two looks at the clock. */
const stride = 500;

/**
 * The fields of a text that may be broken in any way, as it is while someone types: without commas, colons, values or ends.
 * Linear in the length of the text and not recursive; stops for breath at each `yield`.
 */
export function* scanFields(text: string): Generator<void, ScannedText> {
  const read = readTokens(text);
  const first = read.current();
  if (first.sign !== '{') return { fields: [], opening: { offset: first.offset, length: 0 }, isObject: false };
  const opening = { offset: first.offset, length: 1 };
  const fields: ScannedField[] = [];
  read.advance();
  for (let key = read.current(); key.sign !== '' && key.sign !== '}'; key = read.current()) {
    if (read.count() % stride === 0) yield;
    const isName = key.sign === '"' || key.sign === 'word';
    const nested = isName ? undefined : yield* readNested(read);
    if (nested === undefined && !isName) read.advance();
    if (isName) fields.push(yield* readField(read));
    if (read.tooDeep() !== undefined) break;
  }
  const tooDeep = read.tooDeep();
  return { fields, opening, isObject: true, ...(tooDeep === undefined ? {} : { tooDeep }) };
}

/** Milliseconds of work at a stretch; a frame has 16. */
const breath = 6;

/** As `scanFields`, letting others work in between; undefined where it was stopped. */
export async function scanInTurns(
  text: string,
  isStopped: () => boolean,
  pause: () => Promise<void>,
): Promise<ScannedText | undefined> {
  const scan = scanFields(text);
  let begun = performance.now();
  for (;;) {
    const step = scan.next();
    if (step.done) return step.value;
    if (performance.now() - begun < breath) continue;
    await pause();
    if (isStopped()) return undefined;
    begun = performance.now();
  }
}

interface Token extends Span {
  /** A bracket, `,`, `:`, `"` for a string, `word` for the rest; empty at the end. */
  readonly sign: string;
  readonly text: string;
}

type Tokens = ReturnType<typeof readTokens>;

function readTokens(text: string) {
  const scanner = createScanner(text, true);
  let count = 0;
  let deep: number | undefined;
  const scan = (): Token => {
    scanner.scan();
    count += 1;
    const offset = Math.min(scanner.getTokenOffset(), text.length);
    const first = text[offset] ?? '';
    const sign = first === '' || '{}[],:"'.includes(first) ? first : 'word';
    return {
      sign,
      offset,
      length: lengthWithin(text, offset, scanner.getTokenLength()),
      text: scanner.getTokenValue(),
    };
  };
  let current = scan();
  let ahead: Token | undefined;
  return {
    text,
    current: () => current,
    advance() {
      current = ahead ?? scan();
      ahead = undefined;
    },
    /** The token behind the current one. */
    peek() {
      ahead ??= scan();
      return ahead;
    },
    count: () => count,
    tooDeep: () => deep,
    stopAt(offset: number) {
      deep = offset;
    },
  };
}

/** A name, its colon and its value; a string before a colon is the name of the next field and no value of this one. */
function* readField(read: Tokens): Generator<void, ScannedField> {
  const { offset, length, text: name } = read.current();
  read.advance();
  const colon = read.current().sign === ':' ? read.current().offset + 1 : undefined;
  if (colon !== undefined) read.advance();
  const value = colon === undefined ? undefined : yield* readValue(read);
  const { sign, offset: next } = read.current();
  return {
    name,
    key: { offset, length },
    next,
    lacksComma: sign === '"',
    ...(colon === undefined ? {} : { colon }),
    ...(value === undefined ? {} : { value }),
  };
}

function* readValue(read: Tokens): Generator<void, Node | undefined> {
  const { sign } = read.current();
  if (sign === '{' || sign === '[') return yield* readNested(read);
  if ((sign !== '"' && sign !== 'word') || read.peek().sign === ':') return undefined;
  const first = read.current();
  read.advance();
  if (sign === '"') return { type: 'string', value: first.text, offset: first.offset, length: first.length };
  let end = first.offset + first.length;
  for (let more = read.current(); more.sign === 'word' && read.peek().sign !== ':'; more = read.current()) {
    if (/[\r\n]/.test(read.text.slice(end, more.offset))) break;
    end = more.offset + more.length;
    read.advance();
  }
  return wordNode(read.text.slice(first.offset, end), first.offset);
}

function wordNode(word: string, offset: number): Node {
  const at = { offset, length: word.length };
  if (word === 'true' || word === 'false') return { type: 'boolean', value: word === 'true', ...at };
  const number = Number(word);
  return Number.isNaN(number) ? { type: 'null', value: null, ...at } : { type: 'number', value: number, ...at };
}

/** Passes over a list or an object; of an object, the names of its own fields are kept. Undefined where none begins here. */
function* readNested(read: Tokens): Generator<void, Node | undefined> {
  const { sign, offset } = read.current();
  if (sign !== '{' && sign !== '[') return undefined;
  const names: Node[] = [];
  const open: string[] = [];
  let end = offset;
  for (let token = read.current(); token.sign !== ''; token = read.current()) {
    if (read.count() % stride === 0) yield;
    if (token.sign === '{' || token.sign === '[') {
      // The outermost object counts too.
      if (open.length + 1 === depthLimit) {
        read.stopAt(token.offset);
        break;
      }
      open.push(token.sign === '{' ? '}' : ']');
    } else if (token.sign === open.at(-1)) open.pop();
    else if (open.length === 1 && sign === '{' && token.sign === '"' && read.peek().sign === ':') {
      names.push(nameNode(token));
    }
    end = token.offset + token.length;
    read.advance();
    if (open.length === 0) break;
  }
  return { type: sign === '{' ? 'object' : 'array', offset, length: end - offset, children: names };
}

function nameNode({ offset, length, text }: Token): Node {
  const name: Node = { type: 'string', value: text, offset, length };
  return { type: 'property', offset, length, children: [name] };
}
