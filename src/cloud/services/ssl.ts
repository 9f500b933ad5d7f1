import type { Connection } from '../connection.ts';
import { canonicalCode } from '../errorCode.ts';
import { Refused } from '../errors.ts';
import { read } from '../patience.ts';
import { projectPath } from './migrationTasks.ts';
import { sslState } from './redisSettingSchemas.ts';

/**
 * `GET /v2/{project_id}/instances/{instance_id}/ssl`: whether an instance speaks SSL only, which no migration does. It does not where
 * the service says nothing (HTTP 204), or that the instance cannot (HTTP 400, DCS.4201). Needs `dcs:ssl:get`.
 * Source: DCS API reference, ShowInstanceSslDetail.
 * @throws {CloudError} of any other failure
 */
export async function showsSsl(
  connection: Connection,
  projectId: string,
  instanceId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `${projectPath(projectId)}/instances/${encodeURIComponent(instanceId)}/ssl`;
  const request = { service: 'dcs', method: 'GET', path, answer: sslState, mayBeEmpty: true } as const;
  try {
    return (await read(connection, request, signal)).value;
  } catch (error) {
    if (isUnsupported(error)) return false;
    throw error;
  }
}

function isUnsupported(error: unknown): boolean {
  return error instanceof Refused && error.facts.status === 400 && canonicalCode(error.facts.code ?? '') === 'DCS.4201';
}
