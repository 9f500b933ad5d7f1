import { JournalProblem } from '../task/journal/journal.ts';
import { journalTroubleText } from '../task/journal/journalProblemText.ts';
import type { Desk } from './ports.ts';

type Parts = Pick<Desk, 't' | 'log' | 'notifier'>;

/** Does what needs the journal. Where that cannot be used, the reason is shown and written to the log, and undefined comes back. */
export async function orTellTrouble<T>({ t, log, notifier }: Parts, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    const message = journalTroubleText(error, t);
    log.error(message);
    notifier.tell('error', message, [{ label: t('Open Log'), run: () => log.show() }]);
    return undefined;
  }
}
