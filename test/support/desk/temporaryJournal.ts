import { type Journal, openJournal } from '../../../src/task/journal/journal.ts';
import { temporaryFolder } from '../suite/cleanup.ts';

/** A journal in a folder of its own, for as long as the work takes. */
export async function withJournal<T>(
  work: (journal: Journal, folder: string) => Promise<T>,
  now: () => Date = () => new Date(),
): Promise<T> {
  const folder = await temporaryFolder('journal');
  const journal = openJournal(folder.path, { now });
  try {
    return await work(journal, folder.path);
  } finally {
    journal.dispose();
    folder.remove();
  }
}
