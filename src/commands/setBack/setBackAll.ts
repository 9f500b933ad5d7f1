import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { batchesOf, carryOut } from './carryOut.ts';
import { changeName, type FoundChange } from './changeTexts.ts';
import type { ChangeEnd } from './seeSetBack.ts';
import { noteSetBack } from './tellChangeEnds.ts';

/** Sets back what a person has said yes to, one batch after the other; tells nobody, but is noted. */
export async function setBackAll(
  desk: Desk,
  place: TaskPlace,
  accepted: readonly FoundChange[],
): Promise<readonly ChangeEnd[]> {
  const { t, log, changes } = desk;
  const isGone = ({ standing }: FoundChange) => standing.kind === 'gone';
  for (const { change } of accepted.filter(isGone)) {
    log.info(placed(t('Forgotten: {change}.', { change: changeName(change, t) }), place, t));
    await orTellTrouble(desk, () => changes.close(change));
  }
  const ends: ChangeEnd[] = [];
  for (const batch of batchesOf(accepted.filter((one) => !isGone(one)))) {
    const some = await carryOut(desk, place, batch);
    ends.push(...some);
    for (const end of some) noteSetBack(desk, place, end);
    for (const { change, kind } of some) if (kind === 'done') await orTellTrouble(desk, () => changes.close(change));
  }
  return ends;
}
