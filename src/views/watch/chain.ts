import type { Desk } from '../../desk/ports.ts';

/** Begins the work when that under way has ended; whoever asks before it has begun again gets the same. */
export function onceAtATime(work: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;
  return () => {
    queued ??= last.then(() => {
      queued = undefined;
      last = work().catch(onError);
      return last;
    });
    return queued;
  };
}

/** Milliseconds: whatever anybody asks for, and whatever becomes of the clock meanwhile. */
const longestPause = 60 * 60_000;

interface ChainParts {
  readonly isWanted: () => boolean;
  /** Milliseconds until the next step is due; asked again whenever somebody is roused. */
  readonly pause: () => number;
  readonly wait: Desk['wait'];
  readonly step: () => Promise<void>;
}

/** Steps for as long as they are wanted; what it gives makes it look at once whether they are, and when. */
export function createChain({ isWanted, pause, wait, step }: ChainParts): () => void {
  let wake = new AbortController();
  let isRunning = false;
  const run = async () => {
    while (isWanted()) {
      wake = new AbortController();
      const { signal } = wake;
      const milliseconds = Math.min(pause(), longestPause);
      if (milliseconds > 0) await wait(milliseconds, signal);
      // A pause that has ended is one, also where the clock was set back in it.
      if (!signal.aborted) await step();
    }
  };
  const rouse = () => {
    wake.abort();
    if (isRunning || !isWanted()) return;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
      // Somebody may have come while the last step ended.
      rouse();
    });
  };
  return rouse;
}
