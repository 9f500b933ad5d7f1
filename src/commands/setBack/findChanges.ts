import { shortened } from '../../cloud/foreignText.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import type { Plan } from '../../task/journal/plans.ts';
import { type Chosen, type ChosenTask, mayDo } from '../tasks/chosenTasks.ts';
import { changeName, type FoundChange } from './changeTexts.ts';
import { readStandings } from './standing.ts';

/** Milliseconds after which what was sent cannot come to anything any more. */
const longestWay = 10 * 60_000;

/** How changes stand now, and which migrations need them still; what is as it was, by whoever, is closed. */
export async function findChanges(
  desk: Desk,
  read: Chosen,
  changes: readonly Change[],
  plans: readonly Plan[],
): Promise<readonly FoundChange[]> {
  const { t, now } = desk;
  const standings = await readStandings(read.place, changes, t);
  const active = read.tasks.filter(mayRun);
  const waiting = plans.filter((plan) => waitsForStart(plan, read.tasks, now().getTime()));
  const found = changes.flatMap((change): FoundChange[] => {
    const standing = standings.get(change.id);
    if (standing === undefined) return [];
    const isYoung = now().getTime() - Date.parse(change.notedAt) < longestWay;
    const mayCome = standing.kind === 'setBack' && !change.isDone && isYoung;
    return [{ change, standing, mayCome, users: usersOf(change, active, waiting) }];
  });
  return withoutSetBack(desk, read.place, found);
}

/** A plan stays where its task was deleted or started elsewhere, or where nobody knows what became of its create. */
function waitsForStart({ taskId, since }: Plan, tasks: Chosen['tasks'], time: number): boolean {
  if (taskId === undefined) return Math.abs(time - Date.parse(since)) < longestWay;
  const phase = tasks.find(({ id }) => id === taskId)?.life.phase;
  return phase === 'creating' || phase === 'toConfigure';
}

/** It is under way, or has failed and connects again by itself. */
function mayRun(task: ChosenTask): boolean {
  const { task: listed, detail } = task.known;
  const isAuto = (listed.resume_mode ?? detail?.resume_mode)?.trim().toLowerCase() === 'auto';
  return mayDo('stop')(task) || (task.life.phase === 'failed' && isAuto);
}

/** Migrations under way that it was changed for, or that have the same machine address or source, and those that wait for their start. */
function usersOf({ task, instance, what }: Change, active: Chosen['tasks'], plans: readonly Plan[]): readonly string[] {
  const isUser = ({ id, known: { task: one, detail } }: ChosenTask) =>
    id === task.id ||
    (what.kind === 'whitelist'
      ? (one.ecs_tenant_private_ip ?? detail?.ecs_tenant_private_ip)?.trim() === what.entry
      : (one.source_instance_id ?? detail?.source_instance?.id)?.trim() === instance.id);
  const planned = plans.filter(({ taskId, name }) => (taskId === undefined ? name === task.name : taskId === task.id));
  return [
    ...new Set([...active.filter(isUser).map(({ name }) => name), ...planned.map(({ name }) => shortened(name))]),
  ];
}

/** What is as it was, by whoever, is closed; what may still come stays. */
async function withoutSetBack(
  desk: Desk,
  place: TaskPlace,
  all: readonly FoundChange[],
): Promise<readonly FoundChange[]> {
  const { t, log, changes } = desk;
  const isOver = ({ standing, mayCome }: FoundChange) => standing.kind === 'setBack' && !mayCome;
  for (const { change } of all.filter(isOver)) {
    log.info(placed(t('Set back already: {change}.', { change: changeName(change, t) }), place, t));
    await orTellTrouble(desk, () => changes.close(change));
  }
  return all.filter((one) => !isOver(one));
}
