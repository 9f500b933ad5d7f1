import { shortened } from '../../cloud/foreignText.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { causeOf, phaseText } from '../../desk/tasks/phaseTexts.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Notice } from '../../task/journal/notices.ts';

type Parts = Pick<Desk, 't' | 'now' | 'notifier' | 'log'>;

/** Notifications of one kind at a time; more of them are told as one. */
const mostApart = 3;

/** What has become of tasks, each in the log, and as few notifications as say it. */
export function tellNotices(parts: Parts, place: TaskPlace, tasks: readonly KnownTask[], notice: Notice): void {
  if (tasks.length <= mostApart) {
    for (const task of tasks) tell(parts, place, task, notice);
    return;
  }
  const { t, notifier, log, now } = parts;
  const level = notice === 'failed' ? 'error' : 'info';
  for (const task of tasks) log[level](placed(textOf(task, notice, now().getTime(), t), place, t));
  const openLog = { label: t('Open Log'), run: () => log.show() };
  notifier.tell(level, placed(countText(tasks.length, notice, t), place, t), [openLog]);
}

function countText(count: number, notice: Notice, t: Desk['t']): string {
  switch (notice) {
    case 'toConfigure':
      return t('{count} migration tasks are ready to be configured.', { count });
    case 'inSync':
      return t('{count} migration tasks are in sync.', { count });
    case 'finished':
      return t('{count} migration tasks have finished.', { count });
    case 'failed':
      return t('{count} migration tasks have failed; the log says why.', { count });
  }
}

function tell({ t, notifier, log, now }: Parts, place: TaskPlace, task: KnownTask, notice: Notice): void {
  const message = placed(textOf(task, notice, now().getTime(), t), place, t);
  const openLog = { label: t('Open Log'), run: () => log.show() };
  if (notice === 'failed') {
    log.error(message);
    notifier.tell('error', message, [openLog]);
    return;
  }
  log.info(message);
  const address = task.task.ecs_tenant_private_ip?.trim();
  const copy = address ? [{ label: t('Copy Machine Address'), run: () => notifier.copy(address) }] : [];
  notifier.tell('info', message, notice === 'toConfigure' ? copy : []);
}

function textOf(task: KnownTask, notice: Notice, now: number, t: Desk['t']): string {
  const name = shortened(task.task.task_name) || task.task.task_id;
  switch (notice) {
    case 'toConfigure':
      return t('Migration task {name} is ready to be configured.', { name });
    case 'inSync':
      return t('Migration task {name} is in sync.', { name });
    case 'finished':
      return t('Migration task {name} has finished.', { name });
    case 'failed': {
      const state = phaseText(task, lifeOf(task, now), t).replace(/[.。]$/, '');
      const action = causeOf(task)?.action;
      const what = t('Migration task {name}: {state}.', { name, state });
      return action === undefined ? what : `${what} ${t(action)}`;
    }
  }
}
