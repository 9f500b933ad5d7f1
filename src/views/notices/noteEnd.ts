import type { Desk } from '../../desk/ports.ts';
import { noteHappened } from '../../desk/tasks/noteHappened.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Stage } from './stageOf.ts';

/** Notes how a migration has ended, where that is what is told of it. */
export function noteEnd(
  desk: Pick<Desk, 't' | 'log' | 'records'>,
  place: TaskPlace,
  { notice, task: { task } }: Extract<Stage, { kind: 'told' }>,
): void {
  const note = (action: 'stop' | 'configure', outcome: 'done' | 'failed', reason?: string) =>
    noteHappened(desk, place, task.task_id, { kind: 'ended', action, outcome, ...(reason && { reason }) });
  if (notice === 'stopped') note('stop', 'done');
  if (notice === 'finished') note('configure', 'done');
  if (notice === 'failed') note('configure', 'failed', task.error_message?.trim());
}
