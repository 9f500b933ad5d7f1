import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { End } from './lookAfter.ts';

/** Leads on where something was changed for tasks that have come to their end from here. */
export function setBackOffer(
  { changes, runOnTasks, t }: Pick<Desk, 'changes' | 'runOnTasks' | 't'>,
  place: TaskPlace,
  ends: readonly End[],
): readonly Button[] {
  const open = changes.tasksAt(place);
  const ids = ends.flatMap(({ kind, task }) => (kind === 'done' && open.has(task.id) ? [task.id] : []));
  return ids.length === 0 ? [] : [{ label: t('Set Back Changes…'), run: () => runOnTasks('dcs.setBackChanges', ids) }];
}
