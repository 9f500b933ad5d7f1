import type { Desk } from '../../desk/ports.ts';
import { type Called, idsOf } from './chosenTasks.ts';
import { copyOf } from './copyOf.ts';

export async function copyTaskId(desk: Desk, called: Called): Promise<void> {
  // Nothing has to be asked of the cloud for what the row itself is known by.
  const ids = idsOf(called);
  if (ids.length > 0) return desk.notifier.copy(ids.join('\n'));
  await copyOf(desk, called, ({ id }) => id, desk.t('Copy Task ID'));
}
