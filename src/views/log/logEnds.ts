import { CloudError } from '../../cloud/errors.ts';
import { lastLogLines, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Desk } from '../../desk/ports.ts';
import { createListeners } from '../../desk/tasks/listeners.ts';
import type { LogEnds } from '../../desk/tasks/logEnds.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { stateOf } from '../../task/taskStatus.ts';
import { isMoving } from '../watch/lookAtTasks.ts';

/** Lines that are read of each: what a failure says of itself is among them. */
const mostLines = 50;

/** Milliseconds between two readings, of whatever task: with five that move it leaves the requests under forty a minute. */
const betweenReadings = 30_000;

/** Of the tasks that have failed, those that were created last have their logs read where somebody looks at the list. */
const mostFailed = 10;

/** With as many tasks that move nothing is read out of turn but what somebody opens. */
const manyMoving = 4;

/** Milliseconds after which a log that nobody looks at, and could not be read, is tried again. */
const untilTriedAgain = 5 * 60_000;

/** No task has this ID. */
const all = '';

/** Ends that are kept, besides those that somebody looks at or that tell why a task failed. */
const mostEnds = 200;

interface End {
  readonly place: TaskPlace | undefined;
  readonly lines: readonly TaskLogLine[];
  /** As it was when they were read. */
  readonly task: KnownTask['task'];
  /** When somebody tried last, in milliseconds since 1970. */
  readonly at: number;
  readonly failed: boolean;
}

type Parts = Pick<Desk, 'tasks' | 'now'>;

interface Kept {
  /** By task ID, in the order in which they were read. */
  readonly ends: Map<string, End>;
  /** How many look at a task, by its ID; at all of them under no ID. */
  readonly opened: Map<string, number>;
}

/**
 * Reads the log of one task at a time: of one that was opened at once, then in turn as long as it moves, and of one whose status has
 * changed. It has no timer: the looks of the watch are what it goes by, and it ends with them.
 */
export function createLogEnds(parts: Parts, onError: (error: unknown) => void): LogEnds {
  const { tasks } = parts;
  const { tell, add, clear } = createListeners();
  const kept: Kept = { ends: new Map(), opened: new Map() };
  const over = new AbortController();
  let isReading = false;
  const consider = async () => {
    if (isReading) return;
    isReading = true;
    try {
      while (!over.signal.aborted && (await readNext(parts, kept, over.signal))) tell();
    } finally {
      isReading = false;
    }
  };
  const considerUnseen = () => void consider().catch(onError);
  const unlisten = tasks.onChange(considerUnseen);
  const open: LogEnds['open'] = (taskId) => {
    const close = openIn(kept.opened, taskId);
    considerUnseen();
    return close;
  };
  return {
    look: () => open(all),
    open,
    endOf(taskId) {
      const end = kept.ends.get(taskId);
      return end?.place !== undefined && end.place === tasks.sight().place ? end.lines : undefined;
    },
    onChange: add,
    dispose() {
      over.abort();
      unlisten();
      clear();
    },
  };
}

/** What it gives may be called more than once. */
function openIn(opened: Map<string, number>, taskId: string): () => void {
  addTo(opened, taskId, 1);
  let isOpen = true;
  return () => {
    if (isOpen) addTo(opened, taskId, -1);
    isOpen = false;
  };
}

function addTo(opened: Map<string, number>, taskId: string, more: number): void {
  const count = (opened.get(taskId) ?? 0) + more;
  if (count > 0) opened.set(taskId, count);
  else opened.delete(taskId);
}

/** Whether something was read, or tried. */
async function readNext({ tasks, now }: Parts, kept: Kept, signal: AbortSignal): Promise<boolean> {
  const { place, tasks: found, failure, notBefore } = tasks.sight();
  const time = now().getTime();
  // Whoever wants to be left alone is.
  if (place === undefined || failure !== undefined || time < notBefore) return false;
  const known = next(kept, found, place, time);
  if (known === undefined) return false;
  const { task } = known;
  const { task_id: taskId } = task;
  const lines = await readLogEnd(place, taskId, signal).catch(nothing);
  const before = kept.ends.get(taskId);
  const old = before?.place === place ? before.lines : [];
  kept.ends.delete(taskId);
  kept.ends.set(taskId, { place, lines: lines ?? old, task, at: now().getTime(), failed: lines === undefined });
  if (kept.ends.size > mostEnds) forgetEldest(kept);
  // What could not be read is no reason to go on before the next look.
  return lines !== undefined;
}

function forgetEldest({ ends, opened }: Kept): void {
  const isIdle = ([taskId, { task }]: [string, End]) => !opened.has(taskId) && stateOf(task.status) !== 'failed';
  const eldest = [...ends].find(isIdle);
  if (eldest !== undefined) ends.delete(eldest[0]);
}

/** The end of the log of one task, oldest first. @throws {CloudError} */
function readLogEnd(
  { connection, projectId }: TaskPlace,
  taskId: string,
  signal?: AbortSignal,
): Promise<readonly TaskLogLine[]> {
  // What failed is tried again in its turn.
  return lastLogLines({ ...connection, patience: undefined }, projectId, taskId, mostLines, signal);
}

/** Where it could not be read. */
function nothing(error: unknown): undefined {
  if (!(error instanceof CloudError)) throw error;
  return undefined;
}

/** The one whose log was read longest ago, of those whose log is to be read now; what somebody looks at comes first. */
function next(
  { ends, opened }: Kept,
  tasks: readonly KnownTask[],
  place: TaskPlace | undefined,
  now: number,
): KnownTask | undefined {
  const last = Math.max(0, ...[...ends.values()].map(({ at }) => at));
  const isTurn = Math.abs(now - last) >= betweenReadings;
  const isUnread = ({ task }: KnownTask) => {
    const end = ends.get(task.task_id);
    if (end === undefined || end.place !== place || end.task.status !== task.status) return true;
    // It may have run and failed again between two looks.
    return stateOf(task.status) === 'failed' && end.task !== task;
  };
  const isDue = (known: KnownTask) =>
    isUnread(known) || (isTurn && (ends.get(idOf(known))?.failed === true || isMoving(known, now)));
  const looked = tasks.filter((known) => opened.has(idOf(known)) && isDue(known));
  if (looked.length > 0) return longestAgo(looked, ends);
  if (!opened.has(all)) return undefined;
  const isTime = isTurn || tasks.filter((known) => isMoving(known, now)).length < manyMoving;
  const isToBeTried = (known: KnownTask) => {
    const end = ends.get(idOf(known));
    return isUnread(known) || (end?.failed === true && Math.abs(now - end.at) >= untilTriedAgain);
  };
  return isTime ? lastFailed(tasks).find(isToBeTried) : undefined;
}

function longestAgo(tasks: readonly KnownTask[], ends: Kept['ends']): KnownTask | undefined {
  const at = (known: KnownTask) => ends.get(idOf(known))?.at ?? 0;
  return tasks.toSorted((one, other) => at(one) - at(other))[0];
}

function lastFailed(tasks: readonly KnownTask[]): readonly KnownTask[] {
  const createdAt = ({ task }: KnownTask) => task.created_at?.time?.getTime() ?? 0;
  return tasks
    .filter(({ task }) => stateOf(task.status) === 'failed')
    .sort((one, other) => createdAt(other) - createdAt(one))
    .slice(0, mostFailed);
}

function idOf({ task }: KnownTask): string {
  return task.task_id;
}
