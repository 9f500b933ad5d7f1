import { createHmac, randomBytes } from 'node:crypto';
import type { DcsEnd } from '../../../task/preflight/preflightFacts.ts';

/** What came of a try. */
export interface Tried {
  readonly inside: DcsEnd['inside'];
  /** Whether the same password may be tried at the same instance once more: it was right, or has not got there. */
  readonly mayRepeat: boolean;
}

/** What was tried of passwords while a review, or one check, is open. Holds no password. */
export interface PasswordTries {
  /** Tries it, unless it was tried before and must not be again; what came of it then, is given. */
  once(instanceId: string, password: string, attempt: () => Promise<Tried>): Promise<Tried['inside']>;
}

/** `remembers`: what came of a try is given for as long as these are there, also where it was right. */
export function createPasswordTries(remembers = false): PasswordTries {
  const secret = randomBytes(32);
  const tries = new Map<string, Promise<Tried>>();
  return {
    async once(instanceId, password, attempt) {
      const mark = createHmac('sha256', secret)
        .update(JSON.stringify([instanceId, password]))
        .digest('hex');
      const before = tries.get(mark);
      const trying = before ?? attempt();
      tries.set(mark, trying);
      try {
        const { inside, mayRepeat } = await trying;
        if (mayRepeat && !(remembers && inside.kind === 'known')) tries.delete(mark);
        return inside;
      } catch (error) {
        tries.delete(mark);
        throw error;
      }
    },
  };
}
