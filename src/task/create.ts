import { type CreateOnlineMigrationTaskBody, createOnlineMigrationTask } from '../cloud/dcs.ts';
import { CloudError, Refused } from '../cloud/errors.ts';
import type { Connection } from '../cloud/http.ts';

/** What is certain after a create. `unknown` is said where a task, and its bill, may exist without an answer. */
export type CreateOutcome =
  | { readonly kind: 'created'; readonly taskId: string; readonly jobId: string | undefined }
  | { readonly kind: 'refused'; readonly error: Refused }
  | { readonly kind: 'notSent'; readonly error: CloudError }
  | { readonly kind: 'unknown'; readonly error: CloudError };

/** Sends a create once, whatever happens, and says what is known afterwards. */
export async function createTask(
  connection: Connection,
  projectId: string,
  body: CreateOnlineMigrationTaskBody,
  signal?: AbortSignal,
): Promise<CreateOutcome> {
  try {
    const { instance_id, job_id } = await createOnlineMigrationTask(connection, projectId, body, signal);
    return { kind: 'created', taskId: instance_id, jobId: job_id };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (error.mayHaveTakenEffect) return { kind: 'unknown', error };
    return error instanceof Refused ? { kind: 'refused', error } : { kind: 'notSent', error };
  }
}
