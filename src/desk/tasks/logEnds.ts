import type { TaskLogLine } from '../../cloud/services/taskProgress.ts';

/** The last lines of the logs of tasks: of those that somebody looks at, and of those that have failed last. */
export interface LogEnds {
  /** Somebody looks at all of them, so that those of the last failures are read; gives what ends that. */
  look(): () => void;
  /** Somebody looks at this task; gives what ends that. */
  open(taskId: string): () => void;
  /** Oldest first; undefined where nobody has read them. */
  endOf(taskId: string): readonly TaskLogLine[] | undefined;
  /** Called when something was read; gives what ends that. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}
