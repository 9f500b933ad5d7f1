import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import { isSwapped } from '../../task/exchange.ts';
import { type Called, type Chosen, chooseTasks, mayDo } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { ableOf, asItWas } from './act.ts';
import { deleteTasks, needsStop } from './deleteTasks.ts';
import { namesAndStates } from './namesAndStates.ts';
import { reportOffer } from './reportOffer.ts';
import { setBackOffer } from './setBackOffer.ts';
import { isSwappedNow } from './swappedNow.ts';
import { type EndWords, tellEnds } from './tellEnds.ts';

/** Deletes tasks, and stops first what is under way; done when the list no longer has them. */
export async function deleteMigrationTask(desk: Desk, called: Called): Promise<void> {
  const { t, notifier } = desk;
  const title = t('Delete Migration Task');
  const placeholder = t('Which migration task is to be deleted?');
  const chosen = await chooseTasks(desk, called, { title, placeholder, fits: mayDo('delete') });
  const able = chosen && ableOf(desk, chosen, 'delete');
  if (able === undefined || !(await acceptDeletion(desk, able))) return;
  const now = await asItWas(desk, able);
  if (now === undefined) return;
  const ends = await notifier.progress(t('Deleting…'), (signal, report) => deleteTasks(desk, now, signal, report));
  const offers = [...setBackOffer(desk, now.place, ends), ...reportOffer(desk, now.place, ends)];
  tellEnds(desk, now.place, ends, deletionWords(t), offers);
}

/** A modal that names them, and where there are several their number, typed. */
async function acceptDeletion(desk: Desk, chosen: Chosen): Promise<boolean> {
  const { t, prompter } = desk;
  const { tasks } = chosen;
  const count = tasks.length;
  const stopped = tasks.filter(needsStop).length;
  const swapped = await toldWhenSlow(desk, t('Reading the migration tasks…'), swappedOf(chosen));
  const accepted = await prompter.confirm({
    message: count === 1 ? t('Delete this migration task?') : t('Delete {count} migration tasks?', { count }),
    detail: [
      ...namesAndStates(tasks, t),
      '',
      ...(swapped === 0
        ? []
        : [t('Swapped IPs that cannot be rolled back any more then: {count}', { count: swapped })]),
      ...(stopped === 0 ? [] : [t('What is under way is stopped first: {count}', { count: stopped })]),
      t('It cannot be undone. What is in the target stays there, and the migration machine goes.'),
    ].join('\n'),
    yes: count === 1 ? t('Delete') : t('Delete {count}…', { count }),
    no: t('Do Not Delete'),
  });
  if (accepted !== true || count === 1) return accepted === true;
  const typed = await prompter.input({
    title: t('Delete Migration Task'),
    prompt: t('Type {count} to delete {count} migration tasks.', { count }),
    check: (text) =>
      text.trim() === String(count)
        ? undefined
        : { severity: 'error', message: t('Type {count}, or press Esc.', { count }) },
  });
  return typed !== undefined && typed !== 'back';
}

const atATime = 4;

/** How many of them have swapped the addresses of their ends, as far as anybody can say. */
async function swappedOf({ place, tasks }: Chosen): Promise<number> {
  const configured = tasks.filter(({ life }) => life.phase !== 'creating' && life.phase !== 'toConfigure');
  const found = await concurrently(configured, atATime, async ({ id, life }) => {
    return isSwapped(life.exchange) || (await isSwappedNow(place, id));
  });
  return found.filter((isOne) => isOne).length;
}

export function deletionWords(t: Desk['t']): EndWords {
  return {
    done: (name) => t('Migration task {name} was deleted.', { name }),
    doneAll: (count) => t('Migration tasks deleted: {count}', { count }),
    refused: (name, reason) => t('Migration task {name} was not deleted. {reason}', { name, reason }),
    unclear: (name, reason, state) =>
      t('It is not known whether migration task {name} will be deleted; when last looked at: {state}. {reason}', {
        name,
        reason,
        state,
      }),
  };
}
