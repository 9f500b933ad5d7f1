import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks } from './chosenTasks.ts';

/** Has what becomes of tasks told, once, also while nothing shows them; or not any more. */
export async function notifyMe(desk: Desk, called: Called): Promise<void> {
  const { t, notifier, taskNotices } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Notify Me'),
    placeholder: t('Of which migration task?'),
    fits: () => true,
  });
  for (const { known, name } of chosen?.tasks ?? []) {
    if (chosen === undefined) return;
    const isOn = await orTellTrouble(desk, () => taskNotices.toggle(chosen.place, known));
    if (isOn === undefined) return;
    const message = isOn
      ? t(
          'You will be told once when migration task {name} can be configured, has failed, is in sync or has finished.',
          { name },
        )
      : t('You will not be told of migration task {name} any more.', { name });
    notifier.tell('info', message);
  }
}
