/** A clock that runs as fast as the program does: it moves on, to the next wait's end, when nothing of ours is left to do. */
export interface VirtualClock {
  now(): Date;
  /** Resolves `milliseconds` later by this clock, or at once when the signal is aborted; never rejects. Infinity ends by the signal only. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Moves on by hand; what has ended then resolves, in the order of its end. */
  advance(milliseconds: number): void;
  /** Waits that have not ended. */
  readonly waiting: number;
}

/**
 * Turns of the event loop without anybody asking for the time. On the loopback interface every hop of a message takes a
 * turn, so a request that goes through a proxy to a server that signs, checks or dates its answer is over sooner.
 */
const quietTurns = 24;

/** Milliseconds of real time after which work that goes on elsewhere no longer holds a wait up. */
const longestHold = 3000;

/**
 * Waits end in the order of their ends, those of one end in the order in which they began; the clock stands still between.
 * It does so too while requests to servers of this process, files and name lookups are under way, but not for what hangs
 * until a timer of the real clock ends it, nor for the first `fetch` of the process, which brings up its parser elsewhere.
 */
export function createVirtualClock(start = new Date('2025-06-01T12:00:00Z')): VirtualClock {
  const waits = createQueue();
  let time = start.getTime();
  const moveTo = (target: number) => {
    time = Math.max(time, target);
    waits.release(time);
  };
  const idleness = watchIdleness(
    () => waits.nextEnd() !== Number.POSITIVE_INFINITY,
    () => moveTo(waits.nextEnd()),
  );
  return {
    now: () => {
      idleness.interrupt();
      return new Date(time);
    },
    wait: (milliseconds, signal) => {
      if (signal?.aborted) return Promise.resolve();
      const over = waits.add(time + (milliseconds > 0 ? milliseconds : 0), signal);
      idleness.interrupt();
      idleness.watch();
      return over;
    },
    advance: (milliseconds) => moveTo(time + milliseconds),
    get waiting() {
      return waits.size();
    },
  };
}

interface Wait {
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly resolve: () => void;
}

interface Queue {
  add(end: number, signal: AbortSignal | undefined): Promise<void>;
  /** Ends what has its end at or before `time`. */
  release(time: number): void;
  /** Infinity where there is none. */
  nextEnd(): number;
  size(): number;
}

/** Waits in the order of their ends. */
function createQueue(): Queue {
  const waits: Wait[] = [];
  const add = (end: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const leave = () => {
        waits.splice(waits.indexOf(wait), 1);
        resolve();
      };
      const finish = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const wait: Wait = { end, resolve: finish };
      signal?.addEventListener('abort', leave, { once: true });
      waits.splice(waits.findLastIndex((other) => other.end <= end) + 1, 0, wait);
    });
  const release = (time: number) => {
    const later = waits.findIndex(({ end }) => end > time);
    for (const { resolve } of waits.splice(0, later === -1 ? waits.length : later)) resolve();
  };
  return { add, release, nextEnd: () => waits[0]?.end ?? Number.POSITIVE_INFINITY, size: () => waits.length };
}

/** Calls `onIdle` each time the program has nothing to do or that has taken too long, for as long as `wanted` says so. */
function watchIdleness(wanted: () => boolean, onIdle: () => void): { interrupt: () => void; watch: () => void } {
  let quiet = 0;
  let watching = false;
  let since = 0;
  const turn = () => {
    watching = wanted();
    if (!watching) return;
    quiet += 1;
    const over = performance.now() - since >= longestHold;
    if (!over && quiet < quietTurns) return void setImmediate(turn);
    quiet = 0;
    if (!over && filesOrNamesUnderWay()) return void setTimeout(turn, 1);
    onIdle();
    since = performance.now();
    setImmediate(turn);
  };
  const watch = () => {
    if (watching) return;
    watching = true;
    since = performance.now();
    setImmediate(turn);
  };
  return { interrupt: () => (quiet = 0), watch };
}

/** They are done by other threads, so that the event loop looks idle meanwhile. */
function filesOrNamesUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|CloseReq|GetAddrInfo)/.test(name));
}
