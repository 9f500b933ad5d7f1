import type { RefusalFacts } from '../../cloud/errors.ts';
import { perSecond, readLimit, type StatedLimit } from './statedLimit.ts';

/** How fast requests may leave, learned from what was accepted and what was throttled. Times are in milliseconds of one clock. */
interface PaceRate {
  /** Requests per second. */
  at(time: number): number;
  accepted(time: number): void;
  /** Slows down; returns for how many milliseconds nothing may leave. */
  throttled(facts: RefusalFacts, time: number): number;
}

/** The API gateway's own limit per API and second; no service is asked faster. Source: API Gateway documentation, "Request throttling". */
const fastest = 200;
/** Requests per second that a batch never falls below: one in a minute. */
const slowest = 1 / 60;
/** The part of a known limit that is used: clocks and ways to the cloud are uneven. */
const justUnder = 0.95;
/** What is left of a rate that was too high. */
const backOff = 0.7;
/** A rate is held for so many times the pause that a higher one may cost; not as long where it was found once, for a hitch may look like a limit. */
const holdingPauses = { once: 16, again: 40 } as const;
/** Milliseconds, of one found again. */
const shortestHolding = 15_000;
const longestHolding = 120_000;
/** Milliseconds in which the rate doubles after that. */
const doubling = 10_000;
/** The same where most of it got through; and how much of it that is. */
const backOffGently = 0.98;
const most = 0.9;
/** Milliseconds of the first pause where no answer says how long to wait, of the first near a limit that is known, and of the longest. */
const firstPause = 1000;
const shortestPause = 250;
const longestPause = 60_000;

/** Milliseconds after which a batch asks again, whatever a Retry-After says: an hour of silence is no batch. */
export const longestRetryAfter = 10 * 60_000;

const second = 1000;

export function createPaceRate(initialRate: number): PaceRate {
  const acceptances: number[] = [];
  let rate = initialRate;
  let sinceDoubling = 0;
  let stated: StatedLimit | undefined;
  /** The rate of the last slowing down, held from its end on; absent while the rate has only grown. */
  let hold: { readonly from: number; readonly during: number } | undefined;
  let fruitless = 0;
  const highest = () => (stated === undefined ? fastest : Math.min(fastest, justUnder * perSecond(stated)));
  const at = (time: number) => {
    const beyond = hold === undefined ? 0 : Math.max(0, time - hold.from - hold.during);
    return Math.min(highest(), rate * 2 ** (beyond / doubling));
  };
  return {
    at,
    accepted(time) {
      fruitless = 0;
      acceptances.push(time);
      forget(acceptances, time - longestPause);
      sinceDoubling += 1;
      if (hold !== undefined || sinceDoubling < rate) return;
      rate = Math.min(highest(), rate * 2);
      sinceDoubling = 0;
    },
    throttled(facts, time) {
      stated = readLimit(facts.cloudMessage) ?? stated;
      const slower = slowDown(at(time), throughput(acceptances, time), hold && rate);
      const next = Math.max(slowest, Math.min(stated && !hold ? highest() : slower.rate, highest()));
      const clearing = clearingTime(acceptances, stated?.period ?? second, time);
      const pause =
        facts.retryAfter !== undefined
          ? Math.min(longestRetryAfter, facts.retryAfter)
          : Math.min(longestPause, Math.max(clearing, slower.pause * 2 ** fruitless));
      fruitless += 1;
      hold = { from: time + pause, during: holdingTime(rate, next, facts.retryAfter) };
      rate = next;
      return pause;
    },
  };
}

/** The next rate, and for how long nothing leaves where nobody says. `proven`: what got through just now; `held`: the rate before it was tried to go faster. */
function slowDown(
  current: number,
  proven: number,
  held: number | undefined,
): { readonly rate: number; readonly pause: number } {
  if (held !== undefined && proven >= most * current) {
    return { rate: Math.max(justUnder * proven, backOffGently * held), pause: shortestPause };
  }
  // The rate before the last doubling was carried for a while; later ones are the limit or near it.
  const floor = held !== undefined ? current * backOff : current / 2;
  return { rate: justUnder * Math.min(current, Math.max(proven, floor)), pause: firstPause };
}

function holdingTime(before: number, rate: number, pause = shortestPause): number {
  const foundAgain = Math.min(before, rate) >= most * Math.max(before, rate);
  if (!foundAgain) return Math.min(longestHolding, holdingPauses.once * pause);
  return Math.min(longestHolding, Math.max(shortestHolding, holdingPauses.again * pause));
}

/** Milliseconds until the first of the requests that used up the limit leaves its window. */
function clearingTime(acceptances: readonly number[], period: number, time: number): number {
  const window = Math.min(period, longestPause);
  const first = acceptances.find((accepted) => accepted > time - window);
  return first === undefined ? 0 : first + window - time;
}

/** Requests a second that got through just now: of one second, or of two, since the answers of a window come in unevenly. */
function throughput(times: readonly number[], time: number): number {
  const since = (start: number) => times.length - firstAfter(times, start);
  return Math.max(since(time - second), since(time - 2 * second) / 2);
}

/** Drops what is older, now and then. */
function forget(times: number[], since: number): void {
  if (times.length % 256 === 0) times.splice(0, firstAfter(times, since));
}

function firstAfter(times: readonly number[], since: number): number {
  const index = times.findIndex((time) => time > since);
  return index === -1 ? times.length : index;
}
