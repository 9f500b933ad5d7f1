import type { TaskStats } from '../cloud/services/taskProgress.ts';
import { longestPair, type ReadinessSample, readiness } from './readiness.ts';
import { type Sample, smallLag } from './sample.ts';
import { stateOf } from './taskStatus.ts';

/**
 * Milliseconds. Two looks farther apart say nothing about what was between them, nor a last one that is older about now: the computer may
 * have slept, or its clock been set.
 */
const longestGap = 150_000;

/** The lag below which applications may go over: one more than what an idle source is behind by. */
export const usualCutOverLag = smallLag + 1;

interface Looks {
  /** Oldest first. */
  readonly samples: readonly Sample[];
  readonly cutOverLag?: number | undefined;
}

/** Whether applications would lose nothing, by the last two looks, of which the newer one may be no older now than the other is by it. */
export function isReady({ samples, cutOverLag: threshold = usualCutOverLag }: Looks, now: number): boolean {
  const pair = samples.slice(-2);
  const age = now - (pair.at(-1)?.at ?? Number.NaN);
  if (!(age >= 0 && age <= longestPair) || pair.some(({ stats }) => stats !== undefined && isCopying(stats)))
    return false;
  return readiness(pair.map(lookOf), { threshold }).at(-1) === true;
}

/** Whether the last two looks have found it level, and neither is of another time. */
export function isInSync(samples: readonly Sample[], now: number): boolean {
  const [before, last] = samples.slice(-2);
  if (before === undefined || last === undefined) return false;
  const isWithin = (milliseconds: number) => milliseconds >= 0 && milliseconds <= longestGap;
  const isRecent = isWithin(now - last.at) && isWithin(last.at - before.at - 1);
  return isRecent && isLevel(before) && isLevel(last);
}

/** Since when all looks have found it in sync, none far from the next, in milliseconds since 1970. */
export function inSyncSince(samples: readonly Sample[]): number | undefined {
  let since: number | undefined;
  for (const sample of samples.toReversed()) {
    if (!isLevel(sample) || (since !== undefined && since - sample.at > longestGap)) break;
    since = sample.at;
  }
  return since;
}

/** When a look first found it in sync, in milliseconds since 1970. */
export function levelSince(samples: readonly Sample[]): number | undefined {
  return samples.find(isLevel)?.at;
}

/** When the second of two looks first found it ready to cut over, in milliseconds since 1970. */
export function readySince({ samples, cutOverLag: threshold = usualCutOverLag }: Looks): number | undefined {
  const answers = readiness(samples.map(lookOf), { threshold });
  return samples[answers.indexOf(true)]?.at;
}

function lookOf({ at, status, stats }: Sample): ReadinessSample {
  return { at, status, lag: stats?.offset, isMigrating: stats?.is_migrating };
}

/**
 * Whether the last look found it level and the one before was too long ago, so that one more tells whether it is in sync. `longest`:
 * milliseconds between two that belong together.
 */
export function awaitsSecondLook(samples: readonly Sample[], now: number, longest = longestGap): boolean {
  const [before, last] = [samples.at(-2), samples.at(-1)];
  if (before === undefined || last === undefined || last.at - before.at <= longest) return false;
  return isLevel(last) && Math.abs(now - last.at) <= longestGap;
}

/** When a look first found it beyond the full copy that the look before had found, in milliseconds since 1970. */
export function copiedAt(samples: readonly Sample[]): number | undefined {
  const isIncremental = ({ status }: Sample) => stateOf(status) === 'incremental';
  const index = samples.findLastIndex((sample, at) => {
    const previous = samples[at - 1];
    return isIncremental(sample) && previous !== undefined && !isIncremental(previous);
  });
  return samples[index]?.at;
}

export function isCopying({ full_migration_progress: progress }: TaskStats): boolean {
  return progress !== undefined && progress < 100;
}

export function isLastLevel(samples: readonly Sample[]): boolean {
  const last = samples.at(-1);
  return last !== undefined && isLevel(last);
}

function isLevel({ status, stats }: Sample): boolean {
  if (stateOf(status) !== 'incremental' || stats?.offset === undefined) return false;
  return stats.offset <= smallLag && !isCopying(stats) && stats.is_migrating !== false;
}
