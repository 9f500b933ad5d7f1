import type { Connection } from '../cloud/connection.ts';
import type { Desk } from './ports.ts';

/** Whether the person has signed out, or in with another key, since a connection was made: a button may be pressed hours later. */
export async function hasAccountChanged(
  { accounts }: Pick<Desk, 'accounts'>,
  { connection, sandbox }: { readonly connection: Connection; readonly sandbox: boolean },
): Promise<boolean> {
  if (sandbox) return false;
  const account = await accounts.saved();
  return account?.key.accessKeyId !== connection.key.accessKeyId;
}

export function tellAccountChanged({ t, notifier, log }: Pick<Desk, 't' | 'notifier' | 'log'>): void {
  const message = t(
    'You have signed out, or in with another key, since this was prepared. Nothing was sent; run the command again.',
  );
  log.error(message);
  notifier.tell('warning', message);
}
