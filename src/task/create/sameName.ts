import type { Connection } from '../../cloud/connection.ts';
import { CloudError, Refused, Unintelligible } from '../../cloud/errors.ts';
import { isOnlineMigration, type ListedTask, listMigrationTasks } from '../../cloud/services/migrationTasks.ts';

/** Which tasks of a project have a name already, as far as that could be asked. */
export type NameCheck =
  | {
      readonly kind: 'checked';
      readonly tasks: readonly ListedTask[];
      /** How many more there are, as the list itself says, which could not be read or were not given. */
      readonly unread: number;
      /** The cloud's clock minus ours, where an answer told it. */
      readonly clockSkewSeconds: number | undefined;
    }
  /** This key, or this region, has no list; nothing speaks against a create. */
  | { readonly kind: 'unavailable'; readonly error: CloudError }
  | { readonly kind: 'failed'; readonly error: CloudError };

/** The online migration tasks of a project, all pages; for checks before a create. */
export async function listNames(connection: Connection, projectId: string, signal?: AbortSignal): Promise<NameCheck> {
  const tasks: ListedTask[] = [];
  let clockSkewSeconds: number | undefined;
  let leftOut = 0;
  let given = 0;
  let missing = 0;
  try {
    for await (const page of listMigrationTasks(connection, projectId, signal)) {
      tasks.push(...page.tasks.filter(isOnlineMigration));
      leftOut += page.leftOut;
      given += page.tasks.length + page.leftOut;
      missing = Math.max(0, (page.total ?? 0) - given);
      clockSkewSeconds ??= page.clockSkewSeconds;
    }
    return { kind: 'checked', tasks, unread: leftOut + missing, clockSkewSeconds };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    // A list that breaks off is no list: what it did not show may be there.
    return { kind: isUnavailable(error) && tasks.length === 0 ? 'unavailable' : 'failed', error };
  }
}

/** As `listNames`, with the tasks of this name only. Asks for all of them: how the list's own filter matches is not documented. */
export async function lookUpName(
  connection: Connection,
  projectId: string,
  name: string,
  signal?: AbortSignal,
): Promise<NameCheck> {
  const check = await listNames(connection, projectId, signal);
  return check.kind === 'checked' ? { ...check, tasks: check.tasks.filter((task) => task.task_name === name) } : check;
}

/** A read that is denied, not offered in this region, or answered in a shape that nobody knows: asking again would not help. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unintelligible) return error.facts.reason === 'shape';
  return error instanceof Refused && [403, 404, 405, 501].includes(error.facts.status);
}
