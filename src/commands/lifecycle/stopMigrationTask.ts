import { stopMigrationTask as sendStop, stopMigrationTasks as sendStops } from '../../cloud/services/taskActions.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Called, ChosenTask } from '../tasks/chosenTasks.ts';
import { act } from './act.ts';
import { namesAndStates } from './namesAndStates.ts';
import { type Sent, sendInBatches, sendOne } from './sent.ts';

/** Ends migrations that are under way: what has reached the target stays there. */
export function stopMigrationTask(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  return act(
    desk,
    {
      action: 'stop',
      title: t('Stop Migration Task'),
      placeholder: t('Which migration is to be stopped?'),
      ask: ({ tasks }) => ({
        message:
          tasks.length === 1 ? t('Stop this migration?') : t('Stop {count} migrations?', { count: tasks.length }),
        detail: [
          ...namesAndStates(tasks, t),
          '',
          t('What has reached the target stays there, and nothing more gets there. A restart copies everything again.'),
        ].join('\n'),
        yes: t('Stop'),
        no: t('Do Not Stop'),
      }),
      send: (place, tasks) => stop(place, tasks, t),
      isDone: isStopping,
      isEnd: true,
      doing: t('Stopping…'),
      accepted: (place, { known }) => desk.taskNotices.stopping(place, known),
      words: {
        done: (name) => t('Migration task {name} is stopping.', { name }),
        doneAll: (count) => t('Migration tasks stopping: {count}', { count }),
        refused: (name, reason) => t('Migration task {name} was not stopped. {reason}', { name, reason }),
        unclear: (name, reason, state) =>
          t('It is not known whether migration task {name} will stop; when last looked at: {state}. {reason}', {
            name,
            reason,
            state,
          }),
      },
    },
    called,
  );
}

/** It is, or has been stopped already. */
export function isStopping({ life }: ChosenTask): boolean {
  return life.phase === 'stopping' || life.phase === 'stopped';
}

/** One by its own call, more by the one for many. */
export async function stop(
  place: TaskPlace,
  tasks: readonly ChosenTask[],
  t: Translate,
): Promise<ReadonlyMap<string, Sent>> {
  const { connection, projectId } = place;
  const [first, ...others] = tasks;
  if (first !== undefined && others.length === 0) {
    return new Map([[first.id, await sendOne(place, () => sendStop(connection, projectId, first.id), t)]]);
  }
  const ids = tasks.map(({ id }) => id);
  return sendInBatches(place, ids, (batch) => sendStops(connection, projectId, batch), t);
}
