import { reasonOf } from '../../cloud/explain/errorText.ts';
import type { FollowedTask } from '../../desk/tasks/following.ts';
import type { AwaitedMachine, TaskNotices } from '../../desk/tasks/taskNotices.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { MarkedTask } from '../../task/journal/notices.ts';
import { onceAtATime } from '../watch/chain.ts';
import { createKeeping } from '../watch/keeping.ts';
import { createAwaitedMachines } from './awaitedMachines.ts';
import { checkPlace } from './checkPlace.ts';
import { createFailureLogs } from './failureLogs.ts';
import { createFollowedExchanges } from './followedExchanges.ts';
import { createMarkedPlaces, type Ways } from './markedPlaces.ts';
import { createMarks, markOf, type Stores } from './marks.ts';
import { forget, type Leading, type Parts, tellTrouble, type Window } from './noticeWindow.ts';
import { noticeNow } from './stageOf.ts';
import { createStanding } from './standing.ts';
import { exchangeMarkOf, followExchange, withdrawExchange } from './takeExchange.ts';

/**
 * Looks quietly at the tasks that whoever is signed in has created or marked, wherever they are, and tells what becomes of them; the
 * status bar has the most urgent of them.
 */
export function createTaskNotices(
  parts: Parts,
  stores: Stores & { readonly onError: (error: unknown) => void },
  ways: Pick<Ways, 'connect' | 'watchAt'> & Leading,
): TaskNotices {
  const window = createWindow(parts, stores, ways, () => check());
  const { marks } = window;
  const { places, check, idle, dispose } = createChecks(window, ways, stores.onError);
  const goOn = (place: TaskPlace, marking: Promise<void>) => {
    places.know(place);
    marking.then(check, stores.onError);
    check();
  };
  return {
    follow(task) {
      if (marks.storeOf(task.taskId) !== undefined) return;
      places.know(task);
      begin(window, task).catch(stores.onError);
      check();
    },
    mark(place, task) {
      places.know(place);
      return mark(window, place, task).finally(check);
    },
    unmark: (taskId) => unmark(window, taskId).finally(check),
    isMarked: (taskId) => marks.storeOf(taskId) !== undefined,
    onChange: marks.onChange,
    restarted: (place, task) => goOn(place, beginAnew(window, place, task)),
    stopping: (place, task) => goOn(place, followStop(window, place, task)),
    ...createExchanging(window, places.know, check),
    actedOn: (place, task) => goOn(place, mark(window, place, task).catch(tellTrouble(window, place))),
    awaitMachine: (taskId, isOneOfMany = false) => awaitMachine(window, taskId, isOneOfMany, check, stores.onError),
    resume: () => readMarks(window).finally(places.tryAgain).finally(check),
    idle,
    dispose,
  };
}

function createWindow(
  parts: Parts,
  stores: Parameters<typeof createTaskNotices>[1],
  { isHere, runOnTask }: Leading,
  check: () => void,
): Window {
  return {
    ...parts,
    isHere,
    runOnTask,
    marks: createMarks(stores),
    awaited: createAwaitedMachines(),
    logs: createFailureLogs(parts, check, stores.onError),
    swaps: createFollowedExchanges(),
    keep: createKeeping(parts, stores.onError),
    standing: createStanding(parts),
  };
}

function createExchanging(
  window: Window,
  know: (place: TaskPlace) => void,
  check: () => void,
): Pick<TaskNotices, 'exchanging' | 'exchangeAskedAt'> {
  const { swaps } = window;
  return {
    async exchanging(place, task, asked) {
      know(place);
      const follows = await followExchange(window, place, task, asked);
      const followed = swaps.follow(follows.mark.taskId);
      check();
      return { ...followed, withdraw: () => withdrawExchange({ ...window, place }, follows, task).finally(check) };
    },
    exchangeAskedAt(taskId) {
      const mark = exchangeMarkOf(window, taskId);
      return mark && Date.parse(mark.since);
    },
  };
}

