import { isTrapped } from '../../desk/cutOver/checklistOf.ts';
import { trapButton, trapText } from '../../desk/cutOver/trapTexts.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { onceAtATime } from '../watch/chain.ts';

type Parts = Pick<Desk, 't' | 'now' | 'tasks' | 'notifier' | 'log' | 'runOnTasks' | 'targetsInUse'>;

/** Tells, once for each task across windows, that a migration goes on whose target applications use. Gives what ends that. */
export function tellOfTraps(desk: Parts, onError: (error: unknown) => void): () => void {
  const { now, tasks, targetsInUse } = desk;
  let isOver = false;
  const check = onceAtATime(async () => {
    const { place, failure, tasks: known } = tasks.sight();
    if (place === undefined || failure !== undefined) return;
    const inUse = targetsInUse.at(place);
    for (const one of known.filter(({ task }) => inUse.has(task.task_id))) {
      const life = lifeOf(one, now().getTime());
      const isOne = isTrapped({ ...one, inUse: true }, life);
      if (!isOver && isOne && (await targetsInUse.isFirst(place, one.task.task_id))) tellOne(desk, place, one, life);
    }
  }, onError);
  const ends = [tasks.onChange(() => void check()), targetsInUse.onChange(() => void check())];
  return () => {
    isOver = true;
    for (const end of ends) end();
  };
}

function tellOne({ t, notifier, log, runOnTasks }: Parts, place: TaskPlace, known: KnownTask, life: Lifecycle): void {
  const text = placed(trapText(known, life, t), place, t);
  log.error(text);
  const buttons = [
    trapButton(life, t),
    { command: 'dcs.cutOver', label: t('Cut Over…') },
    { command: 'dcs.showMigrationTask', label: t('Show Migration Task') },
  ].map(({ command, label }) => ({ label, run: () => runOnTasks(command, [known.task.task_id]) }));
  notifier.tell('warning', text, buttons);
}
