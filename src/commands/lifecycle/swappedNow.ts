import { CloudError } from '../../cloud/errors.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { exchangeOf, isSwapped } from '../../task/exchange.ts';

/**
 * Whether the addresses of its ends are swapped, which only the detail tells, and a window need not have read that since it was opened;
 * false where it cannot be read.
 */
export async function isSwappedNow({ connection, projectId }: TaskPlace, id: string): Promise<boolean> {
  try {
    return isSwapped(exchangeOf((await showMigrationTask(connection, projectId, id)).task_status));
  } catch (error) {
    // The cloud has the last word.
    if (!(error instanceof CloudError)) throw error;
    return false;
  }
}

/** Why nothing is copied then. */
export function swappedText(t: Translate): string {
  return t('Its IPs are swapped: everything would be copied over what applications use now. Roll them back first.');
}
