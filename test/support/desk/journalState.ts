import type { Ending, Journal } from '../../../src/task/journal/journal.ts';

/** What a journal holds, in short: open creates that were sent, those under way, and how the others were closed. */
export async function journalState(journal: Journal): Promise<{
  readonly open: number;
  readonly underWay: number;
  readonly closed: readonly Ending[];
}> {
  const { creations } = await journal.open();
  const closed = await journal.closedSince(new Date(0));
  return {
    open: creations.filter(({ sentAt }) => sentAt !== undefined).length,
    underWay: creations.filter(({ underWay }) => underWay).length,
    closed: closed.map(({ ending }) => ending),
  };
}
