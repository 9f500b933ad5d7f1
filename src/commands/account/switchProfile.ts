import type { Account } from '../../account/account.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import { signIn } from './signIn.ts';
import { useSandbox } from './useSandbox.ts';

type Profile = 'saved' | 'sandbox' | 'other';

/** Changes whom requests are sent as: the saved profile, the sandbox, or another key. */
export async function switchProfile(desk: Desk): Promise<void> {
  const { t, accounts, prompter } = desk;
  const saved = await accounts.saved();
  const current: Profile | undefined = accounts.usesSandbox() ? 'sandbox' : saved && 'saved';
  const mark = (value: Profile) => (value === current ? t('in use') : undefined);
  const choices = [
    ...(saved === undefined ? [] : [savedChoice(desk, saved, mark('saved'))]),
    {
      label: t('Local Sandbox'),
      description: mark('sandbox') ?? t('no account needed, nothing is billed'),
      icon: 'beaker',
      value: 'sandbox',
    } as const,
    { label: t('Sign In with Another Key…'), icon: 'key', value: 'other' } as const,
  ];
  const reply = await prompter.pick<Profile>({
    title: t('Switch Profile'),
    placeholder: t('Pick whom requests are sent as'),
    choices,
    isActive: (value) => value === current,
  });
  if (reply === undefined || reply === 'back' || !('value' in reply)) return;
  if (reply.value === 'other') await signIn(desk);
  else if (reply.value === 'sandbox') await useSandbox(desk);
  else if (saved !== undefined) await useSaved(desk, saved);
}

function savedChoice(
  { t }: Desk,
  { region, projectId, projectName }: Account,
  mark: string | undefined,
): Choice<Profile> {
  const project = [projectName, projectId].filter(Boolean).join(' · ');
  return {
    label: regionLabel(region, t),
    description: mark ?? '',
    detail: project,
    icon: 'account',
    value: 'saved',
  };
}

async function useSaved(
  { t, accounts, notifier, log }: Desk,
  { region, projectId, projectName }: Account,
): Promise<void> {
  await accounts.useSaved();
  const message = t('Requests of this window go to {region}, project {project}.', {
    region: regionLabel(region, t),
    project: projectName ?? projectId,
  });
  log.info(message);
  notifier.tell('info', message);
}
