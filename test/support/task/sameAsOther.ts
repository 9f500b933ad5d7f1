import assert from 'node:assert/strict';
import type { Field } from '../../../src/task/file/json/values.ts';
import type { SyntaxMistake } from '../../../src/task/file/taskFileProblems.ts';
import { readTree } from '../../../src/task/file/taskFileTree.ts';
import { type OtherField, readByOther } from './otherParser.ts';

/** What jsonc-parser calls our mistakes; the others are symbols to it. */
const otherNames: Readonly<Partial<Record<SyntaxMistake, readonly string[]>>> = {
  nameExpected: ['PropertyNameExpected'],
  valueExpected: ['ValueExpected'],
  colonExpected: ['ColonExpected'],
  commaExpected: ['CommaExpected'],
  braceExpected: ['CloseBraceExpected'],
  bracketExpected: ['CloseBracketExpected'],
  endExpected: ['EndOfFileExpected'],
  number: ['UnexpectedEndOfNumber'],
  openComment: ['UnexpectedEndOfComment'],
  openString: ['UnexpectedEndOfString'],
  escape: ['InvalidUnicode', 'InvalidEscapeCharacter'],
  rawControl: ['InvalidCharacter'],
};

/** Of objects with more fields only some are kept. */
function isKeptWhole(fields: readonly OtherField[]): boolean {
  return fields.length <= 200 && fields.every(([, , , , inside = []]) => isKeptWhole(inside));
}

function told(fields: readonly Field[]): readonly unknown[] {
  return fields.map(({ name, key, value }) => {
    if (value === undefined) return [name, key];
    const { type, offset, length, fields: inside = [] } = value;
    return [name, key, type, { offset, length }, told(inside)];
  });
}

/** Our reader understands a text as jsonc-parser does: the same fields in the same places, stumbling over the same. */
export function assertSameAsOther(text: string): void {
  const { problems, fields, opening } = readTree(text);
  const [first] = problems;
  // Nested too deep, and what is looked at before: there it is not asked.
  if (first !== undefined && ['tooDeep', 'binary', 'byteOrderMark', 'tooLarge'].includes(first.code)) return;
  const other = readByOther(text);
  assert.deepEqual(opening, other.opening);
  if (isKeptWhole(other.fields)) assert.deepEqual(told(fields), other.fields);
  if (first?.code === 'emptyFile') {
    assert.deepEqual(other.mistakes, [{ what: 'ValueExpected', offset: text.length, length: 0 }]);
    return;
  }
  if (first?.code === 'syntax' && first.mistake.startsWith('pasted')) {
    assert.ok(other.mistakes.length > 0);
    return;
  }
  const ours = problems.flatMap((problem) => (problem.code === 'syntax' ? [problem] : []));
  assert.deepEqual(
    ours.map(({ offset, length }) => [offset, length]),
    other.mistakes.map(({ offset, length }) => [offset, length]),
  );
  for (const [index, { mistake }] of ours.entries()) {
    const names = otherNames[mistake] ?? ['InvalidSymbol'];
    assert.ok(names.includes(other.mistakes[index]?.what ?? ''), `${mistake} is ${other.mistakes[index]?.what} there`);
  }
}
