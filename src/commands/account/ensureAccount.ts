import type { Account, RegionSources } from '../../account/account.ts';
import type { Desk } from '../../desk/ports.ts';
import { signIn } from './signIn.ts';

/** The account for a request; signed out, signs in first. Undefined when that was called off. */
export async function ensureAccount(desk: Desk, regions: RegionSources): Promise<Account | undefined> {
  return (await desk.accounts.current(regions)) ?? (await signIn(desk, regions.file));
}
