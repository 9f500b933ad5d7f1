import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { call } from '../http.ts';
import { read } from '../patience.ts';
import { projectPath } from './migrationTasks.ts';
import { jobOfChange, type Parameter, parameterList } from './redisSettingSchemas.ts';

export type { Parameter } from './redisSettingSchemas.ts';

/** What to change, with the ID that the list gave: which ID a parameter has is documented in part only. */
export type ParameterChange = Readonly<Record<'param_id' | 'param_name' | 'param_value', string>>;

/**
 * `GET /v2/{project_id}/instances/{instance_id}/configs`: the parameters that an instance of its type has. Needs
 * `dcs:instance:getConfiguration`. Source: DCS API reference, ListConfigurations.
 * @throws {CloudError}
 */
export async function listParameters(
  connection: Connection,
  projectId: string,
  instanceId: string,
  signal?: AbortSignal,
): Promise<readonly Parameter[]> {
  const path = `${instancePath(projectId, instanceId)}/configs`;
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: parameterList }, signal)).value;
}

/**
 * `PUT /v2/{project_id}/instances/{instance_id}/async-configs`: gives the ID of the job, or nothing where nothing changes. Harmless
 * when repeated. Needs `dcs:instance:modifyConfiguration`. Source: DCS API reference, UpdateInstanceConfig.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether they may change all the same
 */
export function changeParameters(
  connection: Connection,
  projectId: string,
  instanceId: string,
  changes: readonly ParameterChange[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const path = `${instancePath(projectId, instanceId)}/async-configs`;
  const redis_config = changes.map(({ param_id, param_name, param_value }) => ({ param_id, param_name, param_value }));
  const answer = z.union([z.null().transform(() => undefined), jobOfChange]);
  const body = { redis_config };
  return call(connection, { service: 'dcs', method: 'PUT', path, body, answer, mayBeEmpty: true }, signal);
}

function instancePath(projectId: string, instanceId: string): string {
  return `${projectPath(projectId)}/instances/${encodeURIComponent(instanceId)}`;
}
