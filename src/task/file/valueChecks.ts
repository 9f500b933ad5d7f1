import type * as z from 'zod';
import { codePoint, upTo } from '../../cloud/foreignText.ts';
import { findRegion, isRegionId, nearestRegion } from '../../cloud/regions.ts';
import type { Field } from './json/values.ts';
import type { FieldProblem, TaskFileProblem, ValueProblem } from './taskFileProblems.ts';
import { consoleName, descriptionLimit, lengthOf, projectIdInUrl, usualProjectId, uuid } from './taskFileRules.ts';
import { taskFileSchema } from './taskFileSchema.ts';
import type { Span } from './textPlace.ts';

/** UTF-16 code units of a value kept as evidence. */
const valueLimit = 60;

interface TypeCheck {
  readonly task?: Omit<z.infer<typeof taskFileSchema>, 'migration'>;
  readonly problems: readonly TaskFileProblem[];
}

/** Fields that a task cannot be created without. */
const requiredNames: readonly string[] = Object.entries(taskFileSchema.shape)
  .filter(([, schema]) => !schema.safeParse(undefined).success)
  .map(([name]) => name);

/** Asks the schema. `known` are fields that the schema names, each once. */
export function checkTypes(known: readonly Field[], opening: Span): TypeCheck {
  const byName = new Map(known.map((field) => [field.name, field]));
  // The migration section has checks of its own. What is no text becomes null: it is of the wrong type like it.
  const entries = known
    .filter(({ name }) => name !== 'migration')
    .map(({ name, value }) => [name, value?.text ?? null]);
  const parsed = taskFileSchema.safeParse(Object.fromEntries(entries));
  if (parsed.success) return { task: parsed.data, problems: [] };
  return { problems: parsed.error.issues.map((issue) => placeIssue(issue, byName, opening)) };
}

function placeIssue(
  issue: z.core.$ZodIssue,
  fields: ReadonlyMap<string, Field>,
  opening: Span,
): FieldProblem | ValueProblem {
  const field = String(issue.path[0]);
  const value = fields.get(field)?.value;
  if (value === undefined) return { code: 'missingField', severity: 'error', field, ...opening };
  const at = { severity: 'error', field, offset: value.offset, length: value.length } as const;
  return issue.code === 'invalid_type'
    ? { code: 'wrongType', ...at, expected: 'string', actual: value.type }
    : { code: 'emptyField', ...at, required: requiredNames.includes(field) };
}

/** The place of a value, and whose it is. */
interface At extends Span {
  readonly field: string;
}

const checks: Readonly<Record<string, (text: string, at: At) => ValueProblem | undefined>> = {
  region: checkRegion,
  project_id: checkProjectId,
  name: checkName,
  description: checkDescription,
  vpc_id: checkId,
  subnet_id: checkId,
  security_group_id: checkId,
};

/** What the texts themselves say: characters that cannot be sent, and values that look unlike what the cloud expects. */
export function checkTexts(known: readonly Field[]): ValueProblem[] {
  return known.flatMap(({ name, value }) => {
    const text = value?.text;
    const check = checks[name];
    if (value === undefined || check === undefined || text === undefined || text.trim() === '') return [];
    const at = { field: name, offset: value.offset, length: value.length };
    const problem = checkCharacters(text, at) ?? check(text, at);
    return problem === undefined ? [] : [problem];
  });
}

function checkCharacters(text: string, at: At): ValueProblem | undefined {
  if (/\p{Surrogate}/u.test(text)) return { code: 'loneSurrogate', severity: 'error', ...at };
  if (at.field !== 'name' && at.field !== 'description') return undefined;
  const control = (at.field === 'description' ? /[^\P{Control}\t\r\n]/u : /\p{Control}/u).exec(text);
  if (control !== null)
    return { code: 'controlCharacter', severity: 'warning', ...at, character: codePoint(control[0]) };
  return text.includes('\uFFFD') ? { code: 'replacementCharacter', severity: 'warning', ...at } : undefined;
}

function checkId(text: string, at: At): ValueProblem | undefined {
  if (uuid.test(text)) return undefined;
  return { code: 'idNotUuid', severity: 'warning', ...at, surroundedByBlanks: uuid.test(text.trim()) };
}

function checkName(text: string, at: At): ValueProblem | undefined {
  return consoleName.test(text) ? undefined : { code: 'nameOutsideConsoleRule', severity: 'warning', ...at };
}

function checkDescription(text: string, at: At): ValueProblem | undefined {
  const actual = lengthOf(text);
  if (actual <= descriptionLimit) return undefined;
  return { code: 'descriptionTooLong', severity: 'warning', ...at, actual, limit: descriptionLimit };
}

function checkProjectId(text: string, at: At): ValueProblem | undefined {
  if (!projectIdInUrl.test(text)) return { code: 'unsafeProjectId', severity: 'error', ...at };
  return usualProjectId.test(text) ? undefined : { code: 'projectIdUnusual', severity: 'warning', ...at };
}

function checkRegion(text: string, at: At): ValueProblem | undefined {
  const isId = isRegionId(text);
  if (isId && findRegion(text) !== undefined) return undefined;
  const nearest = nearestRegion(upTo(text.trim(), valueLimit))?.id;
  const evidence = { ...at, value: upTo(text, valueLimit), ...(nearest === undefined ? {} : { nearest }) };
  return isId
    ? { code: 'unknownRegion', severity: 'warning', ...evidence }
    : { code: 'invalidRegion', severity: 'error', ...evidence };
}
