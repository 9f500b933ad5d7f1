import { applyEdits, type EditResult, type FormattingOptions, format, modify } from 'jsonc-parser';
import { migrationKeys } from '../task/file/migration/migrationSchema.ts';
import { taskFileSchema } from '../task/file/taskFileSchema.ts';
import { readTree } from '../task/file/taskFileTree.ts';
import type { Span } from '../task/file/textPlace.ts';
import { plainAddresses } from '../task/redisAddresses.ts';
import type { ScannedField, ScannedText } from './fieldScan.ts';
import type { Fix } from './fixes.ts';
import { plainName } from './plainName.ts';

/** A span of the text and what comes in its place. */
export interface TextChange extends Span {
  readonly text: string;
}

/** How the editor indents this document. */
export type Style = Required<Pick<FormattingOptions, 'tabSize' | 'insertSpaces' | 'eol'>>;

/** What a fix changes in the text; nothing where the text has changed so much that it does not fit any more. */
export function editsOf(fix: Fix, text: string, scanned: ScannedText, style: Style): readonly TextChange[] {
  if (fix.kind === 'pick') return [];
  if (fix.kind === 'set') return setField(text, scanned, fix.field, fix.value, style);
  if (fix.kind === 'addAndPick') return setField(text, scanned, fix.field, '', style);
  if (fix.kind === 'keepBody') return keepBody(text, style);
  if (fix.kind === 'add') return addFields(text, fix.fields, style);
  const fields = innermost(scanned.fields, fix.at);
  const field = fields.find((one) => includes(one, fix.at));
  if (field === undefined) return [];
  switch (fix.kind) {
    case 'rename':
      return [{ ...field.key, text: JSON.stringify(fix.to) }];
    case 'remove':
      return removeField(text, field);
    case 'replace':
      return replaceField(text, field, fields, fix);
    case 'unwrap':
      return unwrap(text, field, style);
    case 'trim':
      return rewrite(field, (value) => value.trim());
    case 'quote':
      return quote(text, field);
    case 'plainName':
      return rewrite(field, plainName);
    case 'plainAddresses':
      return rewrite(field, plainAddresses);
  }
}

/** The fields of the innermost object of which one has its name or its value at a place. */
function innermost(fields: readonly ScannedField[], at: number): readonly ScannedField[] {
  const inside = fields.find((one) => includes(one, at))?.value?.fields;
  return inside?.some((one) => includes(one, at)) ? innermost(inside, at) : fields;
}

function includes({ key, value }: ScannedField, at: number): boolean {
  const end = value === undefined ? key.offset + key.length : value.offset + value.length;
  return key.offset <= at && at < Math.max(end, key.offset + 1);
}

function rewrite({ value }: ScannedField, change: (value: string) => string): TextChange[] {
  if (value?.text === undefined) return [];
  return [{ offset: value.offset, length: value.length, text: JSON.stringify(change(value.text)) }];
}

/** Where the other name is there already, as with null, its value is written, and this field removed. */
function replaceField(
  text: string,
  field: ScannedField,
  others: readonly ScannedField[],
  { to, value: written }: { readonly to: string; readonly value: string },
): TextChange[] {
  const taker = others.find(({ name, value }) => name === to && value !== undefined);
  const { offset, length } = taker?.value ?? field.value ?? field.key;
  const value = { offset, length, text: JSON.stringify(written) };
  return taker === undefined
    ? [{ ...field.key, text: JSON.stringify(to) }, value]
    : [value, ...removeField(text, field)];
}

function quote(text: string, { value }: ScannedField): TextChange[] {
  if (value === undefined) return [];
  const { offset, length } = value;
  return [{ offset, length, text: JSON.stringify(text.slice(offset, offset + length)) }];
}

/** Writes a field, given by its path, behind those that stand before it in the documentation where it is not there yet. */
export function setField(
  text: string,
  { fields }: Pick<ScannedText, 'fields'>,
  path: string,
  value: string,
  style: Style,
): readonly TextChange[] {
  const written = JSON.stringify(value);
  const field = fieldAt(fields, path.split('.'));
  if (field?.value !== undefined) {
    return [{ offset: field.value.offset, length: field.value.length, text: written }];
  }
  if (field?.colon !== undefined) return [{ offset: field.colon, length: 0, text: ` ${written}` }];
  return insertField(text, path, value, style).map(({ offset, length, content }) => ({
    offset,
    length,
    text: content,
  }));
}

