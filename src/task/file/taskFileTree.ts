import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { findMistakes } from './syntaxMistakes.ts';
import type { TextProblem } from './taskFileProblems.ts';
import { depthLimit, sizeLimit } from './taskFileRules.ts';
import type { Span } from './textPlace.ts';

/** A field of the outermost object, as it stands in the text; its name decoded, so that `"n\u0061me"` is `name`. */
export interface Field {
  readonly name: string;
  readonly key: Span;
  /** Absent where the text breaks off before it. */
  readonly value?: Node;
}

interface TaskFileTree {
  /** Not empty: the fields are what could be made out of a text that is no JSON object. */
  readonly problems: readonly TextProblem[];
  /** In the order of the text; one name may come twice. */
  readonly fields: readonly Field[];
  /** The brace that opens the outermost object. */
  readonly opening: Span;
}

/** Reads a text as one JSON object; comments and trailing commas are allowed. Linear in the length of the text; throws nothing. */
export function readTree(text: string): TaskFileTree {
  const obstacle = findObstacle(text);
  if (obstacle !== undefined)
    return { problems: [obstacle], fields: [], opening: { offset: obstacle.offset, length: 0 } };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const problems: TextProblem[] = isEmpty(text, root, errors)
    ? [{ code: 'emptyFile', severity: 'error', offset: 0, length: 0 }]
    : findMistakes(text, errors);
  if (root === undefined) return { problems, fields: [], opening: { offset: 0, length: 0 } };
  if (root.type === 'object') return { problems, fields: fieldsOf(root), opening: { offset: root.offset, length: 1 } };
  const { offset, length } = root;
  const actual = root.type === 'property' ? 'object' : root.type;
  const misfit: TextProblem = { code: 'notAnObject', severity: 'error', offset, length, actual };
  return { problems: problems.length > 0 ? problems : [misfit], fields: [], opening: { offset, length: 0 } };
}

/** The fields of an object node; its children are `property` nodes of a name and, unless the text breaks off, a value. */
export function fieldsOf(node: Node): readonly Field[] {
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) => {
    if (typeof name?.value !== 'string') return [];
    const field = { name: name.value, key: { offset: name.offset, length: name.length } };
    return [value === undefined ? field : { ...field, value }];
  });
}

/** Nothing but white space and closed comments: all the parser misses is a value, at the very end. */
function isEmpty(text: string, root: Node | undefined, errors: readonly ParseError[]): boolean {
  return root === undefined && errors.length === 1 && errors.every(({ offset }) => offset >= text.length);
}

/** What makes parsing pointless or dangerous. */
function findObstacle(text: string): TextProblem | undefined {
  const size = Buffer.byteLength(text);
  if (size > sizeLimit) return { code: 'tooLarge', severity: 'error', offset: 0, length: 0, size, limit: sizeLimit };
  if (text.startsWith('\uFEFF')) return { code: 'byteOrderMark', severity: 'error', offset: 0, length: 1 };
  const nul = text.indexOf('\0');
  if (nul !== -1) return { code: 'binary', severity: 'error', offset: nul, length: 1 };
  const deep = findTooDeep(text);
  if (deep === undefined) return undefined;
  return { code: 'tooDeep', severity: 'error', offset: deep, length: 1, limit: depthLimit };
}

/**
 * The offset of the first bracket beyond the limit: the parser recurses, so a hostile file must not reach it. A bracket is closed only by
 * its own kind, as in the parser, so broken texts are never counted shallower than the parser goes.
 */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const first = text[offset];
    if (first === '{' || first === '[') {
      if (open.length === depthLimit) return offset;
      open.push(first === '{' ? '}' : ']');
    } else if (first !== undefined && first === open.at(-1)) open.pop();
  }
  return undefined;
}
