import type { Connection } from '../cloud/connection.ts';
import { endpointsOf, type Service } from '../cloud/regions.ts';
import type { Account } from './account.ts';

interface Network extends Pick<Connection, 'transport' | 'timeout' | 'now' | 'record'> {
  /** Base URLs that replace those of the region, from the user's own settings only. */
  readonly overrides: Readonly<Partial<Record<Service, string>>>;
}

/** How to call the cloud as this account in a region; the sandbox serves every region itself. */
export function connect(
  account: Pick<Account, 'session' | 'endpoints'>,
  region: string,
  projectId: string | undefined,
  { overrides, ...network }: Network,
): Connection {
  const endpoints = account.endpoints ?? endpointsOf(region, overrides);
  return { ...network, session: account.session, region, projectId, endpoints };
}
