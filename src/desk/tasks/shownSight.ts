import type { Desk } from '../ports.ts';
import type { KnownTask, TaskSight } from './taskSight.ts';

/** What is known of the tasks, with which of them somebody wants to be told of, and the ends of their logs. */
export function shownSight({
  tasks,
  taskNotices,
  logEnds,
}: Pick<Desk, 'tasks' | 'taskNotices' | 'logEnds'>): TaskSight {
  const sight = tasks.sight();
  const shown = (known: KnownTask): KnownTask => {
    const { task_id: taskId } = known.task;
    const log = logEnds.endOf(taskId);
    const notified = taskNotices.isMarked(taskId);
    if (log === undefined && !notified) return known;
    return { ...known, ...(log && { log }), ...(notified && { notified }) };
  };
  return { ...sight, tasks: sight.tasks.map(shown) };
}
