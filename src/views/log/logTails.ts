import { CloudError } from '../../cloud/errors.ts';
import { lastLogLines, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Desk } from '../../desk/ports.ts';
import { createListeners } from '../../desk/tasks/listeners.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { isMoving } from '../watch/lookAtTasks.ts';

/** Lines below a row. */
const mostLines = 3;

/** Milliseconds between two readings, of whatever task: with five that move it leaves the requests under forty a minute. */
const betweenReadings = 30_000;

/** The last lines of the logs of tasks whose rows are open, as long as these are on screen. */
export interface LogTails {
  open(taskId: string): void;
  close(taskId: string): void;
  /** Whether the rows are on screen. */
  show(visible: boolean): void;
  /** Oldest first; none where nobody has read them. */
  linesOf(taskId: string): readonly TaskLogLine[];
  onChange(listener: () => void): void;
  dispose(): void;
}

interface Tail {
  readonly place: TaskPlace | undefined;
  readonly lines: readonly TaskLogLine[];
  /** The status that the task had when they were read. */
  readonly status: string;
  /** When somebody tried last, in milliseconds since 1970; 0 where nobody has. */
  readonly at: number;
  readonly failed: boolean;
}

const unread: Tail = { place: undefined, lines: [], status: '', at: 0, failed: false };

type Parts = Pick<Desk, 'tasks' | 'now'>;

/** By task ID, of the rows that are open. */
type Tails = Map<string, Tail>;

/**
 * Reads the log of one task at a time: of one that was opened at once, then in turn as long as it moves, and of one whose status has
 * changed. It has no timer: the looks of the watch are what it goes by, and it ends with them.
 */
export function createLogTails(parts: Parts, onError: (error: unknown) => void): LogTails {
  const { tasks } = parts;
  const { tell, add, clear } = createListeners();
  const tails: Tails = new Map();
  const end = new AbortController();
  let isReading = false;
  let isShown = true;
  const consider = async () => {
    if (isReading || !isShown) return;
    isReading = true;
    try {
      while (!end.signal.aborted && (await readNext(parts, tails, end.signal))) tell();
    } finally {
      isReading = false;
    }
  };
  const considerUnseen = () => void consider().catch(onError);
  const unlisten = tasks.onChange(considerUnseen);
  return {
    open(taskId) {
      if (!tails.has(taskId)) tails.set(taskId, unread);
      considerUnseen();
    },
    close: (taskId) => void tails.delete(taskId),
    show(visible) {
      isShown = visible;
      considerUnseen();
    },
    linesOf(taskId) {
      const tail = tails.get(taskId);
      return tail?.place !== undefined && tail.place === tasks.sight().place ? tail.lines : [];
    },
    onChange: add,
    dispose() {
      end.abort();
      unlisten();
      clear();
    },
  };
}

/** Whether something was read, or tried. */
async function readNext({ tasks, now }: Parts, tails: Tails, signal: AbortSignal): Promise<boolean> {
  const { place, tasks: all } = tasks.sight();
  const known = next(tails, all, place, now().getTime());
  if (known === undefined || place === undefined) return false;
  const { task_id: taskId, status } = known.task;
  const lines = await readTail(place, taskId, signal);
  const before = tails.get(taskId);
  // Its row may be closed meanwhile.
  if (before === undefined) return true;
  const kept = before.place === place ? before.lines : [];
  tails.set(taskId, { place, lines: lines ?? kept, status, at: now().getTime(), failed: lines === undefined });
  return true;
}

/** The one whose log was read longest ago, of those whose log is to be read now. */
function next(
  tails: Tails,
  all: readonly KnownTask[],
  place: TaskPlace | undefined,
  now: number,
): KnownTask | undefined {
  const last = Math.max(0, ...[...tails.values()].map(({ at }) => at));
  const isTurn = Math.abs(now - last) >= betweenReadings;
  const isDue = (known: KnownTask, tail: Tail) => {
    if (tail.at === 0 || tail.place !== place) return true;
    if (!tail.failed && tail.status !== known.task.status) return true;
    return isTurn && (tail.failed || isMoving(known, now));
  };
  const open = all.flatMap((known) => {
    const tail = tails.get(known.task.task_id);
    return tail !== undefined && isDue(known, tail) ? [{ known, at: tail.at }] : [];
  });
  return open.sort((one, other) => one.at - other.at)[0]?.known;
}

/** Undefined where they could not be read. */
async function readTail(
  { connection, projectId }: TaskPlace,
  taskId: string,
  signal: AbortSignal,
): Promise<readonly TaskLogLine[] | undefined> {
  try {
    // What failed is tried again in its turn.
    return await lastLogLines({ ...connection, patience: undefined }, projectId, taskId, mostLines, signal);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}
