import { consoleAddress } from '../../desk/consolePage.ts';
import type { Desk } from '../../desk/ports.ts';

/** Opens the DCS console of the region in the browser; it has no address for a single task that is published. */
export async function openInConsole({ t, tasks, notifier, openExternal }: Desk): Promise<void> {
  if (tasks.sight().place === undefined) await tasks.refresh();
  const { place } = tasks.sight();
  const address = place && consoleAddress('dcs', placeOf(place));
  if (address === undefined)
    notifier.tell(
      'info',
      t('There is no console for these tasks: they are in the local sandbox, or in a private cloud.'),
    );
  else await openExternal(address);
}

function placeOf({ sandbox, connection }: NonNullable<ReturnType<Desk['tasks']['sight']>['place']>) {
  return { sandbox, region: connection.region, endpoint: connection.endpoints.dcs };
}
