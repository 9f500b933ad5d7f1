import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks, idsOf } from './chosenTasks.ts';

/** Opens the page of the task that was clicked, or of the one that is picked. */
export async function showMigrationTask(desk: Desk, called: Called): Promise<void> {
  const { t, pages } = desk;
  const [clicked] = idsOf({ ...called, selected: undefined });
  // The page reads what it shows itself, and says where it cannot.
  if (clicked !== undefined) return pages.show(clicked);
  const choosing = { title: t('Show Migration Task'), placeholder: t('Which migration task?'), fits: () => true };
  const chosen = await chooseTasks(desk, called, choosing);
  const [task] = chosen?.tasks ?? [];
  if (task !== undefined) await pages.show(task.id);
}
