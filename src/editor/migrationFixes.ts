import type { Translate } from '../cloud/translate.ts';
import { migrationChoices } from '../task/file/migration/migrationSchema.ts';
import { passwordReference, proposedVariable } from '../task/file/migration/passwordVariable.ts';
import type { MigrationProblem } from '../task/file/taskFileProblems.ts';
import { type Fix, pickFor } from './fixes.ts';
import { isInstanceId } from './instances/migrationEnds.ts';

/** What mends a problem of the migration section; nothing where a person has to think. */
export function fixesForMigration(problem: MigrationProblem, t: Translate): readonly Fix[] {
  const { field, offset: at } = problem;
  const remove: Fix = { kind: 'remove', title: t('Remove this field'), at };
  switch (problem.code) {
    case 'missingSetting':
      return fixesForMissing(field, t);
    case 'duplicateSetting':
    case 'idAndAddrs':
      return [remove];
    case 'emptySetting':
      return isInstanceId(field) ? [pickFor(field, at, t), remove] : [remove];
    case 'unknownSetting':
      return problem.nearest === undefined ? [remove] : [rename(problem.within, at, problem.nearest, t), remove];
    case 'unknownChoice':
      return problem.nearest === undefined
        ? problem.choices.map((choice) => change(field, choice, false, t))
        : [change(field, problem.nearest, true, t)];
    case 'instanceNotUuid':
      return [
        problem.isBlank ? { kind: 'trim', title: t('Remove the blanks'), at, safe: true } : pickFor(field, at, t),
      ];
    case 'noInstance':
      return ['id', 'addrs'].map((name) => addField(`${field}.${name}`, t));
    case 'addressMistake':
      return mendable.includes(problem.mistake) ? [{ kind: 'plainAddresses', title: t('Keep ip:port alone'), at }] : [];
    case 'literalPassword':
    case 'variableName':
    case 'credentialVariable':
      return [change(field, passwordReference(proposedVariable(field)), false, t), remove];
    default:
      return [];
  }
}

/** Where nothing has to be known to write the addresses well. */
const mendable: readonly string[] = ['blank', 'emptyPart', 'fullWidth', 'scheme', 'credentials'];

function fixesForMissing(field: string, t: Translate): Fix[] {
  const choices = migrationChoices.get(field);
  if (choices === undefined) return [addField(field, t)];
  return choices.map((value) => {
    const title = t('Add {fields}', { fields: `"${lastOf(field)}": "${value}"` });
    return { kind: 'set', title, field, value, safe: false };
  });
}

function addField(field: string, t: Translate): Fix {
  return { kind: 'add', title: t('Add {fields}', { fields: `"${lastOf(field)}"` }), fields: [field] };
}

function change(field: string, value: string, safe: boolean, t: Translate): Fix {
  return { kind: 'set', title: t('Change to {value}', { value }), field, value, safe };
}

function rename(within: string, at: number, to: string, t: Translate): Fix {
  return { kind: 'rename', title: t('Rename to "{field}"', { field: to }), at, to, within, safe: true };
}

function lastOf(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}
