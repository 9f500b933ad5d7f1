import { Refused } from '../../cloud/errors.ts';
import { isWrongPassword } from '../../cloud/services/webCli.ts';
import { RedisFailure } from '../../redis/redisFailure.ts';
import type { RedisReader } from '../../redis/redisReader.ts';
import { type PasswordTries, passwordTriesOf, type Tried } from '../preflight/reading/passwordTries.ts';

/** Of a Redis that a password opens. */
interface Trying {
  /** The ID of an instance, or addresses. */
  readonly key: string;
  readonly name: string;
  readonly password: string | undefined;
}

/**
 * Opens a Redis, by whatever way. A password that was not taken is not tried again for a while, and three of them are enough: five lock an
 * instance.
 */
export async function openTried(
  desk: Parameters<typeof passwordTriesOf>[0],
  { key, name, password }: Trying,
  open: () => Promise<RedisReader>,
): Promise<RedisReader> {
  if (password === undefined) return open();
  const opened: { reader?: RedisReader; refusal?: Refused | RedisFailure } = {};
  const tries: PasswordTries = passwordTriesOf(desk);
  const said = await tries.once(key, password, async () => {
    try {
      opened.reader = await open();
    } catch (error) {
      if (!isWrong(error)) throw error;
      opened.refusal = error;
    }
    return tried(opened.reader !== undefined, desk.now());
  });
  if (opened.reader !== undefined) return opened.reader;
  if (opened.refusal !== undefined) throw opened.refusal;
  if (said.kind === 'triedTooOften') throw new RedisFailure('triedTooOften', name);
  if (said.kind === 'known' && !said.value.isRight) throw new RedisFailure('wrongBefore', name);
  // Somebody else has just found out that it is right.
  return open();
}

function isWrong(error: unknown): error is Refused | RedisFailure {
  if (error instanceof RedisFailure) return error.kind === 'wrongPassword';
  return error instanceof Refused && isWrongPassword(error.facts);
}

function tried(isRight: boolean, now: Date): Tried {
  const inside = { kind: 'known', value: { isRight, keys: { kind: 'notRead' } }, at: now.getTime() } as const;
  return { inside, mayRepeat: isRight };
}
