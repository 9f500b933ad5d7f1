import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { lookAtTask } from '../lifecycle/lookAtTask.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { isWithheld, tellWithheld } from '../tasks/withheld.ts';

/**
 * A task with its detail as it is now, which alone tells whether its addresses are swapped, and with whether applications use its target;
 * undefined where it cannot be read, which is told.
 */
export async function readWhole(desk: Desk, place: TaskPlace, id: string): Promise<ChosenTask | undefined> {
  const { t, notifier, tasks, targetsInUse } = desk;
  const now = await toldWhenSlow(desk, t('Reading the migration tasks…'), lookAtTask(desk, place, id));
  if (now === undefined) {
    notifier.tell('info', placed(t('It is not in the list of migration tasks any more.'), place, t));
    return undefined;
  }
  if (isWithheld(now)) {
    tellWithheld(desk, now);
    return undefined;
  }
  const { detail } = now.known;
  if (detail !== undefined) tasks.detailed(id, detail);
  return targetsInUse.at(place).has(id) ? { ...now, known: { ...now.known, inUse: true } } : now;
}
