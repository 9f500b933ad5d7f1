import { isKeyRefusal, isThrottled } from '../../cloud/certainty.ts';
import type { Connection } from '../../cloud/connection.ts';
import { Cancelled, CloudError, SignedOut } from '../../cloud/errors.ts';
import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import {
  isOnlineMigration,
  type ListedTask,
  listMigrationTasks,
  showJob,
  showMigrationTask,
} from '../../cloud/services/migrationTasks.ts';
import { showMigrationTaskStats } from '../../cloud/services/taskProgress.ts';
import { concurrently } from '../../desk/concurrently.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Attention, TaskLook } from '../../task/journal/taskLook.ts';
import { movingPhases, type Phase } from '../../task/lifecycle.ts';
import type { Sample } from '../../task/sample.ts';
import { nearsFloor } from '../../task/trend.ts';
import type { KnownTasks } from './knownTasks.ts';
import { byTurn } from './turns.ts';

/** Tasks whose figures are asked for in one look, and requests at a time. */
const mostFigures = 10;
const atATime = 4;

/** Milliseconds between two looks at jobs of machines. */
const betweenJobs = 20_000;

/** How the jobs of machines end. */
const ended: readonly string[] = ['FAIL', 'SUCCESS'];

/** Phases that go over into others by themselves. */
const passing: readonly Phase[] = [...movingPhases, 'creating', 'stopping'];

export function isMoving(known: KnownTask, now: number): boolean {
  const { phase, exchange } = lifeOf(known, now);
  return passing.includes(phase) || exchange === 'exchanging';
}

/** Whether it is ready to cut over, or may be within two minutes. */
export function isNearReady(known: KnownTask, now: number): boolean {
  const { phase, isUnconfirmed } = lifeOf(known, now);
  if (phase === 'ready' || phase === 'inSync' || isUnconfirmed === true) return true;
  return phase === 'catchingUp' && nearsFloor(known.samples, 120_000);
}

/** Where a look asks, and for how long. */
interface Asking {
  readonly connection: Connection;
  readonly projectId: string;
  readonly signal: AbortSignal;
}

/**
 * One look at the tasks of a project: the list, the detail of those that have changed, the figures of those that move, at most ten
 * requests besides the list. What somebody looks at comes first, and has its detail read in any case; then whose turn was longest ago.
 * @throws {CloudError} where nothing is known then, or the cloud wants to be left alone
 */
export async function lookAtTasks(
  { connection, projectId }: TaskPlace,
  known: KnownTasks,
  attention: Attention,
  signal: AbortSignal,
): Promise<TaskLook> {
  // What failed is tried again with the next look.
  const began = connection.now().getTime();
  const asking: Asking = { connection: { ...connection, patience: undefined }, projectId, signal };
  const { tasks: listed, isComplete } = await listAll(asking);
  const tasks = listed.filter(isOnlineMigration);
  known.listed(tasks, isComplete);
  const first: ReadonlySet<string> = new Set(attention.first);
  const changed = known.changed();
  const toTell = tellFirst(known, changed, first).slice(0, mostFigures);
  const details = await readDetails(asking, known, toTell);
  // Of what somebody waits for, the figures are not a look later than the detail.
  const awaited = new Set([...attention.first, ...attention.next]);
  const later = new Set(changed.map(idOf).filter((taskId) => !awaited.has(taskId)));
  const now = connection.now().getTime();
  const due = known
    .all()
    .filter((one) => !attention.onlyFirst || first.has(idOf(one)))
    .filter((one) => movingPhases.includes(lifeOf(one, now).phase) && !later.has(idOf(one)));
  const inTurn = byTurn(due, attention, now).slice(0, mostFigures - toTell.length);
  const samples = await readFigures(asking, known, inTurn);
  const jobs = await readJob(asking, known, attention.jobs, now);
  const imports = listed.length - tasks.length;
  return { attention, began, at: connection.now().getTime(), imports, tasks, isComplete, details, samples, jobs };
}

/** Those that somebody looks at and has no detail of, then those that have changed, what is looked at before the others. */
function tellFirst(known: KnownTasks, changed: readonly KnownTask[], first: ReadonlySet<string>): readonly KnownTask[] {
  const isSeen = (one: KnownTask) => first.has(idOf(one));
  const untold = known.all().filter((one) => isSeen(one) && one.detail === undefined);
  return [...new Set([...untold, ...changed.filter(isSeen), ...changed])];
}

async function readDetails(
  { connection, projectId, signal }: Asking,
  known: KnownTasks,
  tasks: readonly KnownTask[],
): Promise<TaskLook['details']> {
  const read: [string, TaskDetail][] = [];
  await concurrently(tasks, atATime, async ({ task: { task_id } }) => {
    const detail = await unlessItEnds(() => showMigrationTask(connection, projectId, task_id, signal));
    if (detail === undefined) return;
    known.detailed(task_id, detail);
    read.push([task_id, detail]);
  });
  return read;
}

async function readFigures(
  { connection, projectId, signal }: Asking,
  known: KnownTasks,
  tasks: readonly KnownTask[],
): Promise<TaskLook['samples']> {
  const read: [string, Sample][] = [];
  await concurrently(tasks, atATime, async ({ task: { task_id, status } }) => {
    const stats = await unlessItEnds(() => showMigrationTaskStats(connection, projectId, task_id, signal));
    const sample = { at: connection.now().getTime(), status, stats };
    known.sampled(task_id, sample);
    read.push([task_id, sample]);
  });
  return read;
}

/**
 * The job that brings up the machine of one task: of one that has failed, why; else whose turn was longest ago, since a job may have
 * failed while the list still has its task starting.
 */
async function readJob(
  { connection, projectId, signal }: Asking,
  known: KnownTasks,
  awaited: Attention['jobs'],
  now: number,
): Promise<TaskLook['jobs']> {
  const byId = new Map(known.all().map((one) => [idOf(one), one]));
  const phaseOf = (taskId: string) => {
    const task = byId.get(taskId);
    return task === undefined ? 'creating' : lifeOf(task, now).phase;
  };
  const waiting = Object.keys(awaited).filter((taskId) => !ended.includes(known.jobs().get(taskId)?.status ?? ''));
  const starting = waiting.filter((taskId) => phaseOf(taskId) === 'creating');
  const turns = starting.toSorted((one, other) => known.jobAskedAt(one) - known.jobAskedAt(other));
  const isTime = Math.abs(now - Math.max(0, ...Object.keys(awaited).map(known.jobAskedAt))) >= betweenJobs;
  const failed = waiting.find((taskId) => phaseOf(taskId) === 'failed');
  const next = failed ?? (isTime ? turns[0] : undefined);
  const jobId = next === undefined ? undefined : awaited[next];
  if (next === undefined || jobId === undefined) return [];
  const job = await unlessItEnds(() => showJob(connection, projectId, jobId, signal));
  // Whoever was not told asks again in its turn.
  const { status, fail_reason } = job ?? { status: '' };
  known.brought(next, { status, fail_reason }, now);
  return [[next, { status, fail_reason }]];
}

/** A list that leaves something out, or gives less than it says, does not say of what it lacks that it is gone. */
async function listAll({
  connection,
  projectId,
  signal,
}: Asking): Promise<{ readonly tasks: readonly ListedTask[]; readonly isComplete: boolean }> {
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
