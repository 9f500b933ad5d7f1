import { createHmac, randomBytes } from 'node:crypto';
import type { DcsEnd } from '../../../task/preflight/preflightFacts.ts';

/** What came of a try. */
export interface Tried {
  readonly inside: DcsEnd['inside'];
  /** Whether the same password may be tried at the same instance once more: it was right, or has not got there. */
  readonly mayRepeat: boolean;
}

/** What was tried of passwords in a window. Holds no password. */
export interface PasswordTries {
  /** Tries it, unless it was tried before and must not be again; what came of it then, is given. */
  once(instanceId: string, password: string, attempt: () => Promise<Tried>): Promise<Tried['inside']>;
}

/**
 * Five wrong ones in a row lock an instance for five minutes, for its applications, too. Source: DCS user guide, "DCS Instance
 * Passwords". Others try as well, and so does the start.
 */
const mostWrong = 3;
/** Milliseconds after which what was wrong may have become right, and counts no more. */
const longestKept = 10 * 60_000;

interface Try {
  readonly instanceId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly trying: Promise<Tried>;
}

/** By window: whoever enters a wrong one enters it in the next command, too. */
const ofWindows = new WeakMap<object, PasswordTries>();

export function passwordTriesOf(desk: { readonly now: () => Date }): PasswordTries {
  const tries = ofWindows.get(desk) ?? createPasswordTries(desk.now);
  ofWindows.set(desk, tries);
  return tries;
}

/** As these, but what came of a try is given for as long as they are there, also where the password was right. */
export function rememberingTries(tries: PasswordTries): PasswordTries {
  const markOf = createMarks();
  const known = new Map<string, Promise<Tried['inside']>>();
  return {
    async once(instanceId, password, attempt) {
      const mark = markOf(instanceId, password);
      const trying = known.get(mark) ?? tries.once(instanceId, password, attempt);
      known.set(mark, trying);
      const inside = await trying.catch((error: unknown) => {
        known.delete(mark);
        throw error;
      });
      if (inside.kind !== 'known') known.delete(mark);
      return inside;
    },
  };
}

/** Tells one password at an instance from another, and nothing of it. */
function createMarks(): (instanceId: string, password: string) => string {
  const secret = randomBytes(32);
  return (instanceId, password) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([instanceId, password]))
      .digest('hex');
}

function createPasswordTries(now: () => Date): PasswordTries {
  const markOf = createMarks();
  const tries = new Map<string, Try>();
  const forgetOld = (time: number) => {
    for (const [mark, { at }] of [...tries]) if (Math.abs(time - at) > longestKept) tries.delete(mark);
  };
  return {
    async once(instanceId, password, attempt) {
      const mark = markOf(instanceId, password);
      const at = now().getTime();
      forgetOld(at);
      const before = tries.get(mark);
      const others = [...tries.values()].filter((one) => one.instanceId === instanceId);
      if (before === undefined && others.length >= mostWrong) return { kind: 'triedTooOften' };
      const one = before ?? { instanceId, at, trying: attempt() };
      tries.set(mark, one);
      try {
        const { inside, mayRepeat } = await one.trying;
        if (mayRepeat) tries.delete(mark);
        return inside;
      } catch (error) {
        tries.delete(mark);
        throw error;
      }
    },
  };
}
