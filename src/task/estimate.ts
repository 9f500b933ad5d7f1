import { isCopying } from './level.ts';
import type { Sample } from './sample.ts';
import { stateOf } from './taskStatus.ts';

/** How long it still takes at the present rate, in milliseconds; or why nobody can say that. */
export type Rest =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'notKnown'; readonly why: WhyNotKnown };

/** `varies`: the rates of late say times that are too far from each other. */
export type WhyNotKnown = 'tooFew' | 'stands' | 'beganAnew' | 'grows' | 'varies';

/** What is left at a time, in whatever unit, however coarsely it is told. */
interface Point {
  readonly at: number;
  readonly left: number;
}

/** Looks, and milliseconds that they span. */
const fewest = 4;
const shortest = 30_000;

/** Rates over spans of so many milliseconds before the last look and twice, four times, … as many; the shortest ones that tell a rate. */
const shortestSpan = 30_000;
const mostSpans = 4;

/** Steps of what is told in a span that tells a rate: fewer are noise of rounding. */
const leastSteps = 4;

/** Beyond the rates seen: the next ones may be others. */
const margin = 1.15;
/** Of the longest to the shortest time; a range that is wider tells nobody anything. */
const widest = 8;
/** Milliseconds: whatever takes longer stands. */
const longest = 30 * 24 * 60 * 60_000;

/** Percent by which a progress falls that has begun anew. */
const fellBy = 1;

/** Until everything has been copied once. */
export function restOfCopy(samples: readonly Sample[]): Rest {
  const run = copyRun(samples);
  const rest = restOf(run.points, run.isWhole ? 1 : 0);
  const isNew = run.hasBegunAnew && rest.kind === 'notKnown' && rest.why === 'tooFew';
  return isNew ? { kind: 'notKnown', why: 'beganAnew' } : rest;
}

/** Until the lag is below this. */
export function restOfLag(samples: readonly Sample[], floor: number): Rest {
  const start = samples.findLastIndex(({ status, stats }) => {
    return stateOf(status) !== 'incremental' || (stats !== undefined && isCopying(stats));
  });
  const lags = samples.slice(start + 1).flatMap(({ at, stats }) => {
    return stats?.offset === undefined ? [] : [{ at, lag: stats.offset }];
  });
  // A source that is written less and less is caught up with ever more slowly: by halves, not by a line.
  const isSlowing = slows(lags);
  const leftOf = (lag: number) => (isSlowing ? Math.log(Math.max(lag, 1) / Math.max(floor, 1)) : lag - floor);
  const rest = restOf(
    lags.map(({ at, lag }) => ({ at, left: Math.max(0, leftOf(lag)) })),
    0,
  );
  return rest.kind === 'notKnown' && rest.why === 'stands' && rises(lags) ? { ...rest, why: 'grows' } : rest;
}

interface Lag {
  readonly at: number;
  readonly lag: number;
}

/** Whether it fell much faster in the first half of the newest looks than in the second. */
function slows(lags: readonly Lag[]): boolean {
  const newest = lags.slice(-2 * fewest);
  const [first, middle, last] = [newest[0], newest[Math.floor(newest.length / 2)], newest.at(-1)];
  if (first === undefined || middle === undefined || last === undefined) return false;
  const [early, late] = [rateBetween(first, middle), rateBetween(middle, last)];
  return early > 0 && late > 0 && late < early * 0.8;
}

function rateBetween(one: Lag, other: Lag): number {
  return other.at > one.at ? (one.lag - other.lag) / (other.at - one.at) : 0;
}

function rises(lags: readonly Lag[]): boolean {
  const [first, last] = [lags.at(-fewest)?.lag, lags.at(-1)?.lag];
  return first !== undefined && last !== undefined && last > first;
}

/** Since when it copies this time, and whether the progress is told in whole percents. */
function copyRun(samples: readonly Sample[]) {
  const start = samples.findLastIndex(({ status }) => !['fullCopy', 'migrating'].includes(stateOf(status)));
  const seen = samples.slice(start + 1).flatMap(({ at, stats }) => {
    return stats?.full_migration_progress === undefined
      ? []
      : [{ at, done: Math.min(100, stats.full_migration_progress) }];
  });
  const anew = seen.findLastIndex(({ done }, index) => done < (seen[index - 1]?.done ?? 0) - fellBy);
  const run = anew < 0 ? seen : seen.slice(anew);
  return {
    points: run.map(({ at, done }): Point => ({ at, left: 100 - done })),
    isWhole: run.every(({ done }) => Number.isInteger(done)),
    hasBegunAnew: anew >= 0,
  };
}

/** `step`: by how much the true figure may be ahead of the one told. */
function restOf(points: readonly Point[], step: number): Rest {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < fewest || !(last.at - first.at >= shortest))
    return { kind: 'notKnown', why: 'tooFew' };
  if (hasStopped(points, last)) return { kind: 'notKnown', why: 'stands' };
  const rates = ratesOf(points, last, step);
  if (rates.length === 0) return { kind: 'notKnown', why: first.left > last.left ? 'tooFew' : 'stands' };
  const slowest = Math.min(...rates.map(({ low }) => low)) / margin;
  const fastest = Math.max(...rates.map(({ high }) => high)) * margin;
  return sensible(Math.max(0, last.left - step) / fastest, last.left / slowest);
}

/** Nothing has changed for much longer than it did before. */
function hasStopped(points: readonly Point[], last: Point): boolean {
  const since = points.findLastIndex(({ left }) => left > last.left);
  const stood = last.at - (points[since + 1]?.at ?? last.at);
  const before = points.slice(0, since + 2);
  const changes = before.filter(({ left }, index) => left < (before[index - 1]?.left ?? Number.NEGATIVE_INFINITY));
  const usual = changes.slice(1).map(({ at }, index) => at - (changes[index]?.at ?? at));
  return stood >= Math.max(2 * shortest, 3 * Math.max(0, ...usual));
}

/** What went by in a millisecond, at least and at most, over spans that end with the last look. */
function ratesOf(points: readonly Point[], last: Point, step: number) {
  const rates: { readonly low: number; readonly high: number }[] = [];
  const reach = last.at - (points[0]?.at ?? last.at);
  for (let span = shortestSpan; rates.length < mostSpans && span < reach * 2; span *= 2) {
    const from = points.find(({ at }) => at >= last.at - span);
    const [time, went] = from === undefined ? [0, 0] : [last.at - from.at, from.left - last.left];
    if (time <= 0 || went <= 0 || went < leastSteps * step) continue;
    rates.push({ low: (went - step) / time, high: (went + step) / time });
  }
  return rates;
}

function sensible(from: number, to: number): Rest {
  if (!(Number.isFinite(from) && Number.isFinite(to)) || from > longest) return { kind: 'notKnown', why: 'stands' };
  if (to > 60_000 && to > Math.max(from, 10_000) * widest) return { kind: 'notKnown', why: 'varies' };
  return { kind: 'range', from, to: Math.min(to, longest) };
}
