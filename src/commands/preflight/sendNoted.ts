import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Changing } from '../../desk/tasks/changes.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';
import { type Sent, sendOne } from '../lifecycle/sent.ts';
import type { ConfigureForm } from './configureForm.ts';
import { untilJobEnds } from './untilJobEnds.ts';

/**
 * Notes what is about to be changed, with what is there now, and only then sends it; gives its job the time that it takes. The note goes
 * where the cloud refuses, and else stays until the change is set back. `send` gives the ID of the job, if there is one.
 */
export async function sendNoted(
  form: ConfigureForm,
  changing: Omit<Changing, 'task'>,
  send: () => Promise<string | undefined>,
): Promise<Sent> {
  const { desk, place } = form;
  const noted = await note(form, changing);
  if ('kind' in noted) return noted;
  let job: string | undefined;
  const sent = await sendOne(
    place,
    async () => {
      job = await send();
    },
    desk.t,
  );
  // What comes of the note is told where the disk does not take it; what was sent is no other for that.
  if (sent.kind === 'refused') await orTellTrouble(desk, () => each(noted, desk.changes.close));
  const hasEnded = job === undefined || (await untilJobEnds(desk, place, job));
  if (sent.kind === 'accepted' && hasEnded) await orTellTrouble(desk, () => each(noted, desk.changes.setDone));
  return sent;
}

/** What cannot be noted is not sent. What is noted for a task that is not there yet becomes its own when it is. */
async function note(
  { desk: { changes, t }, place, task, about, draft }: ConfigureForm,
  changing: Omit<Changing, 'task'>,
): Promise<readonly Change[] | Extract<Sent, { kind: 'refused' }>> {
  try {
    const noted = await changes.note(place, { ...changing, task: { id: task?.id, name: about.name } });
    if (task === undefined) draft.changed = [...(draft.changed ?? []), ...noted.map(({ id }) => id)];
    return noted;
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    return { kind: 'refused', reason: journalProblemText(error, t) };
  }
}

async function each(changes: readonly Change[], work: (change: Change) => Promise<void>): Promise<void> {
  for (const change of changes) await work(change);
}
