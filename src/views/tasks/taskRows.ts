import { shortened } from '../../cloud/foreignText.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import { isCutOver, isTrapped, mayCleanUp, mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { grouped } from '../../desk/grouped.ts';
import { daysIdle } from '../../desk/tasks/idleMachine.ts';
import { clockText, phaseText } from '../../desk/tasks/phaseTexts.ts';
import { taskGroupText } from '../../desk/tasks/taskGroupText.ts';
import { type Arrangement, type KnownTask, lifeOf, type TaskSight } from '../../desk/tasks/taskSight.ts';
import { type Lifecycle, movingPhases, type Phase } from '../../task/lifecycle.ts';
import { groupOf, taskGroups } from '../../task/taskGroups.ts';
import { failed, idOf, none, passed, queued, type Row, type RowIcon } from './row.ts';
import { rowsBelow } from './rowsBelow.ts';

const icons: Readonly<Record<Phase, RowIcon>> = {
  creating: { name: 'loading~spin' },
  toConfigure: { name: 'circle-outline', color: queued },
  fullCopy: { name: 'sync~spin' },
  catchingUp: { name: 'sync~spin' },
  migrating: { name: 'sync~spin' },
  inSync: { name: 'pass' },
  ready: { name: 'pass', color: passed },
  stopping: { name: 'loading~spin' },
  stopped: { name: 'debug-stop' },
  finished: { name: 'pass-filled', color: passed },
  failed: { name: 'error', color: failed },
  released: { name: 'circle-slash' },
  deleted: { name: 'trash' },
  unknown: { name: 'question' },
};

function iconOf({ phase, exchange }: Lifecycle): RowIcon {
  if (exchange === 'exchanging') return icons.stopping;
  const isOver = phase === 'failed' || phase === 'deleted';
  return exchange === 'exchanged' && !isOver ? icons.finished : icons[phase];
}

/** The rows of what is known, in groups or flat. `now` in milliseconds since 1970. */
export function rowsOf(sight: TaskSight, { by, only }: Arrangement, now: number, t: Translate): readonly Row[] {
  const all = sight.tasks.map((known) => ({ known, life: lifeOf(known, now) }));
  const shown = all.filter(({ life }) => only.length === 0 || only.includes(groupOf(life))).sort(newestFirst);
  const rows = shown.map((one) => ({ ...one, row: taskRow(one, sight, now, t) }));
  const below = [...hiddenRow(all.length - shown.length, t), ...importsRow(sight.imports, t)];
  if (by === 'none') return [...rows.map(({ row }) => row), ...below];
  if (by === 'target') {
    const named = grouped(rows, ({ known }) => targetOf(known.task));
    const sorted = [...named].sort(([one], [other]) => one.localeCompare(other));
    return [...sorted.map(([name, list]) => groupRow(`target ${name}`, name || t('No Target Yet'), list)), ...below];
  }
  const inGroups = grouped(rows, ({ life }) => groupOf(life));
  const present = taskGroups.flatMap((group) => {
    const list = inGroups.get(group);
    return list === undefined ? [] : [groupRow(`state ${group}`, taskGroupText(group, t), list, group !== 'done')];
  });
  return [...present, ...below];
}

interface Lived {
  readonly known: KnownTask;
  readonly life: Lifecycle;
}

function newestFirst({ known: one }: Lived, { known: other }: Lived): number {
  return createdAt(other.task) - createdAt(one.task);
}

function createdAt({ created_at }: ListedTask): number {
  return created_at?.time?.getTime() ?? 0;
}

/** By its name, as people know it, else by where it is. */
function targetOf({ target_instance_name: name, target_instance_addrs: addresses }: ListedTask): string {
  return shortened(name?.trim() || addresses?.trim() || '');
}

function groupRow(id: string, label: string, list: readonly { readonly row: Row }[], open = true): Row {
  const rows = list.map(({ row }) => row);
  return { id: `group ${id}`, label, description: String(rows.length), context: 'group', open, rows: () => rows };
}

/** Milliseconds after which figures are not called those of now. */
const agedAfter = 15_000;

function agedText(
  { phase, figures, exchange }: Lifecycle,
  sight: TaskSight,
  now: number,
  t: Translate,
): readonly string[] {
  // Nothing of it is from now then, whatever it is.
  if (sight.failure !== undefined && sight.asOf !== undefined)
    return [t('as of {time}', { time: clockText(sight.asOf, t) })];
  const isAged = figures !== undefined && Math.abs(now - figures.at) > agedAfter;
  const isOfNow = exchange !== 'exchanging' && exchange !== 'exchanged';
  return isAged && isOfNow && movingPhases.includes(phase) ? [clockText(figures.at, t)] : [];
}

function taskRow({ known, life }: Lived, sight: TaskSight, now: number, t: Translate): Row {
  const { task_id: taskId, task_name: name } = known.task;
  return {
    id: idOf(taskId),
    label: shortened(name) || taskId,
    description: [
      ...(isTrapped(known, life) ? [t('may overwrite the target that is in use')] : []),
      phaseText(known, life, t),
      ...agedText(life, sight, now, t),
      ...idleText(daysIdle(known, life, sight.place, now), t),
    ].join(' · '),
    icon: isTrapped(known, life) ? { name: 'warning', color: queued } : iconOf(life),
    context: contextOf(known, life),
    open: false,
    taskId,
    rows: () => rowsBelow(known, life, t),
  };
}

function idleText(days: number | undefined, t: Translate): readonly string[] {
  if (days === undefined) return [];
  return [days === 1 ? t('machine billed for a day') : t('machine billed for {days} days', { days })];
}

function contextOf(known: KnownTask, life: Lifecycle): string {
  const { task, notified, changed } = known;
  const has = [
    ...(mayCutOver(life) || isCutOver(known, life) ? ['cutOver'] : []),
    ...(mayCleanUp(known, life) ? ['cleanUp'] : []),
    ...(task.ecs_tenant_private_ip ? ['address'] : []),
    ...(notified ? ['notified'] : []),
    ...(changed ? ['changed'] : []),
  ];
  return ['task', ...life.may, ...has].join(' ');
}

function hiddenRow(count: number, t: Translate): readonly Row[] {
  if (count === 0) return [];
  const label = count === 1 ? t('1 more task is filtered out') : t('{count} more tasks are filtered out', { count });
  return [{ id: 'hidden', label, icon: { name: 'filter' }, context: 'hidden', rows: none }];
}

function importsRow(count: number, t: Translate): readonly Row[] {
  if (count === 0) return [];
  const label = count === 1 ? t('1 backup import') : t('{count} backup imports', { count });
  return [{ id: 'imports', label, icon: { name: 'archive' }, context: 'imports', rows: none }];
}
