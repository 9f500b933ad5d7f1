import type { Connection } from '../cloud/connection.ts';
import type { CreateOutcome } from '../task/create/create.ts';
import type { CreatedTaskName } from '../task/machine.ts';

/** A created task whose machine is awaited. */
export interface FollowedTask extends CreatedTaskName {
  readonly connection: Connection;
  readonly name: string;
  readonly sandbox: boolean;
}

/** Follows created tasks, across windows, until they can be configured or have failed; in the log and the status bar, one request at a time. */
export interface Follower {
  follow(task: FollowedTask): void;
  /** Goes on with what windows that are gone have followed, as far as the account that is signed in leads there. */
  resume(): Promise<void>;
  /** Resolves when no task is followed any more. */
  idle(): Promise<void>;
  dispose(): void;
}

/** Follows what was created, whatever way that became known. */
export function followCreated(
  follower: Pick<Follower, 'follow'>,
  { connection, projectId, sandbox }: Pick<FollowedTask, 'connection' | 'projectId' | 'sandbox'>,
  name: string,
  outcome: CreateOutcome,
): void {
  if (outcome.kind !== 'created') return;
  const { taskId, jobId } = outcome;
  follower.follow({ connection, projectId, sandbox, name, taskId, jobId });
}
