import type { Desk } from '../../desk/ports.ts';
import { noteHappened } from '../../desk/tasks/noteHappened.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { TaskAction } from '../../task/lifecycle.ts';
import type { End } from './lookAfter.ts';

type Parts = Pick<Desk, 't' | 'log' | 'records'>;

/** Notes what was asked of tasks, and what the cloud said to it. */
export function noteAsked(desk: Parts, place: TaskPlace, action: TaskAction, ends: readonly End[]): void {
  for (const end of ends) {
    const said = end.kind === 'done' ? { outcome: 'accepted' as const } : { outcome: end.kind, reason: end.reason };
    noteHappened(desk, place, end.task.id, { kind: 'asked', action, ...said });
  }
}

/** Notes that they were to be deleted, and of which that is seen to be done. */
export function noteDeletion(desk: Parts, place: TaskPlace, ends: readonly End[]): void {
  noteAsked(desk, place, 'delete', ends);
  for (const { task, kind } of ends)
    if (kind === 'done') noteHappened(desk, place, task.id, { kind: 'ended', action: 'delete', outcome: 'done' });
}
