import { isTrapped } from '../../desk/cutOver/checklistOf.ts';
import { itemTitle } from '../../desk/cutOver/itemTexts.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ItemId } from '../../task/cutOver/item.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';

type Parts = Pick<Desk, 't' | 'log' | 'notifier' | 'records' | 'targetsInUse' | 'taskNotices'>;

/** Keeps that a person says it is so, or that it is not. */
export async function tick(
  desk: Parts,
  place: TaskPlace,
  { id: taskId, known, life }: ChosenTask,
  { item, isTicked }: { readonly item: ItemId; readonly isTicked: boolean },
): Promise<void> {
  const { records, targetsInUse } = desk;
  const isKept = await orTellTrouble(desk, async () => {
    await records.note(place, taskId, { kind: 'ticked', item, isTicked });
    if (item !== 'applicationsUseTarget') return true;
    if (isTicked) await targetsInUse.mark(place, taskId);
    else await targetsInUse.unmark(place, taskId);
    return true;
  });
  // From now on it is looked at also while nothing shows it.
  if (isKept && isTicked && item === 'applicationsUseTarget' && isTrapped({ ...known, inUse: true }, life))
    desk.taskNotices.actedOn(place, known);
}

/** Keeps that a person goes on without these. */
export async function waive(desk: Parts, place: TaskPlace, taskId: string, items: readonly ItemId[]): Promise<void> {
  await orTellTrouble(desk, async () => {
    for (const item of items)
      await desk.records.note(place, taskId, { kind: 'waived', what: itemTitle(item, desk.t), item });
  });
}
