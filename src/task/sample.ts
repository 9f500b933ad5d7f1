import type { TaskStats } from '../cloud/services/taskProgress.ts';

/** One look at the figures of a task. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The status that the task had then, as the cloud writes it. */
  readonly status: string;
  /** Undefined where the call failed. */
  readonly stats: TaskStats | undefined;
}

/**
 * The lag up to which a task is in sync: a master sends its replicas a PING of 14 bytes every ten seconds, which an idle source is
 * behind by. Source: Redis documentation, `repl-ping-replica-period`; the unit of the lag is not documented.
 */
export const smallLag = 100;
