import { showInstance } from '../../cloud/services/instances.ts';
import { showWhitelist } from '../../cloud/services/whitelists.ts';
import type { DcsEnd } from '../../task/preflight/preflightFacts.ts';
import type { Reader } from '../preflight/reading/reader.ts';

/** What of an instance matters to a cut-over: its detail, and whom it lets in. */
export async function readDcsEnd(projectId: string, id: string, read: Reader, givenByAddress = false): Promise<DcsEnd> {
  const [detail, whitelist] = await Promise.all([
    read('dcs:instance:get', (connection, signal) => showInstance(connection, projectId, id, signal)),
    read('dcs:whitelist:list', (connection, signal) => showWhitelist(connection, projectId, id, signal)),
  ]);
  const unread = { kind: 'notRead' } as const;
  const rest = { parameters: unread, ssl: unread, ways: unread, inside: unread };
  return { kind: 'dcs', id, givenByAddress, detail, whitelist, ...rest, hasPassword: undefined, hasQuote: false };
}
