import type { CreateOutcome } from '../../task/create/create.ts';
import type { TaskPlace } from './taskSight.ts';

/** A created task whose machine is awaited, and where it is. */
export interface FollowedTask extends TaskPlace {
  readonly taskId: string;
  readonly name: string;
  /** Absent where the create's answer was lost, or did not tell it. */
  readonly jobId: string | undefined;
}

/** Follows created tasks, across windows: until they can be configured or have failed, and on to their ends. */
export interface Follower {
  follow(task: FollowedTask): void;
}

/** Follows what was created, whatever way that became known. */
export function followCreated(
  follower: Follower,
  { connection, projectId, sandbox }: TaskPlace,
  name: string,
  outcome: CreateOutcome,
): void {
  if (outcome.kind !== 'created') return;
  const { taskId, jobId } = outcome;
  follower.follow({ connection, projectId, sandbox, name, taskId, jobId });
}
