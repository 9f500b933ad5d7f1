import { CloudError } from '../../cloud/errors.ts';
import { restartMigrationTasks } from '../../cloud/services/taskActions.ts';
import { showMigrationTaskStats } from '../../cloud/services/taskProgress.ts';
import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { movingPhases } from '../../task/lifecycle.ts';
import type { Called, Chosen } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { act } from './act.ts';
import { namesAndStates } from './namesAndStates.ts';
import { type Sent, sendInBatches } from './sent.ts';
import { isSwappedNow, swappedText } from './swappedNow.ts';
import type { EndWords } from './tellEnds.ts';

/** Lets migrations that were stopped or have failed copy everything again. */
export function restartMigrationTask(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  return act(
    desk,
    {
      action: 'restart',
      title: t('Restart Migration Task'),
      placeholder: t('Which migration is to be restarted?'),
      ask: async (chosen) => ({
        message:
          chosen.tasks.length === 1
            ? t('Restart this migration?')
            : t('Restart {count} migrations?', { count: chosen.tasks.length }),
        detail: [
          ...namesAndStates(chosen.tasks, t),
          '',
          ...(await targetLines(desk, chosen)),
          t('Everything is copied again, and keys of the target that the source has, too, are overwritten.'),
        ].join('\n'),
        yes: t('Restart'),
        no: t('Do Not Restart'),
      }),
      send: (place, tasks) =>
        sendUnswapped(
          place,
          tasks.map(({ id }) => id),
          t,
        ),
      isDone: ({ life }) => [...movingPhases, 'finished'].includes(life.phase),
      doing: t('Restarting…'),
      words: wordsOf(t),
      accepted: (place, { known }) => desk.taskNotices.restarted(place, known),
    },
    called,
  );
}

/** The others of them; see {@link isSwappedNow}. */
async function sendUnswapped(
  place: TaskPlace,
  ids: readonly string[],
  t: Desk['t'],
): Promise<ReadonlyMap<string, Sent>> {
  const { connection, projectId } = place;
  const found = await concurrently(ids, atATime, async (id) => ({ id, isSwapped: await isSwappedNow(place, id) }));
  const swapped = found.filter((one) => one.isSwapped).map(({ id }) => id);
  const others = ids.filter((id) => !swapped.includes(id));
  const sent = await sendInBatches(place, others, (batch) => restartMigrationTasks(connection, projectId, batch), t);
  const reason = swappedText(t);
  return new Map([...sent, ...swapped.map((id): [string, Sent] => [id, { kind: 'refused', reason }])]);
}

function wordsOf(t: Desk['t']): EndWords {
  return {
    done: (name) => t('Migration task {name} was restarted.', { name }),
    doneAll: (count) => t('Migration tasks restarted: {count}', { count }),
    refused: (name, reason) => t('Migration task {name} was not restarted. {reason}', { name, reason }),
    unclear: (name, reason, state) =>
      t('It is not known whether migration task {name} was restarted; when last looked at: {state}. {reason}', {
        name,
        reason,
        state,
      }),
  };
}

/** Targets that are asked about, at a time. */
const mostTargets = 10;
const atATime = 4;

/** How many keys each target holds, as the figures of its task say. */
async function targetLines(desk: Desk, { place, tasks }: Chosen): Promise<readonly string[]> {
  const { t } = desk;
  const reading = concurrently(tasks.slice(0, mostTargets), atATime, async ({ id, name }) => {
    const count = await targetKeys(place, id);
    if (count === undefined) return t('How many keys the target of {name} holds is not known.', { name });
    return t('Keys in the target of {name}: {count}', { name, count: figure(count, t) });
  });
  const lines = await toldWhenSlow(desk, t('Reading the figures of the targets…'), reading);
  const rest = tasks.length - lines.length;
  return rest > 0 ? [...lines, t('… and {count} more', { count: rest })] : lines;
}

async function targetKeys({ connection, projectId }: Chosen['place'], id: string): Promise<number | undefined> {
  try {
    return (await showMigrationTaskStats(connection, projectId, id)).target_dbsize;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}
