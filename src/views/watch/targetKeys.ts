import { CloudError } from '../../cloud/errors.ts';
import { showMigrationTaskStats } from '../../cloud/services/taskProgress.ts';
import type { Desk } from '../../desk/ports.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { stateOf, type TaskState } from '../../task/taskStatus.ts';

/** How a run ends that may have left something in the target. */
const ends: readonly TaskState[] = ['failed', 'stopped'];

/**
 * Asks once, when a run has ended, how many keys the figures of a task say are in its target, since no look asks for them any more; gives
 * the task with what is known of that. What cannot be read is not known.
 */
export function createTargetKeys(
  { now }: Pick<Desk, 'now'>,
  onRead: () => void,
  onError: (error: unknown) => void,
): (place: TaskPlace, known: KnownTask) => KnownTask {
  const read = new Map<string, KnownTask['targetKeys']>();
  const ask = async (place: TaskPlace, taskId: string, key: string) => {
    const { connection, projectId } = place;
    const { target_dbsize: count } = await showMigrationTaskStats(
      { ...connection, patience: undefined },
      projectId,
      taskId,
    );
    if (count === undefined) return;
    read.set(key, { count, at: now().getTime() });
    onRead();
  };
  return (place, known) => {
    const { task_id: taskId, status, migration_method: method = known.detail?.migration_method } = known.task;
    // What never was configured has no target.
    if (!ends.includes(stateOf(status)) || (method ?? '').trim() === '') return known;
    const { session, endpoints } = place.connection;
    const key = [session.identity.accessKeyId, endpoints.dcs, place.projectId, taskId, status, known.begunAfter].join(
      ' ',
    );
    if (!read.has(key)) {
      read.set(key, undefined);
      ask(place, taskId, key).catch((error: unknown) => {
        if (!(error instanceof CloudError)) onError(error);
      });
    }
    const targetKeys = read.get(key);
    return targetKeys === undefined ? known : { ...known, targetKeys };
  };
}