/** Checks what is known of all places whenever more is known of one. */
function createChecks(window: Window, ways: Pick<Ways, 'connect' | 'watchAt'>, onError: (error: unknown) => void) {
  const { t, tasks, marks, standing, awaited, logs, swaps } = window;
  let disposed = false;
  let last = Promise.resolve();
  // What changes meanwhile is checked once more.
  const checkOnce = onceAtATime(async () => {
    const all = marks.all();
    const isExchange = ({ exchange }: MarkedTask) => exchange !== undefined;
    const found = await places.of(all);
    // What was being found then must not be looked at either.
    if (disposed) return places.dispose();
    const reached = new Set(found.flatMap((place) => place.marks));
    const unreached = all.filter((mark) => !reached.has(mark));
    standing.leave(unreached);
    for (const { taskId } of unreached) awaited.end(taskId, 'left');
    swaps.keepOnly(new Set(all.filter((mark) => reached.has(mark) && isExchange(mark)).map(({ taskId }) => taskId)));
    for (const place of found) {
      await checkPlace(window, place);
      const left = place.marks.filter(({ taskId }) => marks.storeOf(taskId) !== undefined);
      if (!disposed) places.look({ ...place, marks: left }, [...standing.awaited(left), ...left.filter(isExchange)]);
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
    awaited.endAll('left');
    swaps.keepOnly(new Set());
    logs.dispose();
    places.dispose();
  };
  return { places, check, idle: () => last, dispose };
}

async function readMarks({ marks, standing, awaited }: Window): Promise<void> {
  for (const taskId of await marks.read()) {
    standing.forget(taskId);
    awaited.end(taskId, 'left');
  }
}

async function begin(window: Window, task: FollowedTask): Promise<void> {
  const { marks, standing, now } = window;
  const created = markOf(task, task, now(), { created: true, jobId: task.jobId });
  standing.set(created, { kind: 'starting' });
  standing.draw();
  await marks.addAnyway(task, created, tellTrouble(window, task));
}

async function beginAnew(window: Window, place: TaskPlace, known: KnownTask): Promise<void> {
  const { marks, standing, logs, now } = window;
  const { task_id: taskId, task_name: name } = known.task;
  if (exchangeMarkOf(window, taskId) !== undefined) return;
  standing.forget(taskId);
  logs.forget(taskId);
  const before = noticeNow(known, now().getTime());
  const mark = markOf(place, { taskId, name }, now(), { before });
  await marks.addAnyway(place, mark, tellTrouble(window, place));
}

function awaitMachine(
  { marks, awaited, now }: Window,
  taskId: string,
  isOneOfMany: boolean,
  check: () => void,
  onError: (error: unknown) => void,
): AwaitedMachine {
  const onStop = (isTold: boolean) => {
    const done = isTold ? marks.isFirst(taskId, 'toConfigure', now().getTime()) : Promise.resolve();
    done.then(check, onError);
  };
  return awaited.await(taskId, onStop, isOneOfMany);
}

async function followStop(window: Window, place: TaskPlace, { task }: KnownTask): Promise<void> {
  const { marks, standing, now } = window;
  if (exchangeMarkOf(window, task.task_id) !== undefined) return;
  standing.forget(task.task_id);
  const mark = markOf(place, { taskId: task.task_id, name: task.task_name }, now(), { stopping: true });
  await marks.addAnyway(place, mark, tellTrouble(window, place));
}

async function mark({ marks, now }: Window, place: TaskPlace, known: KnownTask): Promise<void> {
  const { task_id: taskId, task_name: name } = known.task;
  if (marks.storeOf(taskId) !== undefined) return;
  await marks.add(place, markOf(place, { taskId, name }, now()), noticeNow(known, now().getTime()));
}

/** As a person wants it: what the disk still has is marked still. */
async function unmark(window: Window, taskId: string): Promise<void> {
  await forget(window, taskId).catch(async (error: unknown) => {
    await window.marks.read().catch(() => undefined);
    throw error;
  });
}
