import { type Sample, smallLag } from './sample.ts';
import { stateOf } from './taskStatus.ts';

export type Trend = 'falling' | 'growing' | 'steady';

/** Looks that a trend is taken from, and the share of the lag that is more than noise. */
const looksOfTrend = 4;
const noise = 0.02;

/** What the lag does; undefined where too little is known. */
export function trendOf(samples: readonly Sample[]): Trend | undefined {
  const lags = samples.slice(-looksOfTrend).flatMap(({ status, stats }) => {
    const lag = stateOf(status) === 'incremental' ? stats?.offset : undefined;
    return lag === undefined ? [] : [lag];
  });
  const [first, last] = [lags[0], lags.at(-1)];
  if (lags.length < 2 || first === undefined || last === undefined) return undefined;
  const change = last - first;
  if (Math.abs(change) <= Math.max(smallLag, first * noise)) return 'steady';
  return change < 0 ? 'falling' : 'growing';
}

/** Whether the lag comes to its floor within so many milliseconds, at the rate between the last two looks. */
export function nearsFloor(samples: readonly Sample[], within: number): boolean {
  const [before, last] = samples.slice(-2);
  if (before?.stats?.offset === undefined || last?.stats?.offset === undefined || last.at <= before.at) return false;
  const fall = (before.stats.offset - last.stats.offset) / (last.at - before.at);
  return fall > 0 && (last.stats.offset - smallLag) / fall <= within;
}
