import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';

/** Asks for the tasks now, also where a key was refused before; the view shows what came of it. */
export async function refreshMigrationTasks(
  desk: Pick<Desk, 'keys' | 'tasks' | 'taskNotices' | 't' | 'log' | 'notifier'>,
): Promise<void> {
  const { keys, tasks, taskNotices } = desk;
  await keys.forgive();
  await tasks.refresh();
  // What is followed elsewhere was ended by the same refusal.
  await orTellTrouble(desk, taskNotices.resume);
}
