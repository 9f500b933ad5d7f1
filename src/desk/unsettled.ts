import { JournalProblem, type OpenCreation } from '../task/journal/journal.ts';
import { journalTroubleText } from '../task/journal/journalProblemText.ts';
import type { Desk } from './ports.ts';

/** What windows have left behind. */
interface Unsettled {
  /** The creates without a known outcome that no window is working on. */
  readonly creations: readonly OpenCreation[];
  /** Paths of unreadable entries; those that may be such creates come first. */
  readonly setAside: readonly string[];
}

/** @throws {JournalProblem} */
export async function unsettledCreations({ journal }: Pick<Desk, 'journal'>): Promise<Unsettled> {
  const { creations, setAside } = await journal.open();
  return { creations: creations.filter((creation) => !creation.underWay && !isOfAnotherSandbox(creation)), setAside };
}

/** A sandbox belongs to its window and ends with it. */
export function isOfAnotherSandbox({ profile, owner }: Pick<OpenCreation, 'profile' | 'owner'>): boolean {
  return profile === 'sandbox' && owner.pid !== process.pid;
}

/** Brings the status bar up to date and gives what is in it; undefined where the journal cannot be read, which stands in no one's way. */
export async function refreshUnsettled(
  desk: Pick<Desk, 't' | 'log' | 'status' | 'journal'>,
): Promise<Unsettled | undefined> {
  try {
    const unsettled = await unsettledCreations(desk);
    desk.status.unsettled(unsettled.creations.length);
    return unsettled;
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    desk.log.error(journalTroubleText(error, desk.t));
    return undefined;
  }
}
