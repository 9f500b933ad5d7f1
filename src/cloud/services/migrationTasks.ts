import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { canonicalCode } from '../errorCode.ts';
import { Refused } from '../errors.ts';
import { type CloudRequest, call } from '../http.ts';
import { read } from '../patience.ts';
import { endlessList, mostEntries, mostPages } from './endlessList.ts';
import { type Job, job, type ListedTask, type TaskDetail, taskDetail, taskList } from './migrationTaskSchemas.ts';

export type { ListedTask } from './migrationTaskSchemas.ts';

/** The body of CreateOnlineMigrationTask, as the API documentation prints it. */
export interface CreateOnlineMigrationTaskBody {
  readonly name: string;
  readonly description?: string | undefined;
  readonly vpc_id: string;
  /** The network ID of the subnet: `id` of the VPC subnet list. */
  readonly subnet_id: string;
  readonly security_group_id: string;
}

const createdTask = z.looseObject({
  /** The task id of every later call. */
  instance_id: z.string().min(1),
  /** Undocumented but sent by the live service: the job that brings the migration machine up. */
  job_id: z.string().optional().catch(undefined),
});

export type CreatedTask = z.infer<typeof createdTask>;

/** `POST /v2/{project_id}/migration/instance`, not sent. */
export function createOnlineMigrationTaskRequest(
  projectId: string,
  body: CreateOnlineMigrationTaskBody,
): CloudRequest<CreatedTask> {
  return {
    service: 'dcs',
    method: 'POST',
    path: `${projectPath(projectId)}/migration/instance`,
    body,
    answer: createdTask,
  };
}

/**
 * Starts a billed migration machine, and another one each time it is called: the API has no idempotency key.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether a task may exist all the same
 */
export function createOnlineMigrationTask(
  connection: Connection,
  projectId: string,
  body: CreateOnlineMigrationTaskBody,
  signal?: AbortSignal,
): Promise<CreatedTask> {
  return call(connection, createOnlineMigrationTaskRequest(projectId, body), signal);
}

/** One page of the migration tasks of a project; an entry without an id, or that an earlier page had, is left out. */
export interface TaskPage {
  readonly tasks: readonly ListedTask[];
  /** Entries of this page that have no ID, so that they are left out of `tasks`. */
  readonly leftOut: number;
  /** How many there are on all pages, where the service says it. */
  readonly total: number | undefined;
  /** The cloud's clock minus ours, in seconds, where the answer told it. */
  readonly clockSkewSeconds: number | undefined;
}

/** The most that the service allows; its own default is 10. */
const pageSize = 1000;

/**
 * `GET /v2/{project_id}/migration-tasks`: the migration tasks of a project, imports of backup files among them, page by page.
 * Not by name, although the service has such a filter: how it matches is not documented.
 * @throws {CloudError} `Unintelligible` too where the service does not get on with the list: what is not seen must not count as absent
 */
export async function* listMigrationTasks(
  connection: Connection,
  projectId: string,
  signal?: AbortSignal,
): AsyncGenerator<TaskPage> {
  const path = `${projectPath(projectId)}/migration-tasks`;
  const seen = new Set<string>();
  let offset = 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = { offset, limit: pageSize };
    const request = { service: 'dcs', method: 'GET', path, query, answer: taskList } as const;
    const { value, clockSkewSeconds } = await read(connection, request, signal);
    const { count: total, length } = value;
    const tasks = value.tasks.filter(({ task_id }) => !seen.has(task_id));
    for (const { task_id } of tasks) seen.add(task_id);
    yield { tasks, leftOut: length - value.tasks.length, total, clockSkewSeconds };
    offset += length;
    // The offset was ignored, even where the sum of the pages would do.
    if ((pages > 0 && length > 0 && tasks.length === 0) || offset > mostEntries) break;
    // It says that there are some, and gives none.
    if (offset === 0 && total !== undefined && total > 0) break;
    // Some edition may give fewer than asked for, so a short page is the last one only where nothing says how many there are.
    if (length === 0 || (total === undefined ? length < pageSize : offset >= total)) return;
  }
  throw endlessList(`${connection.endpoints.dcs}${path}`);
}

/** `GET /v2/{project_id}/migration-task/{task_id}`. Passwords in the answer are masked. */
export async function showMigrationTask(
  connection: Connection,
  projectId: string,
  taskId: string,
  signal?: AbortSignal,
): Promise<TaskDetail> {
  const path = taskPath(projectId, taskId);
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: taskDetail }, signal)).value;
}

/** `GET /v2/{project_id}/jobs/{job_id}`: such as the one that brings up the migration machine of a task. */
export async function showJob(
  connection: Connection,
  projectId: string,
  jobId: string,
  signal?: AbortSignal,
): Promise<Job> {
  const path = `${projectPath(projectId)}/jobs/${encodeURIComponent(jobId)}`;
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: job }, signal)).value;
}

export function projectPath(projectId: string): string {
  return `/v2/${encodeURIComponent(projectId)}`;
}

export function taskPath(projectId: string, taskId: string): string {
  return `${projectPath(projectId)}/migration-task/${encodeURIComponent(taskId)}`;
}

/** Everything but an import of backup files: some editions write the method where the type should be. */
export function isOnlineMigration({ migration_type }: ListedTask): boolean {
  return migration_type?.trim().toLowerCase() !== 'backupfile_import';
}

/**
 * Whether an answer says that there is no such task: 404 by the documentation, 400 with DCS.4133 by the live service (Terraform
 * provider). The gateway's own 404 is about the API, not about the task.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  const { status, code = '' } = error.facts;
  const canonical = canonicalCode(code);
  return status === 404 ? !canonical.startsWith('APIGW.') : status === 400 && canonical === 'DCS.4133';
}
