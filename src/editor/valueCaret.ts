import { createScanner } from 'jsonc-parser';
import { migrationKeys } from '../task/file/migration/migrationSchema.ts';
import type { Span } from '../task/file/textPlace.ts';
import type { ScannedField, ScannedText } from './fieldScan.ts';

/** A place where the value of a field is being written. */
export interface ValueCaret {
  /** Its name, or its path in the migration section. */
  readonly field: string;
  /** What stands before the caret, without a quote. */
  readonly typed: string;
  /** What a whole value replaces. */
  readonly replace: Span;
  /** `replace` begins with a quote. */
  readonly quoted: boolean;
  /** What goes before and behind the new value so that the text around it stays right. */
  readonly before: '' | ' ';
  readonly behind: '' | ',';
}

/** Whose value the caret stands in, or where one is missing; undefined elsewhere, as in names, comments and other nested values. */
export function valueCaret(
  text: string,
  { fields }: Pick<ScannedText, 'fields'>,
  caret: number,
  within = '',
): ValueCaret | undefined {
  const field = fields.find(({ colon, next, value }) => {
    const end = value === undefined ? next : value.offset + value.length;
    return colon !== undefined && colon <= caret && caret <= end;
  });
  if (field?.colon === undefined) return undefined;
  const path = `${within}${field.name}`;
  if (field.value?.fields !== undefined && migrationKeys.has(path)) {
    return valueCaret(text, { fields: field.value.fields }, caret, `${path}.`);
  }
  const place = field.value === undefined ? missingValue(text, field.colon, caret) : writtenValue(text, field, caret);
  if (place === undefined) return undefined;
  const before = text[place.replace.offset - 1] === ':' ? ' ' : '';
  return { field: path, ...place, before, behind: field.lacksComma ? ',' : '' };
}

type Place = Pick<ValueCaret, 'typed' | 'replace' | 'quoted'>;

/** Characters behind a colon in which its value is looked for. */
const gapLimit = 10_000;

function missingValue(text: string, colon: number, caret: number): Place | undefined {
  if (caret - colon > gapLimit || isInComment(text, colon, caret)) return undefined;
  return { typed: '', replace: { offset: caret, length: 0 }, quoted: false };
}

function writtenValue(text: string, { value }: ScannedField, caret: number): Place | undefined {
  if (value === undefined || caret < value.offset || value.type === 'object' || value.type === 'array')
    return undefined;
  const { offset, length } = value;
  const end = offset + length;
  if (text[offset] === '/') return undefined;
  if (text[offset] !== '"') return { typed: text.slice(offset, caret), replace: { offset, length }, quoted: false };
  const typed = text.slice(Math.min(offset + 1, caret), caret);
  if (isClosed(text, offset, end)) {
    return caret === end ? undefined : { typed, replace: { offset, length }, quoted: true };
  }
  // Without its closing quote a string reaches to the end of the line: only the word at the caret is the value.
  const word = /^[\w.-]*/.exec(text.slice(caret, end))?.[0] ?? '';
  return { typed, replace: { offset, length: caret + word.length - offset }, quoted: true };
}

/** Whether a string ends with a quote that no backslash takes away. */
function isClosed(text: string, offset: number, end: number): boolean {
  let first = end - 1;
  while (text[first - 1] === '\\') first -= 1;
  return end - offset > 1 && text[end - 1] === '"' && (end - 1 - first) % 2 === 0;
}

function isInComment(text: string, from: number, caret: number): boolean {
  const between = text.slice(from, caret);
  const scanner = createScanner(between, false);
  let last = '';
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) last = between.slice(scanner.getTokenOffset());
  return /^\/(?!\*[\s\S]*\*\/$)/.test(last);
}
