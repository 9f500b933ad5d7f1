import { shortened } from '../cloud/foreignText.ts';
import { sandboxRegion } from '../cloud/regions.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Desk } from '../desk/ports.ts';
import { regionLabel } from '../desk/regionLabel.ts';
import type { StatusText } from '../desk/statusLine.ts';

type Parts = Pick<Desk, 't' | 'accounts' | 'settings'>;

/** Keeps in sight whom this window's requests are sent as; `draw` where a setting has changed. Asks the secret storage, never the cloud. */
export function keepAccountInSight(parts: Parts, show: (text: StatusText | undefined) => void) {
  let latest = 0;
  const draw = async () => {
    latest += 1;
    const mine = latest;
    // What cannot be read is told by the command that needs it.
    const text = await accountText(parts).catch(() => undefined);
    if (mine === latest) show(text);
  };
  const unlisten = parts.accounts.onChange(() => void draw());
  void draw();
  return {
    draw: () => void draw(),
    dispose() {
      latest += 1;
      unlisten();
    },
  };
}

async function accountText({ t, accounts, settings }: Parts): Promise<StatusText | undefined> {
  if (accounts.usesSandbox()) return sandboxText(t);
  const saved = await accounts.saved();
  if (saved === undefined) return settings().region === sandboxRegion.id ? sandboxText(t) : undefined;
  const { region, projectId, projectName } = saved;
  const values = { region: regionLabel(region, t), project: shortened(projectName ?? projectId) };
  return {
    icon: 'account',
    text: `DCS: ${shortened(region, 30)}`,
    tooltip: t(
      'Requests of this window go to {region}, project {project}, unless a task file says otherwise. Click to switch.',
      values,
    ),
    command: 'dcs.switchProfile',
    warning: false,
  };
}

function sandboxText(t: Translate): StatusText {
  return {
    icon: 'beaker',
    text: t('DCS: Local Sandbox'),
    tooltip: t('Nothing that this window creates is real or billed. Click to switch.'),
    command: 'dcs.switchProfile',
    warning: false,
  };
}
