import { shortened } from '../../cloud/foreignText.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { passwordInput } from '../configure/passwordStep.ts';
import { redisKey, redisName } from '../preflight/configureForm.ts';
import type { ReadingForm } from './reading.ts';

/** Asks for the password, unless the cloud says that there is none; as it is kept, where it is. */
export async function askReadingPassword(
  { desk, title, place, draft }: ReadingForm,
  position: Position,
): Promise<Move> {
  const { t, prompter, redisPasswords } = desk;
  const { redis } = draft;
  if (redis === undefined) return 'back';
  const takesAll = redis.kind === 'instance' ? redis.instance.takes_all : undefined;
  if (takesAll === true) {
    Object.assign(draft, { password: '', isKept: false });
    return 'next';
  }
  const { sandbox, projectId, connection } = place;
  const kept = await redisPasswords.find({ sandbox, projectId, region: connection.region, redis: redisKey(redis) });
  const name = shortened(redisName(redis));
  const reply = await prompter.input({
    title,
    ...position,
    canGoBack: true,
    prompt: sandbox
      ? t('Password of {name}; in the sandbox any will do that has no “wrong” in it', { name })
      : t('Password of {name}, of its default account; empty where it has none', { name }),
    ...passwordInput(takesAll === false, t),
    value: kept ?? '',
  });
  if (reply === undefined || reply === 'back') return reply;
  Object.assign(draft, { password: reply.value, isKept: kept !== undefined && kept === reply.value });
  return 'next';
}
