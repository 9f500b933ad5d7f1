import type { Journal, Settlement } from '../../../src/task/journal/journal.ts';

/** What a journal holds, in short: open creates that were sent, those under way, and how the others were settled. */
export async function journalState(journal: Journal): Promise<{
  readonly open: number;
  readonly underWay: number;
  readonly settled: readonly Settlement[];
}> {
  const { creations } = await journal.open();
  const settled = await journal.settledSince(new Date(0));
  return {
    open: creations.filter(({ sentAt }) => sentAt !== undefined).length,
    underWay: creations.filter(({ underWay }) => underWay).length,
    settled: settled.map(({ settlement }) => settlement),
  };
}
