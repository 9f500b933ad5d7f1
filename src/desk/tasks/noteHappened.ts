import { upTo } from '../../cloud/foreignText.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { Happened } from '../../task/record/recordNotes.ts';
import { placed } from '../placed.ts';
import type { Desk } from '../ports.ts';
import type { TaskPlace } from './taskSight.ts';

type Parts = Pick<Desk, 't' | 'log' | 'records'>;

/** UTF-16 code units of a text in a note. */
const longestText = 1000;

/** Notes of a task what has happened to it, for its report. Nobody waits for it, and what the disk refuses is logged: what happened is no other for that. */
export function noteHappened({ t, log, records }: Parts, place: TaskPlace, taskId: string, happened: Happened): void {
  records.note(place, taskId, fitting(happened)).catch((error: unknown) => {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(placed(journalTroubleText(error, t), place, t));
  });
}

function fitting(happened: Happened): Happened {
  const short = (text: string) => upTo(text, longestText);
  switch (happened.kind) {
    case 'waived':
    case 'changed':
    case 'setBack':
      return { ...happened, what: short(happened.what) };
    case 'checked':
      return { ...happened, open: happened.open.slice(0, 100).map(short) };
    case 'asked':
    case 'ended':
      return happened.reason === undefined ? happened : { ...happened, reason: short(happened.reason) };
    default:
      return happened;
  }
}
