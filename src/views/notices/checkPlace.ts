import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { mayPassForReads } from '../../cloud/patience.ts';
import { isGone, showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { isNews, type MarkedTask } from '../../task/journal/notices.ts';
import { machineEndOf } from './awaitedMachines.ts';
import { keyOfPlace, type MarkedPlace } from './markedPlaces.ts';
import { noteEnd } from './noteEnd.ts';
import { forget, type Seen, tellTrouble, type Window } from './noticeWindow.ts';
import { type Stage, stageOf } from './stageOf.ts';
import { takeExchange } from './takeExchange.ts';
import { createTelling, machineFailure, type Telling } from './tellNotices.ts';

/** Milliseconds: what is older is of another time. */
const oldest = 150_000;

/** What is seen of the tasks of one place. */
export async function checkPlace(window: Window, { key, watch, marks }: MarkedPlace): Promise<void> {
  const { standing, awaited, swaps, now, t } = window;
  const { place, failure, asOf } = watch.sight();
  // While other places were checked, the window may have gone on to another one, where none of these tasks is.
  if (place !== undefined && keyOfPlace(place) !== key) return;
  if (failure !== undefined) {
    standing.withdraw(marks);
    if (mayPass(failure)) return;
    for (const one of standing.awaited(marks)) standing.stop(one, reasonOf(failure, t));
    for (const { taskId } of marks) awaited.end(taskId, 'left');
    for (const { taskId } of marks) swaps.end(taskId, 'left');
    return;
  }
  const time = now().getTime();
  if (place === undefined || asOf === undefined) return;
  if (Math.abs(time - asOf) > oldest) return standing.withdraw(marks);
  const telling = createTelling(window, place);
  // One answer for all of them, however many have come to something.
  const seen: Seen = { ...window, place, seenAt: asOf, isHere: askedOnce(() => window.isHere(place)) };
  try {
    await takeAll(seen, watch, marks, telling);
  } finally {
    telling.tell();
  }
}

function askedOnce(ask: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function takeAll(
  window: Seen,
  watch: MarkedPlace['watch'],
  marks: readonly MarkedTask[],
  telling: Telling,
): Promise<void> {
  const { place, seenAt, now } = window;
  const sight = watch.sight();
  const byId = new Map(sight.tasks.map((known) => [known.task.task_id, known]));
  window.keep(
    place,
    marks.flatMap(({ taskId }) => byId.get(taskId) ?? []),
  );
  const isOfSwap = ({ exchange }: MarkedTask) => exchange !== undefined;
  const news = marks
    .filter((one) => !isOfSwap(one))
    .map((one) => ({ one, stage: stageOf(one, byId.get(one.taskId), sight, now().getTime()) }))
    .filter(({ one, stage }) => isNews(one, stage.kind === 'told' ? stage.notice : undefined, seenAt));
  window.logs.read(
    place,
    news.flatMap(({ stage }) => (isFailure(stage) ? [stage.task] : [])),
  );
  for (const { one, stage } of news) await take(window, one, stage, telling);
  for (const mark of marks.filter(isOfSwap))
    await takeExchange(window, { mark, known: byId.get(mark.taskId), watch }, telling);
}

async function take(window: Seen, one: MarkedTask, stage: Stage, telling: Telling): Promise<void> {
  const { marks, standing, awaited, logs, place, seenAt } = window;
  const { taskId } = one;
  if (stage.kind === 'gone' && !(await isReallyGone(place, taskId))) return;
  // Somebody may have unmarked it meanwhile.
  if (marks.storeOf(taskId) === undefined) return;
  const isGoneOnWith = stage.kind === 'told' && stage.notice === 'toConfigure' && awaited.has(taskId);
  standing.set(one, isGoneOnWith ? { kind: 'starting' } : stage);
  const isOneOfMany = awaited.isOneOfMany(taskId);
  const failure = stage.kind === 'notStarted' ? machineFailure(stage.reason, window.t) : undefined;
  awaited.end(taskId, machineEndOf(stage), failure && `${failure.reason} ${failure.action}`);
  if (!isFailure(stage)) logs.forget(taskId);
  else if (logs.withLog(stage.task) === undefined) return;
  if (failure !== undefined && (await marks.isFirst(taskId, 'notStarted', seenAt)))
    telling.notStarted(one, failure, isOneOfMany);
  if (stage.kind === 'gone') telling.gone(one);
  if (stage.kind === 'told' && !isGoneOnWith && (await marks.isFirst(taskId, stage.notice, seenAt))) {
    noteEnd(window, place, stage);
    telling.notice(withLog(window, stage), (await window.isHere()) ? window.runOnTask : undefined);
  }
  if (stage.kind === 'gone' || ('isLast' in stage && stage.isLast))
    await forget(window, taskId, 'leave').catch(tellTrouble(window, place));
}

type Told = Extract<Stage, { kind: 'told' }>;

function isFailure(stage: Stage): stage is Told {
  return stage.kind === 'told' && stage.notice === 'failed';
}

function withLog({ logs }: Seen, stage: Told): Told {
  return isFailure(stage) ? { ...stage, task: logs.withLog(stage.task) ?? stage.task } : stage;
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

/** What does not pass by itself ends the waiting for a machine. */
function mayPass(failure: unknown): boolean {
  return failure instanceof CloudError && mayPassForReads(failure);
}
