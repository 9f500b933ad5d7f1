import { isCutOver, mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { type Called, type ChosenTask, chooseTasks } from '../tasks/chosenTasks.ts';
import type { CutOver } from './passChecklist.ts';
import { readWhole } from './readWhole.ts';

/** One that is cut over next, or was; undefined for Esc, and where there is none, which is told. */
export async function chooseCutOver(desk: Desk, called: Called, placeholder: string): Promise<CutOver | undefined> {
  const { t, notifier } = desk;
  const fits = ({ known, life }: ChosenTask) => mayCutOver(life) || isCutOver(known, life);
  const chosen = await chooseTasks(desk, called, { title: t('Cut Over'), placeholder, fits });
  const [listed, ...more] = chosen?.tasks ?? [];
  if (chosen === undefined || listed === undefined) return undefined;
  const { place } = chosen;
  const task = await readWhole(desk, place, listed.id);
  if (task === undefined) return undefined;
  const { name, state } = task;
  if (!fits(task)) {
    const message = t('Migration task {name} is not where it can be cut over: {state}.', { name, state });
    notifier.tell('info', placed(message, place, t));
    return undefined;
  }
  if (more.length > 0) notifier.tell('info', t('One task at a time is cut over; this one is {name}.', { name }));
  return { place, task };
}
