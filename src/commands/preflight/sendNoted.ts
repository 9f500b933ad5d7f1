import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Changing } from '../../desk/tasks/changes.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';
import { type Sent, sendOne } from '../lifecycle/sent.ts';
import type { ConfigureForm } from './configureForm.ts';
import { noteChanges } from './noteChanges.ts';
import { untilJobEnds } from './untilJobEnds.ts';

/** The ID of its job, if there is one; `unneeded`: nothing was sent, since nothing had to be changed any more. */
export type Asked = { readonly job: string | undefined } | 'unneeded';

/**
 * Notes what is about to be changed, with what is there now, and only then sends it, while no other window changes the instance; gives its
 * job the time that it takes. The note goes where the cloud refuses, or nothing was sent, and else stays until the change is set back.
 */
export async function sendNoted(
  form: ConfigureForm,
  changing: Omit<Changing, 'task'>,
  send: () => Promise<Asked>,
): Promise<Sent> {
  const { desk, place } = form;
  const noted = await note(form, changing);
  if ('kind' in noted) return noted;
  let asked: Asked = { job: undefined };
  const sent = await whileAlone(desk, noted, () =>
    sendOne(
      place,
      async () => {
        asked = await send();
      },
      desk.t,
    ),
  );
  return conclude(form, noted, sent, asked);
}

/** What comes of the note is told where the disk does not take it; what was sent is no other for that. */
async function conclude(
  { desk, place, task }: ConfigureForm,
  noted: readonly Change[],
  sent: Sent,
  asked: Asked,
): Promise<Sent> {
  if (sent.kind === 'refused' || asked === 'unneeded') {
    await orTellTrouble(desk, () => each(noted, desk.changes.close));
    return sent;
  }
  if (task !== undefined) noteChanges(desk, place, task.id, noted, sent.kind === 'accepted');
  const { job } = asked;
  const hasEnded = job === undefined || (await untilJobEnds(desk, place, job));
  if (sent.kind === 'accepted' && hasEnded) await orTellTrouble(desk, () => each(noted, desk.changes.setDone));
  return sent;
}

/** Two windows that each write the whole of a whitelist would overwrite each other. */
async function whileAlone(
  { changes, t }: ConfigureForm['desk'],
  [first]: readonly Change[],
  send: () => Promise<Sent>,
): Promise<Sent> {
  if (first === undefined) return send();
  try {
    const reason = t('Another window is changing this instance. Run the command again in a moment.');
    return (await changes.alone(first, send)) ?? { kind: 'refused', reason };
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    return { kind: 'refused', reason: journalProblemText(error, t) };
  }
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
