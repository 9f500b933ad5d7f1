import type { Creation, Journal } from '../../task/journal/journal.ts';
import { mayBeTheSame } from '../create/secondYes.ts';
import type { BatchFacts } from './batchFacts.ts';

/** Operation IDs of everything that the journal knew when it was read. */
export async function seenOperations({ journal }: Pick<BatchFacts, 'journal'>): Promise<ReadonlySet<string>> {
  const { creations } = await journal.open();
  const closed = await journal.closedSince(new Date(0));
  return new Set([...creations, ...closed].map(({ operationId }) => operationId));
}

/**
 * Whether another window, or another command, has begun the same meanwhile; asked when this one can be seen by the others
 * already. The list of the project is not asked again, which would be a request for each file.
 */
export async function isBegunElsewhere(
  journal: Journal,
  creation: Creation,
  known: readonly ReadonlySet<string>[],
): Promise<boolean> {
  const { creations } = await journal.open();
  const made = creation.source === undefined ? [] : await journal.createdFrom(creation.source);
  return [...creations, ...made].some(
    (other) => mayBeTheSame(other, creation) && !known.some((ids) => ids.has(other.operationId)),
  );
}
