import assert from 'node:assert/strict';
import type { ParsedTaskFile } from '../../../src/task/file/taskFile.ts';

/** What holds of every text: places inside it, at most 100 problems in order, and a task only where no error is. */
export function assertSound(text: string, { problems, task, offsets, opening }: ParsedTaskFile): void {
  assert.ok(problems.length <= 100);
  assert.equal(
    task === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  let before = 0;
  const spans = [...offsets.values()].flatMap(({ key, value }) => (value === undefined ? [key] : [key, value]));
  for (const { offset, length } of [...problems, ...spans, opening]) {
    assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset}+${length} of ${text.length}`);
  }
  for (const { offset } of problems) {
    assert.ok(offset >= before);
    before = offset;
  }
}
