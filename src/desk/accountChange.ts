import type { Connection } from '../cloud/connection.ts';
import type { Desk } from './ports.ts';

/** Whether somebody else is signed in by now than whom a connection was made for, the sandbox and the project included. */
export async function hasAccountChanged(
  { accounts }: Pick<Desk, 'accounts'>,
  { connection }: { readonly connection: Connection },
): Promise<boolean> {
  return !(await accounts.isCurrent(connection.session));
}

export function accountChangedText(t: Desk['t']): string {
  return t(
    'You have signed out, or switched to another account or project, since this was prepared. Nothing was sent; run the command again.',
  );
}

export function tellAccountChanged({ t, notifier, log }: Pick<Desk, 't' | 'notifier' | 'log'>): void {
  const message = accountChangedText(t);
  log.error(message);
  notifier.tell('warning', message);
}
