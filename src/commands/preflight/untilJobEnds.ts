import { CloudError } from '../../cloud/errors.ts';
import { showJob } from '../../cloud/services/migrationTasks.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/** Milliseconds between two looks at a job, and how many there are. */
const betweenLooks = 2000;
const mostLooks = 15;

/** Gives a change of an instance its time; whether it is known to be done then. Whoever looks afterwards sees what came of it. */
export async function untilJobEnds({ wait }: Pick<Desk, 'wait'>, place: TaskPlace, job: string): Promise<boolean> {
  for (let look = 0; look < mostLooks; look += 1) {
    const status = await showJob(place.connection, place.projectId, job).then(
      (known) => known.status.toUpperCase(),
      (error: unknown) => {
        if (!(error instanceof CloudError)) throw error;
        return 'FAIL';
      },
    );
    if (status !== 'INIT' && status !== 'RUNNING') return status === 'SUCCESS';
    await wait(betweenLooks);
  }
  return false;
}
