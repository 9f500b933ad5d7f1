import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks } from './chosenTasks.ts';
import { unmark } from './marking.ts';

/** Has nothing told of tasks any more. */
export async function stopNotifying(desk: Desk, called: Called): Promise<void> {
  const { t, taskNotices } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Stop Notifying'),
    placeholder: t('Of which migration task no more?'),
    fits: ({ id }) => taskNotices.isMarked(id),
  });
  if (chosen !== undefined) await unmark(desk, chosen.place, chosen.tasks);
}
