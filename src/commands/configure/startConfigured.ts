import { type ConfigureMigrationTaskBody, configureMigrationTask } from '../../cloud/services/configureTask.ts';
import type { Desk } from '../../desk/ports.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { movingPhases } from '../../task/lifecycle.ts';
import { asItWas } from '../lifecycle/act.ts';
import { type End, lookAfter } from '../lifecycle/lookAfter.ts';
import { noteAsked } from '../lifecycle/noteEnds.ts';
import { sendOne } from '../lifecycle/sent.ts';
import { isSwappedNow, swappedText } from '../lifecycle/swappedNow.ts';
import { type EndWords, tellEnds } from '../lifecycle/tellEnds.ts';
import type { Chosen, ChosenTask } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { endsOf, haveSameEnds } from './endsOf.ts';

/** Sends it once, looks at what became of it where nobody said so, and tells. True where it is known to have started. */
export async function startConfigured(
  desk: Desk,
  { place, tasks }: Chosen,
  body: ConfigureMigrationTaskBody,
): Promise<boolean> {
  const now = await asItWas(desk, { place, tasks });
  const [task] = now?.tasks ?? [];
  if (now === undefined || task === undefined) return false;
  const end = await toldWhenSlow(desk, desk.t('Starting…'), startLooked(desk, now, task, body));
  tellEnds(desk, place, [end], wordsOf(desk, end));
  return end.kind === 'done';
}

/**
 * The same for a task that was just looked at, and tells nobody. `isOneOfMany`: the list of them all is read only where nobody said what
 * became of this one.
 */
export async function startLooked(
  desk: Desk,
  chosen: Pick<Chosen, 'place'>,
  task: ChosenTask,
  body: ConfigureMigrationTaskBody,
  isOneOfMany = false,
): Promise<End> {
  const end = await carryOut(desk, chosen, task, body, isOneOfMany);
  noteAsked(desk, chosen.place, 'configure', [end]);
  if (end.kind === 'done') desk.taskNotices.restarted(chosen.place, task.known);
  return end;
}

async function carryOut(
  desk: Desk,
  { place }: Pick<Chosen, 'place'>,
  task: ChosenTask,
  body: ConfigureMigrationTaskBody,
  isOneOfMany: boolean,
): Promise<End> {
  const { connection, projectId } = place;
  const isAnew = task.life.phase !== 'toConfigure';
  if (isAnew && (await isSwappedNow(place, task.id))) return { task, kind: 'refused', reason: swappedText(desk.t) };
  const sent = await sendOne(place, () => configureMigrationTask(connection, projectId, task.id, body), desk.t);
  const end: End = sent.kind === 'accepted' ? { task, kind: 'done' } : { task, ...sent };
  if (isOneOfMany && end.kind === 'done') return end;
  const [seen = end] = await lookAfter(desk, place, [end], (one) => hasBegun(one, task, body));
  // What was refused has the reason of the cloud; and ends that it had before say nothing about this start.
  const isOther = endsOf(seen.task.known, body) === 'other' && !haveSameEnds(seen.task.known, task.known);
  if (seen.kind !== 'unclear' || !isOther) return seen;
  const reason = desk.t('Somebody else has configured it, with another source or target.');
  return { task: seen.task, kind: 'refused', reason };
}

/** Whether it runs as it was told to. One that had run before must run again, since its end may be that of before. */
function hasBegun({ life, known }: ChosenTask, before: ChosenTask, body: ConfigureMigrationTaskBody): boolean {
  const moves = movingPhases.includes(life.phase);
  const isNew = before.life.phase === 'toConfigure' && methodOf(known) !== undefined;
  const { migration_method: method, resume_mode: mode } = body;
  const isAsTold = (methodOf(known) ?? method) === method && (known.task.resume_mode ?? mode) === mode;
  return (moves || isNew) && isAsTold && endsOf(known, body) === 'same';
}

function methodOf({ task, detail }: KnownTask): string | undefined {
  return (task.migration_method ?? detail?.migration_method)?.trim() || undefined;
}

function wordsOf({ t, pages }: Desk, { task }: End): EndWords {
  return {
    done: (name) =>
      t('The migration of task {name} has started. You are told when it is ready to cut over, and when it fails.', {
        name,
      }),
    doneAll: (count) => t('Migrations started: {count}', { count }),
    refused: (name, reason) => t('The migration of task {name} was not started. {reason}', { name, reason }),
    unclear: (name, reason, state) =>
      t('It is not known whether the migration of task {name} has started; when last looked at: {state}. {reason}', {
        name,
        reason,
        state,
      }),
    buttons: [{ label: t('Show'), run: () => pages.show(task.id) }],
  };
}
