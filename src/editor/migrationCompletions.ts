import type { Translate } from '../cloud/translate.ts';
import { migrationChoices } from '../task/file/migration/migrationSchema.ts';
import { passwordReference, passwordSnippet, proposedVariable } from '../task/file/migration/passwordVariable.ts';
import type { EntryText } from './entryTexts.ts';

/** What can stand in a field of the migration section, by its path; nothing where it takes anything, or is no such field. */
export function migrationEntries(field: string, t: Translate): readonly (EntryText & { readonly snippet?: string })[] {
  const choices = migrationChoices.get(field);
  if (choices !== undefined) {
    return choices.map((choice) => ({ id: choice, name: choice, remark: meaningOf(choice, t), facts: [] }));
  }
  if (!isPassword(field)) return [];
  const variable = proposedVariable(field);
  const reference = passwordReference(variable);
  const remark = t('The environment variable that holds the password');
  return [{ id: reference, name: reference, remark, facts: [], snippet: passwordSnippet(variable) }];
}

/** Whether something is offered for a field. */
export function hasMigrationEntries(field: string): boolean {
  return migrationChoices.has(field) || isPassword(field);
}

function isPassword(field: string): boolean {
  return /^migration\.(?:source|target)_instance\.password$/.test(field);
}

function meaningOf(choice: string, t: Translate): string {
  switch (choice) {
    case 'full_amount_migration':
      return t('full copy only');
    case 'incremental_migration':
      return t('full copy, then incremental');
    case 'auto':
      return t('reconnects without end');
    default:
      return t('waits for a restart');
  }
}
