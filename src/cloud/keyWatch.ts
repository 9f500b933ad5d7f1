import { createHmac } from 'node:crypto';
import { isKeyRefusal, wasPassedOn } from './certainty.ts';
import { Cancelled, type RefusalFacts, Refused, type RequestName } from './errors.ts';
import type { AccessKey } from './signing.ts';

/** Keys that the gateway has refused, shared by all windows. Throws nothing: what it cannot keep, the window's own watch knows. */
export interface RefusedKeys {
  find(mark: string): Promise<RefusalFacts | undefined>;
  add(mark: string, facts: RefusalFacts): Promise<void>;
  /**
   * Takes one of the signatures that all windows together may have without an answer, for whoever calls what comes back to give it back;
   * undefined while none is left.
   */
  take(mark: string): Promise<(() => Promise<void>) | undefined>;
  remove(mark: string): Promise<void>;
  clear(): Promise<void>;
}

/** Told what came of a signed request; `error` is absent where the answer was what the API promises. */
type Told = (error?: unknown) => Promise<void>;

/**
 * Five refused signatures in a row lock a key for five minutes, for every tool that uses it (API Gateway FAQ, "AK access failed to
 * reach the limit"). So whoever signs asks here first: a key that has not proven good signs one request at a time, or one more for each
 * whose answer is late, one that has signs fewer at a time than would lock it, and a refused one none until the person acts.
 */
export interface KeyWatch {
  /**
   * Resolves when the key may sign once more.
   * @throws {Refused} with `withheld` where the key was refused before; {Cancelled} when the signal is aborted first
   */
  turn(key: AccessKey, request: RequestName, signal?: AbortSignal): Promise<Told>;
  /** The person has acted: this key may be tried again, or every key where none is named. */
  forgive(key?: AccessKey): Promise<void>;
}

/** Signatures of one key without an answer yet, in all windows: all of them refused would not lock it. */
export const mostUnanswered = 4;

/** Milliseconds after which an answer is late: a service that hangs must not hold up the others. */
const late = 3000;

/** Milliseconds between two looks at whether another window has given one back. */
const betweenLooks = 50;

interface Standing {
  good: boolean;
  unanswered: number;
  /** How many of these are late. */
  late: number;
}

/** `lateAfter` in milliseconds. */
export function createKeyWatch(refused: RefusedKeys = refusedHere(), lateAfter = late): KeyWatch {
  const standings = new Map<string, Standing>();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const go of waiting) go();
    waiting.clear();
  };
  const answered = async (mark: string, standing: Standing, error: unknown) => {
    if (isKeyRefusal(error)) {
      standing.good = false;
      await refused.add(mark, error.facts);
    } else if (provesKey(error)) standing.good = true;
  };
  return {
    async turn(key, request, signal) {
      const mark = markOf(key);
      const standing = standings.get(mark) ?? { good: false, unanswered: 0, late: 0 };
      standings.set(mark, standing);
      for (;;) {
        await throwIfRefused(refused, mark, request);
        if (signal?.aborted) throw new Cancelled(request, false);
        if (standing.unanswered < mostOf(standing)) {
          const release = hold(standing, lateAfter, wake);
          const giveBack = await take(refused, mark, request).catch((error: unknown) => {
            release();
            throw error;
          });
          if (giveBack) return (error) => answered(mark, standing, error).finally(giveBack).finally(release);
          release();
          await pause(betweenLooks, signal);
        } else await next(waiting, signal);
      }
    },
    async forgive(key) {
      for (const standing of standings.values()) standing.good = false;
      await (key === undefined ? refused.clear() : refused.remove(markOf(key)));
    },
  };
}

/** @throws {Refused} with `withheld` */
async function throwIfRefused(refused: RefusedKeys, mark: string, request: RequestName): Promise<void> {
  const facts = await refused.find(mark);
  if (facts !== undefined) throw new Refused(request, { ...facts, withheld: true });
}

/** Asks once more whether the key was refused: by whoever had the place before, who notes that before giving it back. */
async function take(
  refused: RefusedKeys,
  mark: string,
  request: RequestName,
): Promise<(() => Promise<void>) | undefined> {
  const giveBack = await refused.take(mark);
  try {
    await throwIfRefused(refused, mark, request);
    return giveBack;
  } catch (error) {
    await giveBack?.();
    throw error;
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal?.addEventListener('abort', over, { once: true });
  });
}

function mostOf({ good, late }: Standing): number {
  return good ? mostUnanswered : Math.min(mostUnanswered, 1 + late);
}

/** Counts one more without an answer, and from a while later on among the late ones, until it is released. */
function hold(standing: Standing, after: number, tell: () => void): () => void {
  standing.unanswered += 1;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    standing.late += 1;
    tell();
  }, after);
  // Nobody waits for this alone.
  timer.unref();
  return () => {
    clearTimeout(timer);
    if (isLate) standing.late -= 1;
    standing.unanswered -= 1;
    tell();
  };
}

/** Until an answer has come, or the signal is aborted. */
function next(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      signal?.removeEventListener('abort', go);
      waiting.delete(go);
      resolve();
    };
    waiting.add(go);
    signal?.addEventListener('abort', go, { once: true });
  });
}

/** For a window of its own. */
export function refusedHere(): RefusedKeys {
  const known = new Map<string, RefusalFacts>();
  return {
    find: async (mark) => known.get(mark),
    add: async (mark, facts) => void known.set(mark, facts),
    // A window counts its own by itself.
    take: async () => async () => undefined,
    remove: async (mark) => void known.delete(mark),
    clear: async () => known.clear(),
  };
}

/** Tells a key, its secret included, from another, and tells nothing of it. */
function markOf({ accessKeyId, secretAccessKey, securityToken = '' }: AccessKey): string {
  const words = JSON.stringify(['dcs-migration refused key', accessKeyId, securityToken]);
  return createHmac('sha256', secretAccessKey).update(words).digest('hex').slice(0, 32);
}

/** Only who stands behind the gateway vouches for a signature: a proxy's 503 or 403 does not. */
function provesKey(error: unknown): boolean {
  return error === undefined || wasPassedOn(error);
}
