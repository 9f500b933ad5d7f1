import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { call } from '../http.ts';
import { type TaskDetail, taskDetail } from './migrationTaskSchemas.ts';
import { projectPath, taskPath } from './migrationTasks.ts';
import { type BatchResult, batchResults, deletedTasks } from './taskProgressSchemas.ts';

export type { BatchResult } from './taskProgressSchemas.ts';

/** The most tasks of one batch. Source: DCS API reference, BatchStopMigrationTasks and BatchRestartOnlineMigrationTasks. */
export const mostOfBatch = 50;

/** Whatever a success says, if anything: the documentation shows an empty body, a text and none. */
const anything = z.unknown().transform(() => undefined);

/**
 * `POST /v2/{project_id}/migration-task/{task_id}/stop`: the task is stopping then, and stopped when its status is `TERMINATED`.
 * Passwords in the answer are masked.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether it may stop all the same
 */
export function stopMigrationTask(
  connection: Connection,
  projectId: string,
  taskId: string,
  signal?: AbortSignal,
): Promise<TaskDetail> {
  const path = `${taskPath(projectId, taskId)}/stop`;
  return call(connection, { service: 'dcs', method: 'POST', path, answer: taskDetail }, signal);
}

/** `POST /v2/{project_id}/migration-task/batch-stop`, of at most 50: accepted, one by one, and not done. @throws {CloudError} */
export function stopMigrationTasks(
  connection: Connection,
  projectId: string,
  taskIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BatchResult[]> {
  const path = `${projectPath(projectId)}/migration-task/batch-stop`;
  const body = { migration_tasks: taskIds };
  return call(connection, { service: 'dcs', method: 'POST', path, body, answer: batchResults }, signal);
}

/** `POST /v2/{project_id}/migration-tasks/batch-restart`, of at most 50: accepted, one by one. @throws {CloudError} */
export function restartMigrationTasks(
  connection: Connection,
  projectId: string,
  taskIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BatchResult[]> {
  const path = `${projectPath(projectId)}/migration-tasks/batch-restart`;
  const body = { migration_tasks: taskIds };
  return call(connection, { service: 'dcs', method: 'POST', path, body, answer: batchResults }, signal);
}

/** `PUT /v2/{project_id}/migration-task/{task_id}`: whether a task connects again by itself. Harmless when repeated. @throws {CloudError} */
export function setResumeMode(
  connection: Connection,
  projectId: string,
  taskId: string,
  mode: 'auto' | 'manual',
  signal?: AbortSignal,
): Promise<undefined> {
  const path = taskPath(projectId, taskId);
  const body = { resume_mode: mode };
  return call(connection, { service: 'dcs', method: 'PUT', path, body, answer: anything, mayBeEmpty: true }, signal);
}

/**
 * `DELETE /v2/{project_id}/migration-tasks/delete`, with the IDs in its body; those it does not know are passed over in silence.
 * Done when the list no longer has them. Harmless when repeated.
 * @throws {CloudError}
 */
export function deleteMigrationTasks(
  connection: Connection,
  projectId: string,
  taskIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const path = `${projectPath(projectId)}/migration-tasks/delete`;
  const body = { task_id_list: taskIds };
  const answer = z.union([z.null().transform(() => []), deletedTasks]);
  return call(connection, { service: 'dcs', method: 'DELETE', path, body, answer, mayBeEmpty: true }, signal);
}

/** What is to be swapped. */
interface ExchangedAddresses {
  /** The IP addresses of the source. */
  readonly exchangedIp: readonly string[];
  /** Whether the domain names change places, too. */
  readonly isExchangeDomain: boolean;
}

/**
 * `POST /v2/{project_id}/migration-task/{task_id}/exchange-ip`: the two ends begin to swap their addresses, which ends the migration;
 * done when the `task_status` of the detail is `EXCHANGE_SUCCESS`. That the addresses are those of the source is inferred: no edition says
 * it, and the Terraform provider leaves them out. Source: DCS API reference, ExchangeInstanceIp.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether it may have begun all the same
 */
export function exchangeInstanceIp(
  connection: Connection,
  projectId: string,
  taskId: string,
  { exchangedIp, isExchangeDomain }: ExchangedAddresses,
  signal?: AbortSignal,
): Promise<undefined> {
  const path = `${taskPath(projectId, taskId)}/exchange-ip`;
  const body = { exchanged_ip: exchangedIp, is_exchange_domain: isExchangeDomain };
  return call(connection, { service: 'dcs', method: 'POST', path, body, answer: anything, mayBeEmpty: true }, signal);
}

/**
 * `POST /v2/{project_id}/migration-task/{task_id}/rollback-ip`: gives both ends back the addresses that they had; done when the
 * `task_status` is `ROLLBACK_SUCCESS`. Source: DCS API reference, RollbackExchangeInstanceIp.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether it may have begun all the same
 */
export function rollBackInstanceIp(
  connection: Connection,
  projectId: string,
  taskId: string,
  signal?: AbortSignal,
): Promise<undefined> {
  const path = `${taskPath(projectId, taskId)}/rollback-ip`;
  return call(connection, { service: 'dcs', method: 'POST', path, answer: anything, mayBeEmpty: true }, signal);
}
