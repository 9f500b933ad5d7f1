/** One look at an incremental migration. */
export interface ReadinessSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As the cloud writes it. */
  readonly status: string;
  /** Undefined where the look failed, or said no plain number of 0 or more. */
  readonly lag: number | undefined;
  readonly isMigrating: boolean | undefined;
}

/** Milliseconds between two looks that belong together: across a sleep, or a clock that was set back, none do. */
export const longestPair = 90_000;

/** Both are sent for the same. Source: DCS API reference, the table of statuses and its examples. */
const incremental: readonly string[] = ['INCRMIGEATING', 'INCRMIGRATING'];

/**
 * For each look, oldest first, whether applications may go to the target by then: it and the one before must both have found the lag
 * below the threshold. One that failed, or found anything else, withdraws it at once.
 */
export function readiness(
  samples: readonly ReadinessSample[],
  { threshold }: { readonly threshold: number },
): readonly boolean[] {
  const isGood = ({ status, lag, isMigrating }: ReadinessSample) =>
    incremental.includes(status) && isMigrating !== false && lag !== undefined && lag >= 0 && lag < threshold;
  return samples.map((sample, index) => {
    const before = samples[index - 1];
    if (before === undefined || !isGood(before) || !isGood(sample)) return false;
    const gap = sample.at - before.at;
    return gap >= 0 && gap <= longestPair;
  });
}
