import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import * as z from 'zod';
import { migrationKeys, migrationSchema } from '../../src/task/file/migration/migrationSchema.ts';
import { describeProblem } from '../../src/task/file/problemText.ts';
import { offsetOfField, type ParsedTaskFile, parseTaskFile } from '../../src/task/file/taskFile.ts';
import { taskFileJsonSchema } from '../../src/task/file/taskFileJsonSchema.ts';
import type { TaskFileProblem } from '../../src/task/file/taskFileProblems.ts';
import { taskFileSchema } from '../../src/task/file/taskFileSchema.ts';
import { taskFileText } from '../../src/task/file/writeTaskFile.ts';
import { english } from '../support/desk/english.ts';
import { assertSound } from '../support/desk/soundTaskFile.ts';
import { assertSameAsOther } from '../support/task/sameAsOther.ts';
import { placeOf, textFrom } from '../support/task/wholeTexts.ts';
import { repeatedBy, seed, taskFiles } from './runSettings.ts';
import { secretValue, taskFileBytes, taskFileTexts } from './taskFileTexts.ts';

const names = [
  ...Object.keys(taskFileSchema.shape),
  ...[...migrationKeys].flatMap(([path, keys]) => keys.map((key) => `${path}.${key}`)),
  ...['__proto__', 'constructor', 'no such field', '', '.', 'migration.x.y'],
];

/** The schema that the editor checks with, in the hands of another validator. */
const editorSchema = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(taskFileJsonSchema((text) => text)));

/** What the schema of the editor cannot see or leaves to the extension. */
const beyondSchema: ReadonlySet<string> = new Set([
  'missingField',
  'unknownField',
  'forbiddenField',
  'idNotUuid',
  'nameOutsideConsoleRule',
  'projectIdUnusual',
  'unsafeProjectId',
  'loneSurrogate',
  'controlCharacter',
  'replacementCharacter',
  'descriptionTooLong',
  'unknownRegion',
  'invalidRegion',
  'emptyField',
  'wrongType',
]);

function checkText(text: string): void {
  const parsed = parseTaskFile(text);
  assertSound(text, parsed);
  assertSameAsOther(text);
  checkWords(text, parsed);
  for (const name of names) {
    const { offset, length } = offsetOfField(parsed, name);
    assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, name);
  }
  checkAgainstJson(text, parsed);
  checkSection(parsed);
  if (parsed.task === undefined) return;
  const { $schema: _, ...values } = parsed.task;
  const again = parseTaskFile(taskFileText(values, { vpc: text, subnet: values.name, securityGroup: '*/\n' }));
  assert.deepEqual(again.task, values);
}

/** A section has a value or a mistake, and what is wrong with it keeps nothing from being created. */
function checkSection({ problems, migration, offsets }: ParsedTaskFile): void {
  const inside = problems.filter((problem) => 'section' in problem);
  assert.ok(inside.every(({ severity }) => severity === 'warning'));
  const wrong = inside.filter(({ code }) => code !== 'idAndAddrs');
  if (migration !== undefined) {
    assert.deepEqual(wrong, []);
    assert.deepEqual(migrationSchema.parse(migration), migration);
  } else if (offsets.has('migration') && problems.length < 100 && problems.every((problem) => 'field' in problem)) {
    assert.ok(wrong.length > 0 || problems.some(({ code }) => code === 'duplicateField'));
  }
}

/** What becomes of a value that nobody thought of. */
const slips = /undefined|\[object|NaN/;

/** Of the formats those of Arabic, Syriac and Kaithi are seen (Unicode: Prepended_Concatenation_Mark). */
const unseen = /(?![\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** One message each, fit for one place on a screen, without what could be a secret. */
function checkWords(text: string, { problems }: ParsedTaskFile): void {
  for (const problem of problems) {
    const words = describeProblem(problem, english);
    assert.ok(words.length > 10 && words.length < 600, words);
    assert.doesNotMatch(words, unseen);
    if (!slips.test(text)) assert.doesNotMatch(words, slips);
    if (!showsTheText(problem)) assert.ok(!`${words}${JSON.stringify(problem)}`.includes(secretValue.slice(0, 8)));
  }
}

/** The names of fields and a region are shown as they stand in the file. */
function showsTheText(problem: TaskFileProblem): boolean {
  if (!('field' in problem)) return false;
  return problem.field === 'region' || /hunter2/.test(problem.field);
}

/** JSON is a subset of what a task file may be, and has a reader that others wrote. */
function checkAgainstJson(text: string, { problems, task }: ParsedTaskFile): void {
  const codes = new Set(problems.map(({ code }) => code));
  if (codes.has('tooDeep')) return;
  const json = parseJson(text);
  if (json === undefined) return;
  assert.ok(!codes.has('syntax') && !codes.has('emptyFile') && !codes.has('binary'), [...codes].join());
  const object = z.record(z.string(), z.unknown()).safeParse(json.value);
  assert.equal(codes.has('notAnObject'), !object.success);
  if (object.data === undefined) return;
  for (const [name, value] of Object.entries(task ?? {})) assert.equal(value, object.data[name], name);
  // Of two with one name the editor's reader sees the second.
  if (codes.has('duplicateField')) return;
  const accepted = editorSchema.safeParse(json.value).success;
  const ofTask = problems.filter((problem) => !('section' in problem)).map(({ code }) => code);
  const others = ofTask.filter((code) => !beyondSchema.has(code));
  if (accepted) assert.deepEqual(others, []);
  else assert.ok(codes.size > 0, 'the editor sees a mistake here that the command does not');
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function checkBytes(bytes: Uint8Array): void {
  const read = textFrom(bytes);
  if ('text' in read) {
    assert.ok(isUtf8(bytes));
    assert.deepEqual(new TextEncoder().encode(read.text), new Uint8Array(bytes));
    checkText(read.text);
    return;
  }
  const { problem } = read;
  assert.ok(describeProblem(problem, english).length > 10);
  if (problem.code !== 'notUtf8') return;
  assert.ok(!isUtf8(bytes) && isUtf8(bytes.subarray(0, problem.byte)));
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, problem.byte));
  assert.deepEqual({ line: problem.line, column: problem.column }, placeOf(before, before.length));
}

describe(`any task file (${repeatedBy})`, function () {
  this.timeout(60 * 60_000);
  const bytes = Math.round(taskFiles / 5);

  it(`as text: ${taskFiles - bytes}`, () => {
    fc.assert(fc.property(taskFileTexts, checkText), { seed, numRuns: taskFiles - bytes });
  });

  it(`as bytes: ${bytes}`, () => {
    fc.assert(fc.property(taskFileBytes, checkBytes), { seed, numRuns: bytes });
  });
});
