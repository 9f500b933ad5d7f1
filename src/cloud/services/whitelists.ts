import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { call } from '../http.ts';
import { read } from '../patience.ts';
import { projectPath } from './migrationTasks.ts';
import { jobOfChange, type Whitelist, type WhitelistGroup, whitelist } from './redisSettingSchemas.ts';

export type { Whitelist, WhitelistGroup } from './redisSettingSchemas.ts';

/** Whatever a success says, if anything. */
const anything = z.unknown().transform(() => undefined);

/**
 * `GET /v2/{project_id}/instance/{instance_id}/whitelist`: who may connect. One that is off, or has no entry, keeps nobody out.
 * Redis 3.0 has none. Needs `dcs:whitelist:list`. Source: DCS API reference, ListIpWhitelist.
 * @throws {CloudError} `Unintelligible` too where a group cannot be read
 */
export async function showWhitelist(
  connection: Connection,
  projectId: string,
  instanceId: string,
  signal?: AbortSignal,
): Promise<Whitelist> {
  const path = whitelistPath(projectId, instanceId);
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: whitelist }, signal)).value;
}

/**
 * `POST /v2/{project_id}/instance/{instance_id}/whitelist-async`: adds groups and leaves those that are there; gives the ID of the
 * job, if told. Some regions lack it: HTTP 404 or 405 of the gateway. Needs no permission of its own. Source: DCS API reference, AddIpWhitelist, which no
 * SDK has.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether they may have been added all the same
 */
export function addToWhitelist(
  connection: Connection,
  projectId: string,
  instanceId: string,
  groups: readonly WhitelistGroup[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const path = `${whitelistPath(projectId, instanceId)}-async`;
  const body = { whitelist: groups };
  return call(connection, { service: 'dcs', method: 'POST', path, body, answer: jobOfChange }, signal);
}

/**
 * `PUT /v2/{project_id}/instance/{instance_id}/whitelist`: what is not in it is gone afterwards. Harmless when repeated, as long as
 * nobody else has changed it. Needs `dcs:whitelist:modify`. Source: DCS API reference, UpdateIpWhitelist.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether it may have been replaced all the same
 */
export function replaceWhitelist(
  connection: Connection,
  projectId: string,
  instanceId: string,
  { enable_whitelist, whitelist: groups }: Pick<Whitelist, 'enable_whitelist' | 'whitelist'>,
  signal?: AbortSignal,
): Promise<undefined> {
  const path = whitelistPath(projectId, instanceId);
  const body = { enable_whitelist, whitelist: groups };
  return call(connection, { service: 'dcs', method: 'PUT', path, body, answer: anything, mayBeEmpty: true }, signal);
}

/** The service says `instance` here, and `instances` everywhere else. */
function whitelistPath(projectId: string, instanceId: string): string {
  return `${projectPath(projectId)}/instance/${encodeURIComponent(instanceId)}/whitelist`;
}
