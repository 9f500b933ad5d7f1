import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks } from './chosenTasks.ts';

/** Opens the log of a task as a text that follows it. */
export async function showMigrationLog(desk: Desk, called: Called): Promise<void> {
  const { t, taskTexts } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Show Log of Task'),
    placeholder: t('Of which migration task?'),
    fits: () => true,
  });
  const [task] = chosen?.tasks ?? [];
  if (chosen !== undefined && task !== undefined) await taskTexts.showLog(chosen.place, task);
}
