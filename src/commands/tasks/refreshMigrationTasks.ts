import type { Desk } from '../../desk/ports.ts';

/** Asks for the tasks now, also where a key was refused before; the view shows what came of it. */
export async function refreshMigrationTasks({
  keys,
  tasks,
  taskNotices,
}: Pick<Desk, 'keys' | 'tasks' | 'taskNotices'>): Promise<void> {
  await keys.forgive();
  await tasks.refresh();
  // What is followed elsewhere was ended by the same refusal.
  await taskNotices.resume();
}
