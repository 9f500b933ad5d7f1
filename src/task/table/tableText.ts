import type { Steps } from '../file/json/textWalk.ts';
import { sizeLimit } from '../file/taskFileRules.ts';
import { readTextInSteps, tooLarge } from '../file/taskFileText.ts';
import type { TableProblem } from './tableProblems.ts';
import { readTaskTable, type TaskTable } from './taskTable.ts';

type TableOrProblem = TaskTable | { readonly problem: TableProblem };

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** A table out of a file, which spreadsheets begin with a byte order mark. Stops for breath while it becomes text; throws nothing. */
export function* tableInBytes(bytes: Uint8Array): Steps<TableOrProblem> {
  const isMarked = byteOrderMark.every((byte, index) => bytes[index] === byte);
  const read = yield* readTextInSteps(isMarked ? bytes.subarray(byteOrderMark.length) : bytes);
  return 'problem' in read ? { problem: { code: 'text', problem: read.problem } } : readTaskTable(read.text);
}

/** A table that was copied, or that stands in an editor. */
export function tableInText(text: string): TableOrProblem {
  const size = Buffer.byteLength(text);
  return size > sizeLimit ? tooLargeTable(size) : readTaskTable(text);
}

/** `size` in bytes. */
export function tooLargeTable(size: number): { readonly problem: TableProblem } {
  return { problem: { code: 'text', problem: tooLarge(size) } };
}
