import type { Desk } from '../ports.ts';
import type { TaskSight } from './taskSight.ts';

/** What is known of the tasks, with which of them somebody wants to be told of. */
export function notifiedSight({ tasks, taskNotices }: Pick<Desk, 'tasks' | 'taskNotices'>): TaskSight {
  const sight = tasks.sight();
  const isMarked = taskNotices.isMarked;
  return {
    ...sight,
    tasks: sight.tasks.map((known) => (isMarked(known.task.task_id) ? { ...known, notified: true } : known)),
  };
}
