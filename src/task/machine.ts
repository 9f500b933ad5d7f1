import type { Connection } from '../cloud/connection.ts';
import { isGone, showJob, showMigrationTask } from '../cloud/services/migrationTasks.ts';

/** How far the migration machine of a task is. */
export type Machine =
  | { readonly kind: 'starting' }
  /** Ready to be configured. `address`: its IP address, for the whitelists of source and target. */
  | { readonly kind: 'ready'; readonly address: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string | undefined }
  /** The task has been deleted meanwhile. */
  | { readonly kind: 'gone' };

/** Source: DCS API reference, ShowMigrationTask, `status`; older editions know more values than newer ones. */
const failed = /FAIL|ERROR/;
const gone = /^(DELETED|RELEASED)$/;
/** Waiting to be configured, and what comes after; anything else may still be on its way. */
const ready = /^(RUNNING|MIGRATING|FULLMIGRATING|INCRMIG\w+|SUCCESS|MIGRATION_SUCCESS|TERMINAT\w+)$/;

export interface CreatedTaskName {
  readonly projectId: string;
  readonly taskId: string;
  /** Absent where the create's answer was lost, or did not tell it. */
  readonly jobId: string | undefined;
}

/** Asks the job that brings the machine up, where there is one, and the task itself. @throws {CloudError} */
export async function lookAtMachine(
  connection: Connection,
  { projectId, taskId, jobId }: CreatedTaskName,
  signal?: AbortSignal,
): Promise<Machine> {
  if (jobId !== undefined) {
    const { status, fail_reason } = await showJob(connection, projectId, jobId, signal);
    if (status === 'FAIL') return { kind: 'failed', reason: fail_reason };
    if (status !== 'SUCCESS') return { kind: 'starting' };
  }
  try {
    const detail = await showMigrationTask(connection, projectId, taskId, signal);
    const { error_message, ecs_tenant_private_ip } = detail;
    const status = (detail.status ?? '').trim().toUpperCase();
    if (failed.test(status)) return { kind: 'failed', reason: error_message };
    if (gone.test(status)) return { kind: 'gone' };
    // The job has the last word on whether the machine is up.
    if (jobId === undefined && !ready.test(status)) return { kind: 'starting' };
    return { kind: 'ready', address: ecs_tenant_private_ip };
  } catch (error) {
    if (isGone(error)) return { kind: 'gone' };
    throw error;
  }
}
