import { consoleAddress } from '../../desk/consolePage.ts';
import type { Desk } from '../../desk/ports.ts';
import { ensureAccount } from '../account/ensureAccount.ts';

/** Opens the DCS console of the region in the browser; it has no address for a single task that is published. */
export async function openInConsole(desk: Desk): Promise<void> {
  const { t, tasks, notifier, openExternal } = desk;
  if (!(await ensureAccount(desk, { settings: desk.settings().region }))) return;
  if (tasks.sight().place === undefined) await tasks.refresh('list');
  const { place } = tasks.sight();
  if (place === undefined) return;
  const { sandbox, connection } = place;
  const address = consoleAddress('dcs', { sandbox, region: connection.region, endpoint: connection.endpoints.dcs });
  if (address !== undefined) return openExternal(address);
  notifier.tell(
    'info',
    t('There is no console for these tasks: they are in the local sandbox, or in a private cloud.'),
  );
}
