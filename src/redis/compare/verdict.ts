import type { Comparison } from './comparison.ts';

export type Verdict = 'equal' | 'different' | 'unclear';

/**
 * Equal only where it ended, as many keys that do not expire are on both ends in each database, some of each end were looked up, and all
 * that were are the same. Different where anything is. Else nobody knows.
 */
export function verdictOf({ end, databases, differenceCount, notCompared }: Comparison): Verdict {
  if (differenceCount > 0 || databases.some(({ verdict }) => verdict === 'different')) return 'different';
  const isKnown = databases.every(({ verdict, isUnsampled }) => verdict === 'same' && !isUnsampled);
  return end.kind === 'whole' && isKnown && notCompared.size === 0 ? 'equal' : 'unclear';
}
