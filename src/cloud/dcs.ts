import * as z from 'zod';
import { type CloudRequest, type Connection, call } from './http.ts';

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
    path: `/v2/${encodeURIComponent(projectId)}/migration/instance`,
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
