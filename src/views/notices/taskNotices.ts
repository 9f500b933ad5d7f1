import type { Desk } from '../../desk/ports.ts';
import type { TaskNotices } from '../../desk/tasks/taskNotices.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import { ownerMark } from '../../task/journal/followedTasks.ts';
import type { MarkedTask, Notice, Notices } from '../../task/journal/notices.ts';
import type { Phase } from '../../task/lifecycle.ts';
import { tellNotices } from './tellNotices.ts';

type Parts = Pick<Desk, 't' | 'now' | 'tasks' | 'notifier' | 'log'>;

interface Stores {
  /** What all windows know. */
  readonly shared: Notices;
  /** What ends with the window, as its sandbox does. */
  readonly own: Notices;
  readonly onError: (error: unknown) => void;
}

/** What is told of a phase. */
const noticeOf: Partial<Readonly<Record<Phase, Notice>>> = {
  toConfigure: 'toConfigure',
  failed: 'failed',
  inSync: 'inSync',
  finished: 'finished',
};

/** Nothing comes after these. */
const last: readonly Phase[] = ['finished', 'released', 'deleted'];

/** Watches quietly, once a minute, as long as somebody wants to be told of a task of whoever is signed in. */
export function createTaskNotices(parts: Parts, stores: Stores): TaskNotices {
  const { tasks, now } = parts;
  const marks: Marks = new Map();
  const storeOf = (place: TaskPlace) => (place.sandbox ? stores.own : stores.shared);
  const { watch, stop } = createQuietLook(tasks, marks);
  const forget = async (place: TaskPlace, taskId: string) => {
    marks.delete(taskId);
    await storeOf(place).unmark(taskId);
    watch();
  };
  const mark = async (place: TaskPlace, task: MarkedTask, told?: Notice) => {
    await storeOf(place).mark(task, told);
    marks.set(task.taskId, task);
    watch();
  };
  const check = checksInTurn(() => tellWhatIsNew(parts, marks, storeOf, forget), stores.onError);
  const unlisten = tasks.onChange(() => {
    watch();
    check();
  });
  return {
    async toggle(place, task) {
      const { task_id: taskId, task_name: name } = task.task;
      if (marks.has(taskId)) await forget(place, taskId);
      else await mark(place, markOf(place, taskId, name, now()), noticeOf[lifeOf(task, now().getTime()).phase]);
      return marks.has(taskId);
    },
    markCreated: (place, taskId, name) => mark(place, { ...markOf(place, taskId, name, now()), created: true }),
    async resume() {
      const [shared, own] = [await stores.shared.marked(), await stores.own.marked()];
      marks.clear();
      for (const task of [...shared, ...own]) marks.set(task.taskId, task);
      watch();
    },
    dispose() {
      unlisten();
      stop();
    },
  };
}

/** By task ID. */
type Marks = Map<string, MarkedTask>;

/** Looks as long as there is a mark that whoever is signed in has made. */
function createQuietLook(tasks: Parts['tasks'], marks: Marks) {
  let looking: { readonly key: string; readonly stop: (() => void) | undefined } = { key: '', stop: undefined };
  return {
    watch() {
      const { state, place } = tasks.sight();
      const mine = [...marks.values()].filter((task) => place === undefined || isAt(task, place));
      // Where nobody knows yet who is signed in, a look finds out.
      const taskIds = place === undefined && state !== 'loading' ? [] : mine.map(({ taskId }) => taskId);
      const key = taskIds.join();
      if (key === looking.key) return;
      looking.stop?.();
      // A look is told of at once, here as well.
      looking = { key, stop: undefined };
      if (key !== '') looking = { key, stop: tasks.look({ taskIds, quietly: true }) };
    },
    stop: () => looking.stop?.(),
  };
}

async function tellWhatIsNew(
  parts: Parts,
  marks: Marks,
  storeOf: (place: TaskPlace) => Notices,
  forget: (place: TaskPlace, taskId: string) => Promise<void>,
): Promise<void> {
  const { place, failure, tasks } = parts.tasks.sight();
  if (place === undefined || failure !== undefined) return;
  const news = new Map<Notice, KnownTask[]>();
  for (const task of tasks) {
    const mark = marks.get(task.task.task_id);
    if (mark === undefined || !isAt(mark, place)) continue;
    const { phase } = lifeOf(task, parts.now().getTime());
    const notice = noticeOf[phase];
    if (notice !== undefined && (await storeOf(place).isFirst(mark.taskId, notice))) {
      if (!isToldElsewhere(task, mark, notice)) news.set(notice, [...(news.get(notice) ?? []), task]);
    }
    if (last.includes(phase)) await forget(place, mark.taskId);
  }
  for (const [notice, found] of news) tellNotices(parts, place, found, notice);
}

function markOf({ connection, projectId }: TaskPlace, taskId: string, name: string, now: Date): MarkedTask {
  const { region, endpoints, session } = connection;
  const owner = ownerMark(session.identity);
  return { region, projectId, dcsEndpoint: endpoints.dcs, owner, taskId, name, since: now.toISOString() };
}

/** Whoever awaits the machine of a created task tells where it does not start. */
function isToldElsewhere({ task }: KnownTask, { created }: MarkedTask, notice: Notice): boolean {
  return notice === 'failed' && created === true && (task.migration_method ?? '').trim() === '';
}

function isAt({ owner, projectId, dcsEndpoint }: MarkedTask, place: TaskPlace): boolean {
  const { session, endpoints } = place.connection;
  return owner === ownerMark(session.identity) && projectId === place.projectId && dcsEndpoint === endpoints.dcs;
}

/** One after the other; what changes meanwhile is checked once more. */
function checksInTurn(check: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isChecking = false;
  let again = false;
  const run = async () => {
    isChecking = true;
    do {
      again = false;
      await check();
    } while (again);
  };
  return () => {
    again = true;
    if (isChecking) return;
    run()
      .catch(onError)
      .finally(() => {
        isChecking = false;
      });
  };
}
