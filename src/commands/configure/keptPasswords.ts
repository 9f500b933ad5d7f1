import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type RedisChoice, redisKey } from '../preflight/configureForm.ts';

/** A Redis and what is to be kept for it; undefined or empty: nothing. */
interface Keeping {
  readonly redis: RedisChoice;
  readonly password: string | undefined;
}

/** What is not to be kept is forgotten where it was. Nothing is kept for somebody who has signed out meanwhile. */
export async function keepPasswords(
  { t, log, notifier, redisPasswords }: Pick<Desk, 't' | 'log' | 'notifier' | 'redisPasswords'>,
  { sandbox, projectId, connection }: TaskPlace,
  all: readonly Keeping[],
): Promise<void> {
  if (connection.session.over.aborted) return;
  try {
    for (const { redis, password } of all) {
      const of = { sandbox, projectId, region: connection.region, redis: redisKey(redis) };
      if (password) await redisPasswords.keep(of, password);
      else await redisPasswords.forget(of);
    }
  } catch {
    const message = t(
      'The secret storage of this computer is out of order, so that what it keeps of passwords is as it was.',
    );
    log.error(message);
    notifier.tell('warning', message);
  }
}
