import type * as z from 'zod';
import { upTo } from '../foreignText.ts';
import type { Translate } from '../translate.ts';
import { type Declared, declaredBy } from './declaredFields.ts';
import { type Mask, mask } from './maskText.ts';
import { isNameOfValue, isSecretName, namesAmong, soundsSecret } from './secretNames.ts';

/** How to show an answer. */
export interface AnswerView {
  /** Whether to show the values that no schema declares too, as far as they have not the shape of a secret. */
  readonly trace: boolean;
  /** Characters at most. */
  readonly most: number;
  readonly t: Translate;
}

/** As much of a text as fits, and whether that is not all of it. */
export interface ShownText {
  readonly text: string;
  readonly cut: boolean;
}

/** Levels shown. The cloud's own have five; beyond a few thousand the walk itself would fail. */
const deepest = 32;

/** Characters of a name; no field of an API has a longer one. */
const longestName = 64;

type Schemas = readonly z.core.$ZodType[];

interface Page extends AnswerView {
  readonly mask: Mask;
  /** Characters that still fit. */
  readonly left: () => number;
  readonly write: (text: string) => void;
}

/**
 * A parsed answer as it may be shown, as JSON: what the schemas declare with its value, everything else by name and kind, since
 * nobody knows what it holds. Goes no further than what fits.
 */
export function answerText(value: unknown, schemas: Schemas, masked: Mask, view: AnswerView): ShownText {
  const parts: string[] = [];
  let left = view.most;
  let cut = false;
  const write = (text: string) => {
    parts.push(upTo(text, left));
    cut ||= text.length > left;
    left = Math.max(0, left - text.length);
  };
  writeValue({ ...view, mask: masked, left: () => left, write }, value, schemas, '\n');
  return { text: parts.join(''), cut };
}

/** `line` is what each line of this value begins with. */
function writeValue(page: Page, value: unknown, schemas: Schemas, line: string): void {
  const declared = declaredBy(schemas);
  const { fields, others, items } = declared;
  if (Array.isArray(value)) {
    const short = inPlaceOf(value, items.length > 0, line, page);
    if (short === undefined) writeList(page, value, declared, line);
    else page.write(short);
  } else if (typeof value === 'object' && value !== null) {
    const short = inPlaceOf(value, fields.size + others.length > 0, line, page);
    if (short === undefined) writeRecord(page, Object.entries(value), declared, line);
    else page.write(short);
  } else if (!page.trace && !declared.value && value !== null) page.write(kindOf(value, page));
  else page.write(typeof value === 'string' ? quoted(value, page.left(), page.mask) : String(value));
}

/** What stands in place of a list or an object that is not to be gone through. */
function inPlaceOf(value: object, isDeclared: boolean, line: string, page: Page): string | undefined {
  if (!page.trace && !isDeclared) return kindOf(value, page);
  if (Object.keys(value).length === 0) return Array.isArray(value) ? '[]' : '{}';
  return line.length > 2 * deepest ? '…' : undefined;
}

function writeList(page: Page, list: readonly unknown[], { items }: Declared, line: string): void {
  page.write('[');
  // As in `["requirepass", "…"]`.
  let behindName = false;
  for (const [place, item] of list.entries()) {
    if (page.left() === 0) break;
    page.write(`${place === 0 ? '' : ','}${line}  `);
    if (behindName) page.write(`"${mask}"`);
    else writeValue(page, item, items, `${line}  `);
    behindName ||= items.length === 0 && isSecretName(item);
  }
  page.write(`${line}]`);
}

type Members = readonly (readonly [name: string, value: unknown])[];

function writeRecord(page: Page, members: Members, { fields, others }: Declared, line: string): void {
  const paired = page.trace ? besideNames(members) : undefined;
  const isPair = namesAmong(members).length > 0;
  page.write('{');
  for (const [place, [name, value]] of members.entries()) {
    if (page.left() === 0) break;
    page.write(`${place === 0 ? '' : ','}${line}  ${quoted(name, longestName, page.mask)}: `);
    // A schema knows where a value stands, and not of what it is one: a parameter may be a password.
    const known = isPair && isNameOfValue(name) ? undefined : fields.get(name);
    const secret = known === undefined && (soundsSecret(name) || paired?.has(name));
    if (secret && page.trace && value !== null) page.write(`"${mask}"`);
    else writeValue(page, value, known ?? (secret ? [] : others), `${line}  `);
  }
  page.write(`${line}}`);
}

/** The members beside one that names a secret, as in `{"key": "requirepass", "value": "…"}`; the secret may look like a name too. */
function besideNames(members: Members): ReadonlySet<string> {
  if (!members.some(([, value]) => isSecretName(value))) return new Set();
  const names = new Set(namesAmong(members).map(([name]) => name));
  return new Set(members.map(([name]) => name).filter((name) => !names.has(name)));
}

function quoted(text: string, left: number, masked: Mask): string {
  return JSON.stringify(masked(text, left) + (text.length > left ? '…' : ''));
}

/** Not how long it is, which is much of what there is to know of a password. */
function kindOf(value: unknown, { t }: Page): string {
  if (Array.isArray(value)) return `(${t('list of {count}', { count: value.length })})`;
  if (typeof value === 'string') return `(${t('text')})`;
  if (typeof value === 'number') return `(${t('number')})`;
  return typeof value === 'boolean' ? `(${t('true or false')})` : `(${t('object')})`;
}
