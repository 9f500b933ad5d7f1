import type { JsonKind } from '../taskFileProblems.ts';
import type { Span } from '../textPlace.ts';
import { createKeptFields } from './keptFields.ts';
import type { Expectation } from './mistakes.ts';
import type { JsonReader } from './reader.ts';
import type { Steps } from './textWalk.ts';

/** A field of an object as it stands in the text; its name decoded, so that `"n\u0061me"` is `name`. */
export interface Field {
  readonly name: string;
  readonly key: Span;
  /** Absent where the text breaks off before it. */
  readonly value?: Value;
}

export interface Value extends Span {
  readonly type: JsonKind;
  /** Of a string. */
  readonly text?: string;
  /** Of a number: its digits as they stand in the text. */
  readonly digits?: string;
  /** Of the outermost object, of those right in it and of those in these: in the order of the text; one name may come twice. */
  readonly fields?: readonly Field[];
}

const fieldEnds = ['}', ','];

/** Objects inside objects whose fields are kept. */
const keptLevels = 3;

/**
 * The value that begins at the current token; undefined where none does. Broken texts are understood, and their mistakes told, as by
 * jsonc-parser (`visit`) with trailing commas allowed. `level` 0 is the outermost.
 */
export function* readValue(read: JsonReader, level = 0): Steps<Value | undefined> {
  const { sign, offset, length, text } = read.token();
  if (sign === '{') return yield* readObject(read, level);
  if (sign === '[') return yield* readArray(read, level);
  if (sign !== '"' && sign !== 'number' && sign !== 'word') return undefined;
  while (!read.advance()) yield undefined;
  if (sign === '"') return { type: 'string', text, offset, length };
  if (sign === 'number') return { type: 'number', digits: text, offset, length };
  return { type: text === 'null' ? 'null' : 'boolean', offset, length };
}

function* readObject(read: JsonReader, level: number): Steps<Value> {
  const { offset } = read.token();
  if (level >= keptLevels) return { type: 'object', offset, length: (yield* readItems(read, '}', level)) - offset };
  const { fields, add } = createKeptFields<Field>();
  const end = yield* readItems(read, '}', level, add);
  return { type: 'object', offset, length: end - offset, fields };
}

function* readArray(read: JsonReader, level: number): Steps<Value> {
  const { offset } = read.token();
  return { type: 'array', offset, length: (yield* readItems(read, ']', level)) - offset };
}

/** From the opening bracket to behind the closing one, or to the end of the text; gives where that is. */
function* readItems(read: JsonReader, closer: '}' | ']', level: number, add?: (field: Field) => void): Steps<number> {
  const ends = [closer, ','];
  let needsComma = false;
  while (!read.advance()) yield undefined;
  while (read.token().sign !== closer && read.token().sign !== '') {
    if (read.token().sign === ',') {
      if (!needsComma) read.miss('valueExpected');
      while (!read.advance()) yield undefined;
      if (read.token().sign === closer) break;
    } else if (needsComma) read.miss('commaExpected');
    if (closer === ']') {
      // What stands in a list belongs to no field.
      if ((yield* readValue(read, level + keptLevels)) === undefined) yield* skip(read, 'valueExpected', ends);
    } else {
      const field = yield* readField(read, level + 1);
      if (field === undefined) yield* skip(read, 'valueExpected', ends);
      else add?.(field);
    }
    needsComma = true;
  }
  const { sign, offset, length } = read.token();
  if (sign === closer) while (!read.advance()) yield undefined;
  else read.miss(closer === '}' ? 'braceExpected' : 'bracketExpected');
  return offset + length;
}

function* readField(read: JsonReader, level: number): Steps<Field | undefined> {
  const { sign, offset, length, text: name } = read.token();
  if (sign !== '"') {
    yield* skip(read, 'nameExpected', fieldEnds);
    return undefined;
  }
  const key = { offset, length };
  while (!read.advance()) yield undefined;
  if (read.token().sign !== ':') {
    yield* skip(read, 'colonExpected', fieldEnds);
    return { name, key };
  }
  while (!read.advance()) yield undefined;
  const value = yield* readValue(read, level);
  if (value !== undefined) return { name, key, value };
  yield* skip(read, 'valueExpected', fieldEnds);
  return { name, key };
}

/** Tells what is missing and goes on where the next thing may begin. */
function* skip(read: JsonReader, expected: Expectation, ends: readonly string[]): Steps<void> {
  read.miss(expected);
  while (read.token().sign !== '' && !ends.includes(read.token().sign)) while (!read.advance()) yield undefined;
}
