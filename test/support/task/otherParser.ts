import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../../src/task/file/textPlace.ts';

/** Name, place of the name, kind and place of the value, and what stands inside it. */
export type OtherField = readonly [
  name: string,
  key: Span,
  kind?: string,
  value?: Span,
  inside?: readonly OtherField[],
];

/** How jsonc-parser, which others wrote, understands a text: to compare our own reader with. */
export interface OtherTree {
  /** Of the outermost object; inside it, of objects two deep. */
  readonly fields: readonly OtherField[];
  readonly opening: Span;
  /** Where it stumbles and over what, one a line, without what follows from a token that it could not read. */
  readonly mistakes: readonly (Span & { readonly what: string })[];
}

export function readByOther(text: string): OtherTree {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const isObject = root?.type === 'object';
  return {
    fields: isObject ? fieldsOf(root, text, 0) : [],
    opening: { offset: root?.offset ?? 0, length: isObject ? 1 : 0 },
    mistakes: mistakesOf(text, errors),
  };
}

function fieldsOf({ type, children = [] }: Node, text: string, level: number): readonly OtherField[] {
  return type === 'object' && level < 3 ? children.flatMap((property) => fieldOf(property, text, level)) : [];
}

function fieldOf({ children: [name, value] = [] }: Node, text: string, level: number): readonly OtherField[] {
  if (typeof name?.value !== 'string') return [];
  const key = spanOf(name, text);
  return value === undefined
    ? [[name.value, key]]
    : [[name.value, key, value.type, spanOf(value, text), fieldsOf(value, text, level + 1)]];
}

/** It counts what breaks off one character beyond the end of the text, or less than nothing. */
function spanOf({ offset, length }: Span, text: string): Span {
  return { offset, length: Math.max(0, Math.min(length, text.length - offset)) };
}

function mistakesOf(text: string, errors: readonly ParseError[]): OtherTree['mistakes'] {
  const mistakes: (Span & { what: string })[] = [];
  let afterToken = false;
  let lineEnd = -1;
  for (const { error, offset, length } of errors) {
    const what = printParseErrorCode(error);
    const isGrammar = what.endsWith('Expected');
    afterToken ||= !isGrammar;
    if ((afterToken && isGrammar) || offset < lineEnd) continue;
    mistakes.push({ what, ...spanOf({ offset, length }, text) });
    const rest = text.slice(offset).search(/[\r\n]/);
    lineEnd = rest === -1 ? text.length + 1 : offset + rest;
  }
  return mistakes.slice(0, 10);
}
