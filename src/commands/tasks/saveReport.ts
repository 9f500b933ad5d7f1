import type { Desk } from '../../desk/ports.ts';
import { type Called, chooseTasks, idsOf } from './chosenTasks.ts';

/** Saves what the page of a task says, as it is known now: also where the cloud cannot be asked. */
export async function saveReport(desk: Desk, called: Called): Promise<void> {
  const { t, notifier, pages, documents } = desk;
  const taskId = idsOf({ ...called, selected: undefined })[0] ?? (await pick(desk, called));
  if (taskId === undefined) return;
  const report = await pages.report(taskId);
  if (report === undefined) notifier.tell('info', t('It is not in the list of migration tasks any more.'));
  else await documents.saveReport(report);
}

async function pick(desk: Desk, called: Called): Promise<string | undefined> {
  const { t } = desk;
  const placeholder = t('Of which migration task?');
  const chosen = await chooseTasks(desk, called, { title: t('Save Report'), placeholder, fits: () => true });
  return chosen?.tasks[0]?.id;
}
