import type { Desk } from '../../desk/ports.ts';
import type { Called } from '../tasks/chosenTasks.ts';
import { chooseCutOver } from './chooseCutOver.ts';
import { passChecklist } from './passChecklist.ts';
import { stopThenRepoint } from './stopAndRepoint.ts';

/** Shows what is to be so before applications go to the target, and after, and leads on to the two ways there. */
export async function cutOver(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  const about = await chooseCutOver(desk, called, t('Which migration is to be cut over?'));
  if (about === undefined) return;
  const passed = await passChecklist(desk, about);
  if (passed === 'repoint') await stopThenRepoint(desk, about);
  else if (passed !== undefined) desk.runOnTasks(passed === 'swap' ? 'dcs.swapIp' : 'dcs.rollBackIp', [about.task.id]);
}
