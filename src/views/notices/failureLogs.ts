import { CloudError } from '../../cloud/errors.ts';
import { lastLogLines, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Desk } from '../../desk/ports.ts';
import { isCauseInLog } from '../../desk/tasks/causes.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';

/** Lines that are read of each: what a failure says of itself is among them. */
const mostLines = 50;

/** Milliseconds that a failure waits for its log. */
const longestRead = 20_000;

/** Of more that fail at once the notification says no cause, and none waits. */
const mostAtOnce = 10;

/** The logs of tasks that have failed, of those whose cause nothing else tells; each is read once, and what cannot be read is waited for no longer. */
export interface FailureLogs {
  /** All that are seen to have failed, at one time. */
  read(place: TaskPlace, failed: readonly KnownTask[]): void;
  /** With its log, where that was read; undefined while it is being read. */
  withLog(known: KnownTask): KnownTask | undefined;
  /** It has not failed any more: should it fail again, its log has more. */
  forget(taskId: string): void;
  dispose(): void;
}

/** `heard`: called when one was read, or could not be. */
export function createFailureLogs(
  { wait }: Pick<Desk, 'wait'>,
  heard: () => void,
  onError: (error: unknown) => void,
): FailureLogs {
  /** By task ID; undefined while it is being read. */
  const logs = new Map<string, readonly TaskLogLine[] | undefined>();
  const over = new AbortController();
  const begin = async (place: TaskPlace, taskId: string) => {
    logs.set(taskId, undefined);
    const lines = await readInTime(wait, place, taskId, over.signal).catch((error: unknown) => {
      if (!(error instanceof CloudError)) onError(error);
      return [];
    });
    if (over.signal.aborted || !logs.has(taskId)) return;
    logs.set(taskId, lines);
    heard();
  };
  return {
    read(place, failed) {
      const unread = failed.filter((known) => isCauseInLog(known) && !logs.has(known.task.task_id));
      for (const { task } of unread) {
        if (unread.length > mostAtOnce) logs.set(task.task_id, []);
        else void begin(place, task.task_id);
      }
    },
    withLog(known) {
      const { task_id: taskId } = known.task;
      if (!logs.has(taskId)) return known;
      const log = logs.get(taskId);
      return log && { ...known, log };
    },
    forget: (taskId) => void logs.delete(taskId),
    dispose: () => over.abort(),
  };
}

/** @throws {CloudError} also where it took too long */
async function readInTime(
  wait: Desk['wait'],
  { connection, projectId }: TaskPlace,
  taskId: string,
  over: AbortSignal,
): Promise<readonly TaskLogLine[]> {
  const late = new AbortController();
  const read = new AbortController();
  void wait(longestRead, AbortSignal.any([over, read.signal])).then(() => late.abort());
  try {
    return await lastLogLines({ ...connection, patience: undefined }, projectId, taskId, mostLines, late.signal);
  } finally {
    read.abort();
  }
}
