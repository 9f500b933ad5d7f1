import type { Desk } from '../../desk/ports.ts';

/** Asks for the tasks now, also where a key was refused before; the view shows what came of it. */
export async function refreshMigrationTasks({ keys, tasks }: Pick<Desk, 'keys' | 'tasks'>): Promise<void> {
  await keys.forgive();
  await tasks.refresh();
}
