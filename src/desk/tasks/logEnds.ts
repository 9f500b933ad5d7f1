import { lastLogLines, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { TaskPlace } from './taskSight.ts';

/** Lines that are read of each: what a failure says of itself is among them. */
const mostLines = 50;

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

/** The end of the log of one task, oldest first. @throws {CloudError} */
export function readLogEnd(
  { connection, projectId }: TaskPlace,
  taskId: string,
  signal?: AbortSignal,
): Promise<readonly TaskLogLine[]> {
  // What failed is tried again in its turn.
  return lastLogLines({ ...connection, patience: undefined }, projectId, taskId, mostLines, signal);
}
