import type { Desk } from '../../desk/ports.ts';

/** Forgets the saved key and leaves the sandbox. */
export async function signOut({ t, accounts, notifier, log }: Desk): Promise<void> {
  const forgotten = await accounts.signOut();
  const message = {
    profile: t('Signed out. The access key was removed from the secret storage of the editor.'),
    sandbox: t('The local sandbox was left. You are signed out.'),
    nothing: t('You were not signed in.'),
  }[forgotten];
  log.info(message);
  notifier.tell('info', message);
}
