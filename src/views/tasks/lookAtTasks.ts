import { isKeyRefusal, isThrottled } from '../../cloud/certainty.ts';
import type { Connection } from '../../cloud/connection.ts';
import { Cancelled, CloudError, SignedOut } from '../../cloud/errors.ts';
import {
  isOnlineMigration,
  type ListedTask,
  listMigrationTasks,
  showMigrationTask,
} from '../../cloud/services/migrationTasks.ts';
import { showMigrationTaskStats } from '../../cloud/services/taskProgress.ts';
import { concurrently } from '../../desk/concurrently.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Phase } from '../../task/lifecycle.ts';
import type { KnownTasks } from './knownTasks.ts';

/** Tasks whose figures are asked for in one look, and requests at a time. */
const mostFigures = 10;
const atATime = 4;

/** Phases in which figures change. */
const moving: readonly Phase[] = ['fullCopy', 'catchingUp', 'inSync', 'migrating'];

/** Phases that go over into others by themselves. */
const passing: readonly Phase[] = [...moving, 'creating', 'stopping'];

export function isMoving(known: KnownTask, now: number): boolean {
  const { phase, exchange } = lifeOf(known, now);
  return passing.includes(phase) || exchange === 'exchanging';
}

/** What a look is for. */
export interface Attention {
  /** Somebody looks at these, or waits for them. */
  readonly first: ReadonlySet<string>;
  /** Nobody looks at any other. */
  readonly onlyFirst: boolean;
}

/**
 * One look at the tasks of a project: the list, the detail of those that have changed, the figures of those that move, at most ten
 * requests besides the list. What somebody looks at comes first, and has its detail read in any case; then whose turn was longest ago.
 * @throws {CloudError} where nothing is known then, or the cloud wants to be left alone
 */
export async function lookAtTasks(
  { connection, projectId }: TaskPlace,
  known: KnownTasks,
  { first, onlyFirst }: Attention,
  signal: AbortSignal,
): Promise<{ readonly imports: number }> {
  // What failed is tried again with the next look.
  const once: Connection = { ...connection, patience: undefined };
  const { tasks: listed, isComplete } = await listAll(once, projectId, signal);
  const online = listed.filter(isOnlineMigration);
  known.listed(online, isComplete);
  const changed = known.changed().toSorted(before(first, () => 0));
  const untold = known.all().filter((one) => first.has(idOf(one)) && one.detail === undefined);
  const toTell = [...new Set([...untold, ...changed])].slice(0, mostFigures);
  await concurrently(toTell, atATime, async ({ task }) => {
    const detail = await unlessItEnds(() => showMigrationTask(once, projectId, task.task_id, signal));
    if (detail !== undefined) known.detailed(task.task_id, detail);
  });
  const now = connection.now().getTime();
  const changedIds = new Set(changed.map(idOf));
  const due = known
    .all()
    .filter((one) => !onlyFirst || first.has(idOf(one)))
    .filter((one) => moving.includes(lifeOf(one, now).phase) && !changedIds.has(idOf(one)))
    .sort(before(first, lastLook))
    .slice(0, mostFigures - toTell.length);
  await concurrently(due, atATime, async ({ task }) => {
    const stats = await unlessItEnds(() => showMigrationTaskStats(once, projectId, task.task_id, signal));
    known.sampled(task.task_id, { at: connection.now().getTime(), status: task.status, stats });
  });
  return { imports: listed.length - online.length };
}

/** A list that leaves something out, or gives less than it says, does not say of what it lacks that it is gone. */
async function listAll(
  connection: Connection,
  projectId: string,
  signal: AbortSignal,
): Promise<{ readonly tasks: readonly ListedTask[]; readonly isComplete: boolean }> {
  const all: ListedTask[] = [];
  let leftOut = 0;
  let most = 0;
  for await (const page of listMigrationTasks(connection, projectId, signal)) {
    all.push(...page.tasks);
    leftOut += page.leftOut;
    most = Math.max(most, page.total ?? 0);
  }
  return { tasks: all, isComplete: leftOut === 0 && all.length >= most };
}

function idOf({ task }: KnownTask): string {
  return task.task_id;
}

/** Those of `first` before the others, then by `rank`. */
function before(first: ReadonlySet<string>, rank: (known: KnownTask) => number) {
  const isLater = (known: KnownTask) => (first.has(idOf(known)) ? 0 : 1);
  return (one: KnownTask, other: KnownTask) => isLater(one) - isLater(other) || rank(one) - rank(other);
}

function lastLook({ samples }: KnownTask): number {
  return samples.at(-1)?.at ?? 0;
}

/** One task that cannot be asked about does not keep the others from being. */
async function unlessItEnds<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const ends = error instanceof SignedOut || error instanceof Cancelled || isKeyRefusal(error) || isThrottled(error);
    if (ends || !(error instanceof CloudError)) throw error;
    return undefined;
  }
}
