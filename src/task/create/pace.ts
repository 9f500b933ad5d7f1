import type { Patience } from '../../cloud/connection.ts';
import type { RefusalFacts } from '../../cloud/errors.ts';
import { createPaceRate, longestRetryAfter } from './paceRate.ts';

/** Shared by the creates of a batch: a throttling that one of them meets slows all of them down. */
export interface Pace {
  /** Resolves when the next request may leave, in the order in which it was asked for; at once when aborted. Never rejects. */
  turn(signal?: AbortSignal): Promise<void>;
  /** To be told after each turn that was used, or one of the next two: the gateway let the request through, whatever came of it. */
  accepted(): void;
  /** The gateway threw the request back. */
  throttled(facts: RefusalFacts): void;
  /** Nobody knows whether the gateway let the request through. */
  released(): void;
}

export interface PaceParts {
  readonly wait: Patience['wait'];
  /** To the millisecond. */
  readonly now: () => Date;
  /** Requests per second to begin with; 10 by default. */
  readonly initialRate?: number | undefined;
  /** Told when all have to wait. `pause` in milliseconds, `rate` in requests per second. */
  readonly onSlowed?: ((state: { readonly pause: number; readonly rate: number }) => void) | undefined;
}

export function createPace({ wait, now, initialRate = 10, onSlowed }: PaceParts): Pace {
  const clock = forwardClock(now);
  const rate = createPaceRate(initialRate);
  const queue = createQueue(wait);
  let next = clock();
  let pausedUntil = 0;
  const turns = countTurns();
  return {
    turn: (signal) =>
      queue.join(
        () => Math.max(next, pausedUntil) - clock(),
        () => {
          const interval = 1000 / rate.at(clock());
          // Half an interval is made up for where a timer was late, and no more: the next window must not overflow.
          next = Math.max(next, clock() - interval / 2) + interval;
          turns.taken();
        },
        signal,
      ),
    accepted() {
      turns.answered();
      rate.accepted(clock());
    },
    throttled(facts) {
      // Those that were under way already say nothing new, but for how long to wait.
      if (turns.answered() === 'takenBefore') {
        pausedUntil = Math.max(pausedUntil, clock() + Math.min(longestRetryAfter, facts.retryAfter ?? 0));
        return;
      }
      const pause = rate.throttled(facts, clock());
      pausedUntil = Math.max(pausedUntil, clock() + pause);
      turns.slowedDown();
      onSlowed?.({ pause, rate: rate.at(clock()) });
    },
    released: () => void turns.answered(),
  };
}

/** Which answers belong to turns that were taken before the last slowing down; as many come first as were open then. */
function countTurns() {
  let open = 0;
  let before = 0;
  return {
    taken() {
      open += 1;
    },
    answered(): 'takenBefore' | 'takenSince' {
      open = Math.max(0, open - 1);
      before -= 1;
      return before >= 0 ? 'takenBefore' : 'takenSince';
    },
    slowedDown() {
      before = open;
    },
  };
}

/** Milliseconds of one timer: those of some days fire at once. */
const longestWait = 60_000;

interface Queue {
  /** Resolves when it is this one's turn and `due` milliseconds have gone, after `take`; or, without it, when aborted. */
  join(due: () => number, take: () => void, signal?: AbortSignal): Promise<void>;
}

function createQueue(wait: Patience['wait']): Queue {
  let waiting: { readonly due: () => number; readonly go: () => void }[] = [];
  let emptied = new AbortController();
  let serving = false;
  const serve = async () => {
    serving = true;
    for (let [first] = waiting; first; [first] = waiting) {
      const pause = first.due();
      if (pause <= 0) {
        first.go();
        continue;
      }
      emptied = new AbortController();
      await wait(Math.min(longestWait, Math.ceil(pause)), emptied.signal);
    }
    serving = false;
  };
  return {
    join(due, take, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const leave = () => {
          waiting = waiting.filter((one) => one !== waiter);
          signal?.removeEventListener('abort', leave);
          // Nobody is left to wait for: no timer may stay behind.
          if (waiting.length === 0) emptied.abort();
          resolve();
        };
        const go = () => {
          take();
          leave();
        };
        const waiter = { due, go };
        waiting.push(waiter);
        signal?.addEventListener('abort', leave, { once: true });
        if (!serving) void serve();
      });
    },
  };
}

/** Milliseconds that never go backwards: a clock that is set back must not make a pause longer. */
function forwardClock(now: () => Date): () => number {
  let offset = 0;
  let last = now().getTime();
  return () => {
    const time = now().getTime() + offset;
    if (time < last) offset += last - time;
    last = Math.max(last, time);
    return last;
  };
}
