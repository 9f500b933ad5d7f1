import type { Desk } from '../../desk/ports.ts';
import { type Called, type ChosenTask, chooseTasks } from './chosenTasks.ts';

/** Copies something of the tasks that were clicked, or of the one that is picked; a line each. */
export async function copyOf(
  desk: Desk,
  called: Called,
  textOf: (task: ChosenTask) => string | undefined,
  title: string,
): Promise<void> {
  const { t, notifier } = desk;
  const has = (task: ChosenTask) => Boolean(textOf(task));
  const chosen = await chooseTasks(desk, called, { title, placeholder: t('Of which migration task?'), fits: has });
  if (chosen === undefined) return;
  const texts = chosen.tasks.map(textOf).filter((text) => text);
  if (texts.length === 0) notifier.tell('info', t('It has no migration machine with an address yet.'));
  else await notifier.copy(texts.join('\n'));
}
