import type { ListedTask } from '../../../../src/cloud/services/migrationTasks.ts';
import type { TaskStats } from '../../../../src/cloud/services/taskProgress.ts';
import type { KnownTask, TaskSight } from '../../../../src/desk/tasks/taskSight.ts';
import type { Sample } from '../../../../src/task/sample.ts';

/** When the newest look was, in milliseconds since 1970. */
export const now = Date.UTC(2026, 5, 1, 12);

export const incremental = 'INCRMIGEATING';

/** Looks ten seconds apart, the last one now; undefined where one failed. */
export function samplesOf(stats: readonly (TaskStats | undefined)[], status = incremental): readonly Sample[] {
  return stats.map((one, index) => ({ at: now - (stats.length - 1 - index) * 10_000, status, stats: one }));
}

export function knownTask(task: Partial<ListedTask>, samples: readonly Sample[] = [], taskStatus?: string): KnownTask {
  const listed: ListedTask = {
    task_id: 'task-1',
    task_name: 'orders',
    status: incremental,
    migration_method: 'incremental_migration',
    ...task,
  };
  const detail = taskStatus === undefined ? undefined : { task_id: listed.task_id, task_status: taskStatus };
  return { task: listed, detail, samples };
}

export function sightOf(tasks: readonly KnownTask[], others: Partial<TaskSight> = {}): TaskSight {
  return {
    state: 'known',
    tasks,
    imports: 0,
    jobs: new Map(),
    isComplete: true,
    asOf: now,
    failure: undefined,
    notBefore: 0,
    place: undefined,
    ...others,
  };
}
