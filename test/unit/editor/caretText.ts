import assert from 'node:assert/strict';
import { type ScannedText, scanFields } from '../../../src/editor/fieldScan.ts';
import type { TextChange } from '../../../src/editor/fixEdits.ts';
import { atOnce } from '../../../src/task/file/json/textWalk.ts';

/** A text in which `|` stands for the caret. */
export function caretIn(marked: string): { readonly text: string; readonly caret: number } {
  const caret = marked.indexOf('|');
  assert.ok(caret !== -1 && marked.indexOf('|', caret + 1) === -1, marked);
  return { text: marked.replace('|', ''), caret };
}

export function scanWhole(text: string): ScannedText {
  return atOnce(scanFields(text));
}

export function applied(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((one, other) => other.offset - one.offset)
    .reduce(
      (whole, { offset, length, text: put }) => whole.slice(0, offset) + put + whole.slice(offset + length),
      text,
    );
}
