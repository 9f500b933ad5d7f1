import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { mayPassForReads } from '../../cloud/patience.ts';
import { isGone, showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskNotices } from '../../desk/tasks/taskNotices.ts';
import type { TaskPlace, TaskSight } from '../../desk/tasks/taskSight.ts';
import type { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { MarkedTask } from '../../task/journal/notices.ts';
import { onceAtATime } from '../watch/chain.ts';
import { createMarkedPlaces, type MarkedPlace, nameOf, type Ways } from './markedPlaces.ts';
import { createMarks, type Marks, type Stores } from './marks.ts';
import { noticeNow, type Stage, stageOf } from './stageOf.ts';
import { createStanding, type Standing } from './standing.ts';
import { createTelling, type RunOnTask, type Telling } from './tellNotices.ts';

type Parts = Pick<Desk, 't' | 'now' | 'tasks' | 'notifier' | 'log' | 'status'>;

/** How a notification leads on. */
interface Leading {
  /** Whether this window shows the tasks of this place. */
  readonly isHere: (place: TaskPlace) => Promise<boolean>;
  readonly runOnTask: RunOnTask;
}

/** What becomes of the marked tasks, for one window. */
interface Window extends Parts, Leading {
  readonly marks: Marks;
  readonly standing: Standing;
}

/**
 * Looks quietly at the tasks that whoever is signed in has created or marked, wherever they are, and tells what becomes of them; the
 * status bar has the most urgent of them.
 */
export function createTaskNotices(
  parts: Parts,
  stores: Stores & { readonly onError: (error: unknown) => void },
  ways: Pick<Ways, 'connect' | 'watchAt'> & Leading,
): TaskNotices {
  const { now } = parts;
  const { isHere, runOnTask } = ways;
  const window: Window = { ...parts, isHere, runOnTask, marks: createMarks(stores), standing: createStanding(parts) };
  const { marks, standing } = window;
  const { places, check, idle, dispose } = createChecks(window, ways, stores.onError);
  return {
    follow(task) {
      if (marks.storeOf(task.taskId) !== undefined) return;
      const created = markOf(task, task, now(), { created: true, jobId: task.jobId });
      places.know(task);
      marks.addAnyway(task, created, tellTrouble(parts, task)).catch(stores.onError);
      standing.set(created, { kind: 'starting' });
      standing.draw();
      check();
    },
    async toggle(place, task) {
      const { task_id: taskId, task_name: name } = task.task;
      places.know(place);
      if (marks.storeOf(taskId) !== undefined) await forget(window, taskId);
      else await marks.add(place, markOf(place, { taskId, name }, now()), noticeNow(task, now().getTime()));
      check();
      return marks.storeOf(taskId) !== undefined;
    },
    async resume() {
      try {
        for (const taskId of await marks.read()) standing.forget(taskId);
      } finally {
        places.tryAgain();
        check();
      }
    },
    idle,
    dispose,
  };
}

function tellTrouble({ t, log }: Parts, place: TaskPlace): (problem: JournalProblem) => void {
  return (problem) => log.error(placed(journalTroubleText(problem, t), place, t));
}

/** Checks what is known of all places whenever more is known of one. */
function createChecks(window: Window, ways: Pick<Ways, 'connect' | 'watchAt'>, onError: (error: unknown) => void) {
  const { t, tasks, marks, standing } = window;
  let disposed = false;
  let last = Promise.resolve();
  // What changes meanwhile is checked once more.
  const checkOnce = onceAtATime(async () => {
    const all = marks.all();
    const found = await places.of(all);
    // What was being found then must not be looked at either.
    if (disposed) return places.dispose();
    const reached = new Set(found.flatMap((place) => place.marks));
    standing.leave(all.filter((mark) => !reached.has(mark)));
    for (const place of found) {
      await checkPlace(window, place);
      const left = place.marks.filter(({ taskId }) => marks.storeOf(taskId) !== undefined);
      if (!disposed) places.look({ ...place, marks: left }, standing.awaited(left));
    }
    standing.draw();
  }, onError);
  const check = () => {
    last = checkOnce();
  };
  const onUnreachable = (mark: MarkedTask, error: unknown) => standing.refuse(mark, reasonOf(error, t));
  const places = createMarkedPlaces({ ...ways, tasks, onUnreachable }, () => !disposed && check());
  const dispose = () => {
    disposed = true;
    places.dispose();
  };
  return { places, check, idle: () => last, dispose };
}

async function forget({ marks, standing }: Pick<Window, 'marks' | 'standing'>, taskId: string): Promise<void> {
  standing.forget(taskId);
  await marks.remove(taskId);
}

/** Milliseconds: what is older is of another time. */
const oldest = 150_000;

/** What is seen of the tasks of one place. */
async function checkPlace(window: Window, { watch, marks }: MarkedPlace): Promise<void> {
  const { standing, now, t } = window;
  const sight = watch.sight();
  const { place, failure, asOf } = sight;
  if (failure !== undefined) {
    standing.withdraw(marks);
    if (!mayPass(failure)) for (const one of standing.awaited(marks)) standing.stop(one, reasonOf(failure, t));
    return;
  }
  const time = now().getTime();
  if (place === undefined || asOf === undefined || Math.abs(time - asOf) > oldest) return;
  const telling = createTelling(window, place);
  const byId = byTaskId(sight);
  try {
    for (const one of marks) {
      // What was seen before it was marked is no news.
      if (asOf < Date.parse(one.since)) continue;
      await take(window, place, one, stageOf(one, byId.get(one.taskId), sight, time), telling);
    }
  } finally {
    telling.tell();
  }
}

function byTaskId({ tasks }: TaskSight) {
  return new Map(tasks.map((task) => [task.task.task_id, task]));
}

async function take(window: Window, place: TaskPlace, one: MarkedTask, stage: Stage, telling: Telling): Promise<void> {
  const { marks, standing } = window;
  const { taskId } = one;
  if (stage.kind === 'gone' && !(await isReallyGone(place, taskId))) return;
  // Somebody may have unmarked it meanwhile.
  if (marks.storeOf(taskId) === undefined) return;
  standing.set(one, stage);
  if (stage.kind === 'notStarted' && (await marks.isFirst(taskId, 'notStarted'))) telling.notStarted(one, stage.reason);
  if (stage.kind === 'gone') telling.gone(one);
  if (stage.kind === 'told' && (await marks.isFirst(taskId, stage.notice)))
    telling.notice(stage, (await window.isHere(place)) ? window.runOnTask : undefined);
  if (stage.kind === 'gone' || ('isLast' in stage && stage.isLast)) await forget(window, taskId);
}

/** A list may leave something out. */
async function isReallyGone({ connection, projectId }: TaskPlace, taskId: string): Promise<boolean> {
  try {
    await showMigrationTask({ ...connection, patience: undefined }, projectId, taskId);
    return false;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return isGone(error);
  }
}

function markOf(
  place: TaskPlace,
  { taskId, name }: Pick<MarkedTask, 'taskId' | 'name'>,
  now: Date,
  more: Pick<MarkedTask, 'created' | 'jobId'> = {},
): MarkedTask {
  const { region } = place.connection;
  return { ...nameOf(place), region, taskId, name, since: now.toISOString(), ...more };
}

/** What does not pass by itself ends the waiting for a machine. */
function mayPass(failure: unknown): boolean {
  return failure instanceof CloudError && mayPassForReads(failure);
}
