import type { Desk } from '../ports.ts';
import type { KnownTask, TaskPlace, TaskSight } from './taskSight.ts';

/** What a task is shown by. */
export type Shown = Pick<
  Desk,
  'tasks' | 'taskNotices' | 'changes' | 'logEnds' | 'records' | 'endsSeen' | 'targetsInUse'
>;

/**
 * What is known of the tasks, with which of them somebody wants to be told of, what is to be set back, the ends of their logs, and what
 * is known of their cut-over.
 */
export function shownSight(desk: Shown): TaskSight {
  const sight = desk.tasks.sight();
  return { ...sight, tasks: sight.tasks.map(shownIn(desk, sight.place)) };
}

function shownIn(desk: Shown, place: TaskPlace | undefined): (known: KnownTask) => KnownTask {
  const { taskNotices, changes, logEnds, records, endsSeen, targetsInUse } = desk;
  const changed = place && changes.tasksAt(place);
  const inUse = place && targetsInUse.at(place);
  return (known) => {
    const { task_id: taskId } = known.task;
    const log = logEnds.endOf(taskId);
    const record = place && records.known(place, taskId);
    const ends = place && endsSeen.of(place, taskId);
    const more = {
      ...(log && { log }),
      ...(taskNotices.isMarked(taskId) && { notified: true as const }),
      ...(changed?.has(taskId) && { changed: true as const }),
      ...(record && { record }),
      ...(ends && { ends }),
      ...(inUse?.has(taskId) && { inUse: true as const }),
    };
    return Object.keys(more).length === 0 ? known : { ...known, ...more };
  };
}
