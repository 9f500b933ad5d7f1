import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { call } from '../http.ts';
import { optionalText, withoutSecrets, words } from './migrationTaskSchemas.ts';
import { projectPath } from './migrationTasks.ts';

/** One end of a migration: a DCS instance by its ID, or the addresses of a Redis. */
export interface ConfiguredInstance {
  readonly id?: string;
  /** `ip:port`, with commas between the masters of a cluster. */
  readonly addrs?: string;
  /** Missing where the Redis has none. */
  readonly password?: string;
}

/** The body of SetOnlineMigrationTask, as the API documentation prints it. Holds secrets. */
export interface ConfigureMigrationTaskBody {
  readonly migration_method: 'full_amount_migration' | 'incremental_migration';
  readonly resume_mode: 'auto' | 'manual';
  /** MB/s, from 1 to 10,240. */
  readonly bandwidth_limit_mb?: string;
  readonly source_instance: ConfiguredInstance;
  readonly target_instance: ConfiguredInstance;
}

/** A success without the ID may come from whoever is on the way. */
const configuredTask = withoutSecrets.pipe(z.looseObject({ id: z.string().min(1), name: words, status: optionalText }));

/**
 * `POST /v2/{project_id}/migration/{task_id}/task`: tells a task what to migrate, and starts it.
 * @throws {CloudError} whose `mayHaveTakenEffect` tells whether it may have started all the same
 */
export function configureMigrationTask(
  connection: Connection,
  projectId: string,
  taskId: string,
  body: ConfigureMigrationTaskBody,
  signal?: AbortSignal,
): Promise<z.infer<typeof configuredTask>> {
  const path = `${projectPath(projectId)}/migration/${encodeURIComponent(taskId)}/task`;
  const unshown = [body.source_instance.password, body.target_instance.password].filter((one) => one !== undefined);
  return call(connection, { service: 'dcs', method: 'POST', path, body, answer: configuredTask, unshown }, signal);
}
