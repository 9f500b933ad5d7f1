import { CloudError } from '../../cloud/errors.ts';
import { asSentence, shortened } from '../../cloud/foreignText.ts';
import type { Job } from '../../cloud/services/migrationTaskSchemas.ts';
import { showJob } from '../../cloud/services/migrationTasks.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/** Milliseconds between two looks at a job, and how many there are. */
const betweenLooks = 2000;
const mostLooks = 15;

/** Gives a change of an instance its time, and tells where it has failed; whether it is known to be done then. Whoever looks afterwards sees what came of others. */
export async function untilJobEnds(
  { t, log, notifier, wait }: Pick<Desk, 't' | 'log' | 'notifier' | 'wait'>,
  place: TaskPlace,
  job: string,
): Promise<boolean> {
  for (let look = 0; look < mostLooks; look += 1) {
    const known = await read(place, job);
    if (known === undefined) return false;
    const status = known.status.trim().toUpperCase();
    if (/^FAIL/.test(status)) {
      const reason = known.fail_reason?.trim();
      const why = reason ? asSentence(shortened(reason, 300)) : t('The cloud gives no reason.');
      const message = t('The cloud accepted the change, and then failed to carry it out. {reason}', { reason: why });
      log.error(placed(message, place, t));
      notifier.tell('warning', placed(message, place, t));
    }
    if (status !== 'INIT' && status !== 'RUNNING') return status === 'SUCCESS';
    await wait(betweenLooks);
  }
  return false;
}

/** Undefined where nobody says how it is. */
function read({ connection, projectId }: TaskPlace, job: string): Promise<Job | undefined> {
  return showJob(connection, projectId, job).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  });
}
