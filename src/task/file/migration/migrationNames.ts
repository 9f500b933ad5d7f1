import { forbiddenKind, nearestField } from '../fieldNames.ts';
import type { Field } from '../json/values.ts';
import type { MigrationProblem } from '../taskFileProblems.ts';
import type { MigrationObject } from './migrationFields.ts';
import { migrationKeys } from './migrationSchema.ts';

/** What is wrong with the names in an object of the section; `most` of it at most. */
export function checkNames({ path, fields, known }: MigrationObject, most: number): readonly MigrationProblem[] {
  const keys = migrationKeys.get(path) ?? [];
  const open = keys.filter((key) => !known.has(key));
  const seen = new Set<string>();
  const problems: MigrationProblem[] = [];
  for (const { name, key } of fields) {
    if (problems.length === most) break;
    const at = { section: 'migration', severity: 'warning', field: `${path}.${name}`, ...key } as const;
    if (seen.has(name)) problems.push({ code: 'duplicateSetting', ...at });
    else if (!keys.includes(name)) problems.push({ code: 'unknownSetting', ...at, within: path, ...meant(name, open) });
    seen.add(name);
  }
  return problems;
}

/** What a wrong name stands for among the names that are not there yet. */
function meant(name: Field['name'], open: readonly string[]) {
  const nearest = nearestField(name, open);
  return { isCredential: forbiddenKind(name) === 'credential', ...(nearest === undefined ? {} : { nearest }) };
}
