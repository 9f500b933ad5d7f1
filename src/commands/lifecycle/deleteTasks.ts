import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { mayPassForReads, repeat } from '../../cloud/patience.ts';
import { isGone } from '../../cloud/services/migrationTasks.ts';
import { deleteMigrationTasks } from '../../cloud/services/taskActions.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Chosen, ChosenTask } from '../tasks/chosenTasks.ts';
import { type End, lookAfter } from './lookAfter.ts';
import { noteDeletion } from './noteEnds.ts';
import type { Sent } from './sent.ts';
import { stop } from './stopMigrationTask.ts';
import { watchUntil } from './watchUntil.ts';

export function needsStop({ life }: ChosenTask): boolean {
  return life.may.includes('stop');
}

/** Milliseconds. Source: the Terraform provider's wait for a stop. */
const longestStop = 30 * 60_000;
/** The list may have a deleted task for some time. */
const longestLag = 2 * 60_000;

/** Stops first what is under way; tells nobody, but is noted. */
export async function deleteTasks(...asked: Parameters<typeof carryOut>): Promise<readonly End[]> {
  const ends = await carryOut(...asked);
  noteDeletion(asked[0], asked[1].place, ends);
  return ends;
}

async function carryOut(
  desk: Desk,
  { place, tasks }: Chosen,
  signal: AbortSignal,
  report: (message: string) => void,
): Promise<readonly End[]> {
  const { t } = desk;
  const moving = tasks.filter(needsStop);
  if (moving.length > 0) report(t('Stopping first: {count}', { count: moving.length }));
  const sent = await stop(place, moving, t);
  const refused = tasks.flatMap((task): End[] => {
    const outcome = sent.get(task.id);
    return outcome?.kind === 'refused' ? [{ task, kind: 'refused', reason: outcome.reason }] : [];
  });
  const left = tasks.filter((task) => !refused.some((end) => end.task === task));
  const unstopped = await unclearStops(desk, place, left, sent);
  const awaited = left.filter((task) => !unstopped.some((end) => end.task.id === task.id));
  const stopped = await watchUntil(desk, awaited, mayGo, { place, signal, longest: longestStop });
  const gaveUp = stopped.open.map((task): End => {
    return { task, kind: 'refused', reason: stopped.failure ?? whyNotDeleted(signal, task, t) };
  });
  const ends = [...refused, ...unstopped, ...gaveUp];
  if (stopped.done.length === 0 || signal.aborted) return [...ends, ...calledOff(stopped.done, t)];
  // While some were stopping, others may have been started again.
  const once = { place, signal, longest: 0 };
  const now = moving.length === 0 ? { ...stopped, open: [] } : await watchUntil(desk, stopped.done, mayGo, once);
  const moved = now.open.map((task): End => ({ task, kind: 'refused', reason: whyNotDeleted(signal, task, t) }));
  if (now.done.length === 0) return [...ends, ...moved];
  report(t('Deleting: {count}', { count: now.done.length }));
  return [...ends, ...moved, ...(await remove(desk, { place, tasks: now.done }, signal))];
}

/** Stops that nobody has said yes to, and that cannot be seen within half a minute: the others do not wait for them. */
async function unclearStops(
  desk: Desk,
  place: Chosen['place'],
  tasks: readonly ChosenTask[],
  sent: ReadonlyMap<string, Sent>,
): Promise<readonly End[]> {
  const unclear = tasks.flatMap((task): End[] => {
    const outcome = sent.get(task.id);
    return outcome?.kind === 'unclear' ? [{ task, kind: 'unclear', reason: outcome.reason }] : [];
  });
  if (unclear.length === 0) return [];
  const ends = await lookAfter(desk, place, unclear, (task) => mayGo(task) || task.life.phase === 'stopping');
  return ends.flatMap((end): End[] => (end.kind === 'unclear' ? [{ ...end, kind: 'refused' }] : []));
}

/** One that has ended in another way than by being stopped can be deleted as well. */
function mayGo(task: ChosenTask | undefined): boolean {
  return task === undefined || !(needsStop(task) || task.life.phase === 'stopping');
}

function calledOff(tasks: readonly ChosenTask[], t: Desk['t']): readonly End[] {
  return tasks.map((task): End => ({ task, kind: 'refused', reason: t('You called it off.') }));
}

function whyNotDeleted(signal: AbortSignal, { state }: ChosenTask, t: Desk['t']): string {
  return signal.aborted
    ? t('You called it off; when last looked at: {state}.', { state })
    : t('It had not stopped when last looked at: {state}.', { state });
}

/** The API passes over what it does not know, so that it may be sent again. Source: DCS API reference, DeleteMigrationTask. */
async function remove(desk: Desk, { place, tasks }: Chosen, signal: AbortSignal): Promise<readonly End[]> {
  const { t } = desk;
  const sent = await sendDelete(desk, place, tasks, signal);
  if (sent.kind === 'refused') return tasks.map((task): End => ({ task, ...sent }));
  const reason = sent.kind === 'unclear' ? sent.reason : t('The list still has it.');
  const gone = await watchUntil(desk, tasks, isGoneFromList, { place, signal, longest: longestLag });
  return [
    ...gone.done.map((task): End => ({ task, kind: 'done' })),
    ...gone.open.map((task): End => ({ task, kind: 'unclear', reason: gone.failure ?? reason })),
  ];
}

function isGoneFromList(task: ChosenTask | undefined): boolean {
  return task === undefined || task.life.phase === 'deleted';
}

/** A refusal says nothing where a try before it may have been carried out, or where the task is not there: then it is looked for. */
async function sendDelete(
  desk: Desk,
  place: Chosen['place'],
  tasks: readonly ChosenTask[],
  signal: AbortSignal,
): Promise<Sent> {
  const { connection, projectId } = place;
  let mayBeDone = false;
  const send = async () => {
    try {
      await deleteMigrationTasks(
        connection,
        projectId,
        tasks.map(({ id }) => id),
        signal,
      );
    } catch (error) {
      mayBeDone ||= isGone(error) || (error instanceof CloudError && error.mayHaveTakenEffect);
      throw error;
    }
  };
  try {
    await repeat(connection, send, { mayRepeat: mayPassForReads, limit: 20_000 }, signal);
    return { kind: 'accepted' };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { kind: mayBeDone ? 'unclear' : 'refused', reason: reasonOf(error, desk.t) };
  }
}
