import type { Desk } from '../../desk/ports.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';

type Parts = Pick<Desk, 't' | 'log' | 'records'>;

/** Keeps what is new of the figures of these tasks, for whoever opens their page or saves their report later. */
export type Keep = (place: TaskPlace, tasks: readonly Pick<KnownTask, 'task' | 'samples'>[]) => void;

/** Nobody waits for it; that the disk refuses it is logged once. */
export function createKeeping(desk: Parts, onError: (error: unknown) => void): Keep {
  const last = new Map<string, number>();
  const refused = loggedOnce(desk, onError);
  return (place, tasks) => {
    for (const { task, samples } of tasks) {
      const key = keyOf(place, task.task_id);
      const before = last.get(key) ?? Number.NEGATIVE_INFINITY;
      const fresh = samples.filter(({ at }) => at > before);
      const newest = fresh.at(-1);
      if (newest === undefined) continue;
      last.set(key, newest.at);
      desk.records.keep(place, task.task_id, fresh).catch(refused);
    }
  };
}

/** Milliseconds after which what was kept is read again: another window may have ticked something. */
const readAgain = 20_000;

/** Has what is kept of a task read where that was not done lately; what is known of it then is told by the records. */
export function createReading(
  desk: Parts & Pick<Desk, 'now'>,
  onError: (error: unknown) => void,
): (place: TaskPlace, taskId: string) => void {
  const readAt = new Map<string, number>();
  const refused = loggedOnce(desk, onError);
  return (place, taskId) => {
    const [key, now] = [keyOf(place, taskId), desk.now().getTime()];
    const before = readAt.get(key);
    if (before !== undefined && Math.abs(now - before) < readAgain) return;
    readAt.set(key, now);
    desk.records.of(place, taskId).catch(refused);
  };
}

function loggedOnce({ t, log }: Parts, onError: (error: unknown) => void): (error: unknown) => void {
  let hasFailed = false;
  return (error) => {
    if (!(error instanceof JournalProblem)) return onError(error);
    if (!hasFailed) log.error(journalTroubleText(error, t));
    hasFailed = true;
  };
}

function keyOf({ connection, projectId }: TaskPlace, taskId: string): string {
  return [connection.endpoints.dcs, projectId, taskId].join(' ');
}
