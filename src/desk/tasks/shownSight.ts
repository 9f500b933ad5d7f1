import type { Desk } from '../ports.ts';
import type { KnownTask, TaskSight } from './taskSight.ts';

/** What is known of the tasks, with which of them somebody wants to be told of, what is to be set back, and the ends of their logs. */
export function shownSight({
  tasks,
  taskNotices,
  changes,
  logEnds,
}: Pick<Desk, 'tasks' | 'taskNotices' | 'changes' | 'logEnds'>): TaskSight {
  const sight = tasks.sight();
  const changedTasks = sight.place === undefined ? undefined : changes.tasksAt(sight.place);
  const shown = (known: KnownTask): KnownTask => {
    const { task_id: taskId } = known.task;
    const log = logEnds.endOf(taskId);
    const notified = taskNotices.isMarked(taskId);
    const changed = changedTasks?.has(taskId) ?? false;
    if (log === undefined && !notified && !changed) return known;
    return { ...known, ...(log && { log }), ...(notified && { notified }), ...(changed && { changed }) };
  };
  return { ...sight, tasks: sight.tasks.map(shown) };
}
