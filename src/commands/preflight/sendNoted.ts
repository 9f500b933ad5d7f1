import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Changing } from '../../desk/tasks/changes.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';
import { type Sent, sendOne } from '../lifecycle/sent.ts';
import { untilJobEnds } from './untilJobEnds.ts';

/**
 * Notes what is about to be changed, with what is there now, and only then sends it; gives its job the time that it takes. The note goes
 * where the cloud refuses, and else stays until the change is set back. `send` gives the ID of the job, if there is one.
 */
export async function sendNoted(
  desk: Desk,
  place: TaskPlace,
  changing: Changing,
  send: () => Promise<string | undefined>,
): Promise<Sent> {
  const noted = await note(desk, place, changing);
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

/** What cannot be noted is not sent. */
async function note(
  { changes, t }: Desk,
  place: TaskPlace,
  changing: Changing,
): Promise<readonly Change[] | Extract<Sent, { kind: 'refused' }>> {
  try {
    return await changes.note(place, changing);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    return { kind: 'refused', reason: journalProblemText(error, t) };
  }
}

async function each(changes: readonly Change[], work: (change: Change) => Promise<void>): Promise<void> {
  for (const change of changes) await work(change);
}
