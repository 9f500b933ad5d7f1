import type { Desk } from '../../desk/ports.ts';
import type { Item, ItemId } from '../../task/cutOver/item.ts';
import { type Precondition, waiverOf } from '../../task/cutOver/preconditions.ts';
import type { Called } from '../tasks/chosenTasks.ts';
import { chooseCutOver } from './chooseCutOver.ts';
import { type CutOver, passChecklist, standingOf } from './passChecklist.ts';
import { stopThenRepoint } from './stopAndRepoint.ts';
import { chooseAndSwapIp, swapIp } from './swapIp.ts';

/** Shows what is to be so before applications go to the target, and after, and leads on to the two ways there. */
export async function cutOver(desk: Desk, called: Called): Promise<void> {
  const about = await chooseCutOver(desk, called, desk.t('Which migration is to be cut over?'));
  if (about === undefined) return;
  const passed = await passChecklist(desk, about);
  if (passed === 'repoint') await stopThenRepoint(desk, about);
  else if (passed === 'swap') await swapIp(desk, { place: about.place, tasks: [about.task] }, settledIn(desk, about));
  else if (passed === 'rollBack') desk.runOnTasks('dcs.rollBackIp', [about.task.id]);
}

/** Swaps the addresses after the checklist of that way. */
export function swapByChecklist(desk: Desk, called: Called): Promise<void> {
  return chooseAndSwapIp(desk, called, async (about) =>
    (await passChecklist(desk, about, 'swap')) === 'swap' ? { isSettled: settledIn(desk, about) } : undefined,
  );
}

/** What was ticked or gone on without in the checklist is not asked about again, unless it reads otherwise by then. */
function settledIn(desk: Desk, about: CutOver): (one: Precondition) => boolean {
  const now = standingOf(desk, about);
  const items = 'gone' in now ? [] : now.items;
  const seen = (desk.endsSeen.of(about.place, about.task.id) ?? []).map(waiverOf);
  return (one) => isSettledIn(items, one) && seen.includes(waiverOf(one));
}

const itemsOf: Readonly<Partial<Record<Precondition['id'], ItemId>>> = {
  swapWhitelist: 'whitelistFits',
  swapPassword: 'passwordsFit',
  swapTypes: 'swapPossible',
  swapSubnet: 'swapPossible',
};

function isSettledIn(items: readonly Item[], { id: condition }: Precondition): boolean {
  const item = items.find(({ id }) => id === itemsOf[condition]);
  return item !== undefined && (item.state === 'done' || item.waived !== undefined);
}
