import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type Called, type ChosenTask, chooseTasks } from './chosenTasks.ts';

/** Has what becomes of tasks told, once, also while nothing shows them; or not any more. */
export async function notifyMe(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Notify Me'),
    placeholder: t('Of which migration task?'),
    fits: () => true,
  });
  if (chosen === undefined) return;
  await toggle(desk, chosen.place, chosen.tasks);
}

async function toggle(desk: Desk, place: TaskPlace, tasks: readonly ChosenTask[]): Promise<void> {
  const { t, notifier, taskNotices } = desk;
  const [on, off]: [ChosenTask[], ChosenTask[]] = [[], []];
  for (const task of tasks) {
    const isOn = await orTellTrouble(desk, () => taskNotices.toggle(place, task.known));
    if (isOn === undefined) break;
    (isOn ? on : off).push(task);
  }
  // Whoever meant the other finds it here.
  const back = (label: string, some: readonly ChosenTask[]) => ({ label, run: () => toggle(desk, place, some) });
  if (on.length > 0) notifier.tell('info', onText(names(on), t), [back(t('Stop Notifying'), on)]);
  if (off.length > 0) notifier.tell('info', offText(names(off), t), [back(t('Notify Me'), off)]);
}

const names = (tasks: readonly ChosenTask[]) => tasks.map(({ name }) => name);

function onText([name = '', ...others]: readonly string[], t: Desk['t']): string {
  return others.length === 0
    ? t('You will be told once when migration task {name} can be configured, has failed, is in sync or has finished.', {
        name,
      })
    : t(
        'You will be told once of each of {count} migration tasks when it can be configured, has failed, is in sync or has finished.',
        { count: others.length + 1 },
      );
}

function offText([name = '', ...others]: readonly string[], t: Desk['t']): string {
  return others.length === 0
    ? t('You will not be told of migration task {name} any more.', { name })
    : t('You will not be told of {count} migration tasks any more.', { count: others.length + 1 });
}
