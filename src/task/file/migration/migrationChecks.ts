import type * as z from 'zod';
import { nearestField } from '../fieldNames.ts';
import type { Field, Value } from '../json/values.ts';
import type { JsonKind, MigrationProblem } from '../taskFileProblems.ts';
import { migrationFields, migrationObjects, plainAt } from './migrationFields.ts';
import { checkNames } from './migrationNames.ts';
import { type Migration, migrationChoices, migrationKeys, migrationSchema } from './migrationSchema.ts';
import { checkInstances, checkValues } from './migrationValues.ts';

/** Problems kept of one section, so that they never drive out those of the task, which keep it from being created. */
const mostProblems = 20;

interface MigrationCheck {
  /** Present only where nothing is wrong. */
  readonly migration?: Migration;
  /** In the order of the text. */
  readonly problems: readonly MigrationProblem[];
}

/** What is doubtful but taken by the API. */
const mild: readonly MigrationProblem['code'][] = ['idAndAddrs'];

/** Checks the `migration` field, whatever it holds. */
export function checkMigration({ value }: Field): MigrationCheck {
  if (value === undefined) return { problems: [] };
  const objects = migrationObjects(value);
  const fields = migrationFields(value);
  const parsed = migrationSchema.safeParse(plainAt('migration', value));
  const wrong = (parsed.error?.issues ?? []).flatMap((issue) => placeIssue(issue, value, fields));
  const names = objects.flatMap((object) => checkNames(object, mostProblems));
  const misnamed = new Set(names.flatMap((problem) => nearestPath(problem)));
  const problems = [
    ...names,
    ...wrong.filter(({ code, field }) => code !== 'missingSetting' || !misnamed.has(field)),
    ...checkValues(fields, mostProblems),
    ...checkInstances(objects),
  ];
  problems.sort((left, right) => left.offset - right.offset);
  const isSound = parsed.success && problems.every(({ code }) => mild.includes(code));
  return { problems: problems.slice(0, mostProblems), ...(isSound ? { migration: parsed.data } : {}) };
}

/** The path that a wrong name most likely stands for. */
function nearestPath(problem: MigrationProblem): string[] {
  if (problem.code !== 'unknownSetting' || problem.nearest === undefined) return [];
  return [`${problem.within}.${problem.nearest}`];
}

function placeIssue(
  issue: z.core.$ZodIssue,
  section: Value,
  fields: ReadonlyMap<string, Field>,
): readonly MigrationProblem[] {
  const path = ['migration', ...issue.path.map(String)].join('.');
  const isSection = issue.path.length === 0;
  const field = fields.get(path);
  if (!isSection && field === undefined) {
    const { offset } = fields.get(parentOf(path))?.value ?? section;
    return [{ code: 'missingSetting', section: 'migration', severity: 'warning', field: path, offset, length: 1 }];
  }
  const value = isSection ? section : field?.value;
  // What a text says, `checkValues` knows better; a name without a value is a mistake of the JSON.
  if (value === undefined || issue.code === 'custom' || path.endsWith('.password')) return [];
  const at = { section: 'migration', severity: 'warning', field: path, ...spanOf(value) } as const;
  const choices = migrationChoices.get(path);
  if (choices !== undefined && value.text !== undefined) {
    const nearest = nearestField(value.text, choices);
    return [{ code: 'unknownChoice', ...at, choices, ...(nearest === undefined ? {} : { nearest }) }];
  }
  if (value.digits !== undefined && path.endsWith('.bandwidth_limit_mb')) return [];
  return [{ code: 'settingType', ...at, expected: kindOf(path), actual: value.type }];
}

function spanOf({ offset, length }: Value): Pick<Value, 'offset' | 'length'> {
  return { offset, length };
}

function kindOf(path: string): JsonKind {
  if (migrationKeys.has(path)) return 'object';
  return path.endsWith('.bandwidth_limit_mb') ? 'number' : 'string';
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
