import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import type { InputQuestion, Remark } from '../../desk/ports.ts';
import { type EndsForm, type RedisChoice, redisKey, redisName, type Side } from '../preflight/configureForm.ts';

/** Asks for the password of an end, unless it has none, and puts the end into the draft. */
export async function askPassword(form: EndsForm, position: Position, side: Side, redis: RedisChoice): Promise<Move> {
  const { desk, title, draft, place, passwordsMayBeLeftOut: mayBeLeftOut = false } = form;
  const { t, prompter } = desk;
  const takesAll = redis.kind === 'instance' ? redis.instance.takes_all : undefined;
  const put = (password: string | undefined): Move => {
    draft[side] = { redis, password };
    return 'next';
  };
  if (takesAll === true) return put('');
  // Whose Redis that is, nobody can ask.
  if (mayBeLeftOut && redis.kind === 'address') return put(undefined);
  const { value, isKept } = await knownPassword(form, side, redis);
  const reply = await prompter.input({
    title,
    ...position,
    canGoBack: true,
    prompt: promptOf(redis, side, place.sandbox, mayBeLeftOut ? 'mayBeLeftOut' : takesAll === false, t),
    ...passwordInput(takesAll === false && !mayBeLeftOut, t),
    value,
  });
  if (reply === undefined || reply === 'back') return reply;
  if (isKept) draft.keepsPasswords = true;
  return put(mayBeLeftOut ? reply.value || undefined : reply.value);
}

/** As it was typed before for this Redis, or as it was kept. */
async function knownPassword(
  { desk, place, draft }: EndsForm,
  side: Side,
  redis: RedisChoice,
): Promise<{ readonly value: string; readonly isKept: boolean }> {
  const key = redisKey(redis);
  const before = draft[side];
  if (before?.password !== undefined && redisKey(before.redis) === key)
    return { value: before.password, isKept: false };
  const { sandbox, projectId, connection } = place;
  const kept = await desk.redisPasswords.find({ sandbox, projectId, region: connection.region, redis: key });
  return { value: kept ?? '', isKept: kept !== undefined };
}

/** What an input of a password is. `isNeeded`: the cloud says so. */
export function passwordInput(isNeeded: boolean, t: Translate): Pick<InputQuestion, 'secret' | 'check'> {
  return { secret: true, check: (typed) => checkPassword(typed, isNeeded, t) };
}

export function promptOf(
  redis: RedisChoice,
  side: Side,
  sandbox: boolean,
  isNeeded: boolean | 'mayBeLeftOut',
  t: Translate,
): string {
  const name = shortened(redisName(redis));
  const whose =
    side === 'source' ? t('Password of the source {name}', { name }) : t('Password of the target {name}', { name });
  if (isNeeded === 'mayBeLeftOut') {
    return sandbox
      ? t('{whose}; in the sandbox any will do that has no “wrong” in it. Empty: what needs it is not checked', {
          whose,
        })
      : t('{whose}, of its default account. Empty: what needs it is not checked', { whose });
  }
  if (sandbox) return t('{whose}; in the sandbox any will do that has no “wrong” in it', { whose });
  return isNeeded
    ? t('{whose}, of its default account', { whose })
    : t('{whose}, of its default account; empty where it has none', { whose });
}

/** The cloud may be wrong about what an instance demands, so an empty one is warned of. */
function checkPassword(typed: string, isNeeded: boolean, t: Translate): Remark | undefined {
  if (typed === '' && isNeeded) {
    const message = t('The cloud says that this instance demands a password. Enter goes on without one all the same.');
    return { severity: 'warning', message };
  }
  if (!typed.includes("'")) return undefined;
  const message = t('A password with a single quote fails with older instances. Enter takes it all the same.');
  return { severity: 'warning', message };
}