function fieldAt(fields: readonly ScannedField[], [name, ...inside]: readonly string[]): ScannedField | undefined {
  const field = fields.find((one) => one.name === name);
  return inside.length === 0 ? field : fieldAt(field?.value?.fields ?? [], inside);
}

const outermost = Object.keys(taskFileSchema.shape);

function insertField(text: string, path: string, value: unknown, style: Style): EditResult {
  const names = path.split('.');
  const order = migrationKeys.get(names.slice(0, -1).join('.')) ?? outermost;
  const place = order.indexOf(names.at(-1) ?? '');
  const getInsertionIndex = (others: readonly string[]) =>
    others.findLastIndex((one) => order.includes(one) && order.indexOf(one) < place) + 1;
  return modify(text, names, value, { formattingOptions: style, getInsertionIndex });
}

/** What a missing field begins with: a source is often no DCS instance, a target mostly is one. */
const beginnings: Readonly<Record<string, object>> = {
  'migration.source_instance': { addrs: '' },
  'migration.target_instance': { id: '' },
};

/** One change, since each field is inserted into a text that has the others. */
function addFields(text: string, paths: readonly string[], style: Style): TextChange[] {
  const whole = paths.reduce(
    (json, path) => applyEdits(json, insertField(json, path, beginnings[path] ?? '', style)),
    text,
  );
  return [{ offset: 0, length: text.length, text: whole }];
}

/** With the comma that belongs to it, and with its line where nothing else stands there. */
function removeField(text: string, field: ScannedField): TextChange[] {
  const { key, value } = field;
  const end = value === undefined ? (field.colon ?? key.offset + key.length) : value.offset + value.length;
  const comma = text[field.next] === ',' ? field.next : undefined;
  const own = wholeLines(text, key.offset, comma === undefined ? end : comma + 1);
  const before = comma === undefined ? field.comma : undefined;
  return [...(before === undefined ? [] : [{ offset: before, length: 1, text: '' }]), { ...own, text: '' }];
}

function wholeLines(text: string, start: number, end: number): Span {
  let first = start;
  while (/[ \t]/.test(text.charAt(first - 1))) first -= 1;
  const behind = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0];
  const isLineStart = first === 0 || /[\r\n]/.test(text.charAt(first - 1));
  if (!isLineStart || behind === undefined) return { offset: start, length: end - start };
  return { offset: first, length: end + behind.length - first };
}

/** Puts what stands in a wrapper in its place. */
function unwrap(text: string, { key, value }: ScannedField, style: Style): TextChange[] {
  if (value?.type !== 'object') return [];
  const end = value.offset + value.length;
  const inner = text.slice(value.offset + 1, end - 1).replace(/,\s*$/, '');
  return replaceAll(text, `${text.slice(0, key.offset)}${inner.trim()}${text.slice(end)}`, style);
}

/** The body of a request that was pasted as a whole, with its region and project where its address has them. */
function keepBody(text: string, style: Style): TextChange[] {
  const start = text.search(/\{\s*"/);
  const body = start === -1 ? '' : text.slice(start, text.lastIndexOf('}') + 1);
  if (readTree(body).problems.length > 0) return [];
  const head = text.slice(0, start);
  const region = /\bdcs\.([a-z0-9-]+)\.myhuaweicloud\./.exec(head)?.[1];
  const project = /\/v2\/([0-9a-fA-F]{32})\//.exec(head)?.[1];
  const place = Object.entries({ region, project_id: project }).filter(([, value]) => value !== undefined);
  const whole = place.reduceRight(
    (json, [name, value]) =>
      applyEdits(json, modify(json, [name], value, { formattingOptions: style, getInsertionIndex: () => 0 })),
    body,
  );
  return replaceAll(text, `${whole}${style.eol}`, style);
}

function replaceAll(text: string, whole: string, style: Style): TextChange[] {
  const formatted = applyInOrder(whole, format(whole, undefined, style)).trimEnd();
  const tail = whole.slice(whole.trimEnd().length);
  return [{ offset: 0, length: text.length, text: `${formatted}${tail}` }];
}

/** `applyEdits` copies all of the text for each edit; those of `format` are many, and follow each other. */
function applyInOrder(text: string, edits: EditResult): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { offset, length, content } of edits) {
    pieces.push(text.slice(at, offset), content);
    at = offset + length;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
