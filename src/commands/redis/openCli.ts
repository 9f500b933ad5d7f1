import { Refused } from '../../cloud/errors.ts';
import { isWrongPassword } from '../../cloud/services/webCli.ts';
import { RedisFailure } from '../../redis/redisFailure.ts';
import type { RedisReader } from '../../redis/redisReader.ts';
import { openByWebCli, type WebCliOptions } from '../../redis/webCli/openByWebCli.ts';
import { type PasswordTries, passwordTriesOf, type Tried } from '../preflight/reading/passwordTries.ts';

/** Opens the Web CLI of an instance. A password that was not taken is not tried again for a while, and three of them are enough: five lock it. */
export async function openCli(
  desk: Parameters<typeof passwordTriesOf>[0],
  options: WebCliOptions,
): Promise<RedisReader> {
  const { instanceId, password, name } = options;
  if (password === undefined) return openByWebCli(options);
  const opened: { reader?: RedisReader; refusal?: Refused } = {};
  const tries: PasswordTries = passwordTriesOf(desk);
  const said = await tries.once(instanceId, password, async () => {
    try {
      opened.reader = await openByWebCli(options);
    } catch (error) {
      if (!(error instanceof Refused) || !isWrongPassword(error.facts)) throw error;
      opened.refusal = error;
    }
    return tried(opened.reader !== undefined, desk.now());
  });
  if (opened.reader !== undefined) return opened.reader;
  if (opened.refusal !== undefined) throw opened.refusal;
  if (said.kind === 'triedTooOften') throw new RedisFailure('triedTooOften', name);
  if (said.kind === 'known' && !said.value.isRight) throw new RedisFailure('wrongBefore', name);
  // Somebody else has just found out that it is right.
  return openByWebCli(options);
}

function tried(isRight: boolean, now: Date): Tried {
  const inside = { kind: 'known', value: { isRight, keys: { kind: 'notRead' } }, at: now.getTime() } as const;
  return { inside, mayRepeat: isRight };
}
