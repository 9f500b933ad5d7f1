import { shortened } from '../../cloud/foreignText.ts';
import { isTrapped, trapText } from '../../desk/cutOver/checklistOf.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
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
      const isOne = isTrapped({ ...one, inUse: true }, lifeOf(one, now().getTime()));
      if (!isOver && isOne && (await targetsInUse.isFirst(place, one.task.task_id))) tellOne(desk, place, one);
    }
  }, onError);
  const ends = [tasks.onChange(() => void check()), targetsInUse.onChange(() => void check())];
  return () => {
    isOver = true;
    for (const end of ends) end();
  };
}

function tellOne({ t, notifier, log, runOnTasks }: Parts, place: TaskPlace, { task }: KnownTask): void {
  const { task_id: taskId, task_name: name } = task;
  const text = placed(trapText(shortened(name) || taskId, t), place, t);
  log.error(text);
  const button = (label: string, command: string) => ({ label, run: () => runOnTasks(command, [taskId]) });
  notifier.tell('warning', text, [
    button(t('Stop'), 'dcs.stopMigrationTask'),
    button(t('Cut Over…'), 'dcs.cutOver'),
    button(t('Show Migration Task'), 'dcs.showMigrationTask'),
  ]);
}
