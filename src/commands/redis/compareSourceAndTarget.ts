import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Both, Side } from '../../redis/compare/ends.ts';
import { redisKey } from '../preflight/configureForm.ts';
import { type Called, type ChosenTask, chooseTasks } from '../tasks/chosenTasks.ts';
import { askTogether } from './askTogether.ts';
import { endsOfTask } from './comparedEnds.ts';
import { compareReadings, sameText } from './compareReadings.ts';
import { askReading } from './openReading.ts';
import type { Reading } from './reading.ts';
import type { ComparedTask } from './tellComparison.ts';

/** Compares what a task has migrated with what it was migrated from, reading both; tells, and notes it with the migration. */
export async function compareSourceAndTarget(desk: Desk, called: Called): Promise<void> {
  const { t, notifier } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Compare Source and Target'),
    placeholder: t('Of which migration task?'),
    fits: wasConfigured,
  });
  const [task, ...more] = chosen?.tasks ?? [];
  if (chosen === undefined || task === undefined) return;
  const { name, state } = task;
  if (!wasConfigured(task)) {
    notifier.tell('info', t('Migration task {name} has no source and target yet ({state}).', { name, state }));
    return;
  }
  if (more.length > 0) notifier.tell('info', t('One task at a time is compared; this one is {name}.', { name }));
  const { place } = chosen;
  const readings = await askBoth(desk, { place, task });
  if (readings === undefined) return;
  const { source, target } = readings;
  if (redisKey(source.redis) === redisKey(target.redis)) return notifier.tell('error', sameText(t));
  if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
  await compareReadings(desk, { place, task }, { source, target });
}

async function askBoth(desk: Desk, asked: Asked): Promise<Both<Reading> | undefined> {
  const together = await askTogether(desk, asked);
  if (together !== 'apart') return together;
  const source = await askEnd(desk, asked, 'source');
  const target = source && (await askEnd(desk, asked, 'target'));
  return source && target && { source, target };
}

/** Before that it has no ends. */
function wasConfigured({ life: { phase } }: ChosenTask): boolean {
  return phase !== 'creating' && phase !== 'toConfigure';
}

interface Asked extends ComparedTask {
  readonly task: ChosenTask;
}

/** Undefined where it was called off. */
function askEnd(desk: Desk, { place, task }: Asked, side: Side): Promise<Reading | undefined> {
  const { t } = desk;
  const known = endsOfTask(task.known)[side];
  const words: Both<() => readonly [title: string, placeholder: string]> = {
    source: () => [t('Source of {name}', { name: task.name }), t('Which Redis is the source?')],
    target: () => [t('Target of {name}', { name: task.name }), t('Which Redis is the target?')],
  };
  const [title, placeholder] = words[side]();
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  return askReading({
    desk,
    place,
    title: titleIn(`${t('Compare Source and Target')} · ${title}`, account, place.connection.region, t),
    placeholder,
    ends: { heading: title, choices: known === undefined ? [] : [known] },
    known,
    draft: {},
  });
}
