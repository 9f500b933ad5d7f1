import type { Sample } from './sample.ts';
import { stateOf } from './taskStatus.ts';

/** What keeps a migration from going faster, with what tells it. Times in milliseconds. */
export type Slowness =
  /** KB/s into the target, in so many looks in a row, at this limit in MB/s. */
  | { readonly kind: 'bandwidth'; readonly rate: number; readonly looks: number; readonly limit: number }
  /** The full copy has begun anew by itself; in percent, as far as they are known. */
  | {
      readonly kind: 'begunAnew';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly at: number;
    }
  /** Neither the progress nor the keys of the target have grown. */
  | { readonly kind: 'noProgress'; readonly since: number }
  | { readonly kind: 'longStart'; readonly since: number };

/** Looks in a row that have found the limit reached, and the shares of it that are it: what is far above it is another unit. */
const looksAtLimit = 5;
const atLimit = { from: 0.9, to: 1.5 } as const;

/** A progress falls by more than that where it has begun anew, in percent. */
const fellBy = 1;

/** Milliseconds without progress, and of a machine that starts, which usually takes a few minutes. */
const longestStand = 5 * 60_000;
const longestStart = 10 * 60_000;

/** `limit`: in MB/s, as the cloud writes it. */
export function bandwidthReached(samples: readonly Sample[], limit: string | undefined): Slowness | undefined {
  const megabytes = Number(limit?.trim() || Number.NaN);
  if (!(megabytes > 0)) return undefined;
  const [low, high] = [megabytes * 1024 * atLimit.from, megabytes * 1024 * atLimit.to];
  const seen = samples.filter(({ stats }) => stats !== undefined);
  const start = seen.findLastIndex(({ stats }) => {
    const rate = stats?.target_input_kbps;
    return rate === undefined || rate < low || rate > high;
  });
  const atIt = seen.slice(start + 1);
  const rate = atIt.at(-1)?.stats?.target_input_kbps;
  if (atIt.length < looksAtLimit || rate === undefined) return undefined;
  return { kind: 'bandwidth', rate, looks: atIt.length, limit: megabytes };
}

/** `after`: when the last look was that belongs to an earlier run, which somebody has ended. */
export function begunAnew(samples: readonly Sample[], after = Number.NEGATIVE_INFINITY): Slowness | undefined {
  const run = samples.filter(({ at, stats }) => at > after && stats !== undefined);
  const isCopy = ({ status }: Sample) => ['fullCopy', 'migrating'].includes(stateOf(status));
  const progressOf = (sample: Sample | undefined) =>
    sample === undefined || isCopy(sample) || sample.stats?.full_migration_progress !== undefined
      ? sample?.stats?.full_migration_progress
      : 100;
  const index = run.findLastIndex((sample, at) => {
    const before = run[at - 1];
    if (before === undefined) return false;
    const [from, to] = [progressOf(before), progressOf(sample)];
    const fell = from !== undefined && to !== undefined && to < from - fellBy;
    return fell || (stateOf(before.status) === 'incremental' && isCopy(sample) && to !== 100);
  });
  const [before, sample] = [run[index - 1], run[index]];
  if (before === undefined || sample === undefined) return undefined;
  return { kind: 'begunAnew', from: progressOf(before), to: progressOf(sample), at: sample.at };
}

/** Of a full copy, since when nothing of it has grown, where that is longer than usual for it. */
export function noProgress(samples: readonly Sample[]): Slowness | undefined {
  const start = samples.findLastIndex(({ status }) => stateOf(status) !== 'fullCopy');
  const run = samples.slice(start + 1).filter(({ stats }) => stats?.full_migration_progress !== undefined);
  const last = run.at(-1);
  const grewAt = run.filter((sample, index) => hasGrown(run[index - 1], sample)).map(({ at }) => at);
  const since = grewAt.at(-1) ?? run[0]?.at;
  if (last === undefined || since === undefined || last.stats?.full_migration_progress === 100) return undefined;
  const usual = grewAt.slice(1).map((at, index) => at - (grewAt[index] ?? at));
  return last.at - since >= Math.max(longestStand, 3 * Math.max(0, ...usual))
    ? { kind: 'noProgress', since }
    : undefined;
}

function hasGrown(before: Sample | undefined, { stats }: Sample): boolean {
  if (before?.stats === undefined || stats === undefined) return false;
  const grows = (one = Number.NaN, other = Number.NaN) => other > one;
  return (
    grows(before.stats.full_migration_progress, stats.full_migration_progress) ||
    grows(before.stats.target_dbsize, stats.target_dbsize)
  );
}

export function longStart(created: Date | undefined, now: number): Slowness | undefined {
  const since = created?.getTime() ?? Number.NaN;
  return now - since >= longestStart ? { kind: 'longStart', since } : undefined;
}
