import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks } from './chosenTasks.ts';
import { mark } from './marking.ts';

/** Has what becomes of tasks told, once, also while nothing shows them. */
export async function notifyMe(desk: Desk, called: Called): Promise<void> {
  const { t, taskNotices } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Notify Me'),
    placeholder: t('Of which migration task?'),
    fits: ({ id }) => !taskNotices.isMarked(id),
  });
  if (chosen !== undefined) await mark(desk, chosen.place, chosen.tasks);
}
