import { asSentence, shortened } from '../../cloud/foreignText.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import { causeOf } from '../../desk/tasks/causes.ts';
import { phaseText } from '../../desk/tasks/phaseTexts.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ExchangeEnd } from '../../task/cutOver/exchangeEnd.ts';
import { whyNotStarted } from '../../task/diagnosis.ts';
import type { ExchangeNotice, MarkedTask, Notice } from '../../task/journal/notices.ts';
import { exchangeCountText, exchangeText } from './exchangeText.ts';
import { leadTo, nextButtons, type RunOnTask } from './nextButtons.ts';
import type { Stage } from './stageOf.ts';

type Parts = Pick<Desk, 't' | 'now' | 'notifier' | 'log' | 'changes'>;

/** Collects what is told of the tasks of one place, so that what many come to at once is one notification. */
export interface Telling {
  /** `run`: where commands find the task. */
  notice(stage: Extract<Stage, { kind: 'told' }>, run: RunOnTask | undefined): void;
  /** `isLogged`: and no more than that. */
  notStarted(mark: MarkedTask, failure: MachineFailure, isLogged: boolean): void;
  exchange(mark: MarkedTask, end: Exclude<ExchangeEnd, { kind: 'underWay' }>, run: RunOnTask | undefined): void;
  gone(mark: MarkedTask): void;
  tell(): void;
}

/** Two sentences. */
interface MachineFailure {
  readonly reason: string;
  readonly action: string;
}

/** What is told of one task: in the log, and in a notification of its own. */
interface News {
  readonly logged: string;
  readonly message: string;
  readonly buttons: () => Parameters<Parts['notifier']['tell']>[2];
}

/** Notifications of one kind at a time; more of them are told as one. */
const mostApart = 3;

const isBad = (notice: Notice) => bad.includes(notice);

const bad: readonly Notice[] = ['failed', 'notStarted', 'exchangeFailed', 'exchangeNotKnown'];

/** Each is in the log, and there are as few notifications as say it. */
export function createTelling(parts: Parts, place: TaskPlace): Telling {
  const { t, notifier, log, now, changes } = parts;
  const news = new Map<Notice, News[]>();
  const add = (notice: Notice, one: News) => news.set(notice, [...(news.get(notice) ?? []), one]);
  const openLog = { label: t('Open Log'), run: () => log.show() };
  return {
    notice({ notice, task }, run) {
      const message = textOf(task, notice, now().getTime(), t);
      const address = task.task.ecs_tenant_private_ip?.trim();
      const copy = { label: t('Copy Machine Address'), run: () => notifier.copy(address ?? '') };
      const isReady = notice === 'toConfigure' && address !== undefined && address !== '';
      const isChanged = changes.tasksAt(place).has(task.task.task_id);
      const next = nextButtons(notice, { task, isChanged, now: now().getTime() }, t);
      const lead = run === undefined ? [] : leadTo(task.task.task_id, next, run, t);
      const buttons = () => [...(isReady ? [copy] : []), ...lead, ...(isBad(notice) ? [openLog] : [])];
      add(notice, { message, buttons, logged: isReady ? readyText(task, address, t) : message });
    },
    notStarted({ taskId, name }, failure, isLogged) {
      const values = { name: shortened(name), ...failure };
      const message = t(
        'Migration task {name} exists, but its migration machine did not start: {reason} {action}',
        values,
      );
      if (isLogged) return log.error(placed(message, place, t));
      const copy = { label: t('Copy Task ID'), run: () => notifier.copy(taskId) };
      add('notStarted', { message, logged: message, buttons: () => [copy, openLog] });
    },
    exchange: (mark, end, run) => add(noticeOfExchange[end.kind], exchangeNews(mark, end, { run, openLog, t })),
    gone: ({ name }) =>
      log.info(placed(t('Migration task {name} has been deleted meanwhile.', { name: shortened(name) }), place, t)),
    tell: () => tellAll(parts, place, news, openLog),
  };
}

function tellAll(
  { t, notifier, log }: Parts,
  place: TaskPlace,
  news: ReadonlyMap<Notice, readonly News[]>,
  openLog: Button,
): void {
  for (const [notice, all] of news) {
    const note = isBad(notice) ? log.error : log.info;
    const level = notice === 'exchangeNotKnown' ? 'warning' : isBad(notice) ? 'error' : 'info';
    for (const { logged } of all) note(placed(logged, place, t));
    if (all.length > mostApart) notifier.tell(level, placed(countText(all.length, notice, t), place, t), [openLog]);
    else for (const { message, buttons } of all) notifier.tell(level, placed(message, place, t), buttons());
  }
}

const noticeOfExchange = { done: 'exchanged', failed: 'exchangeFailed', notKnown: 'exchangeNotKnown' } as const;

function exchangeNews(
  mark: MarkedTask,
  end: Exclude<ExchangeEnd, { kind: 'underWay' }>,
  { run, openLog, t }: { readonly run: RunOnTask | undefined; readonly openLog: Button; readonly t: Desk['t'] },
): News {
  const { taskId, exchange } = mark;
  const message = exchangeText(mark, end, t);
  const rollBack = { command: 'dcs.rollBackIp', label: t('Roll Back IP…') };
  const isSwapped = end.kind === 'done' && exchange?.kind === 'swap';
  const lead = run === undefined ? [] : leadTo(taskId, isSwapped ? [rollBack] : [], run, t);
  return { message, logged: message, buttons: () => [...lead, ...(end.kind === 'done' ? [] : [openLog])] };
}

function countText(count: number, notice: Notice, t: Desk['t']): string {
  switch (notice) {
    case 'toConfigure':
      return t('{count} migration tasks are ready to be configured.', { count });
    case 'ready':
      return t('{count} migration tasks are ready to cut over.', { count });
    case 'finished':
      return t('{count} migration tasks have finished.', { count });
    case 'stopped':
      return t('{count} migration tasks have stopped.', { count });
    case 'failed':
      return t('{count} migration tasks have failed; the log says why.', { count });
    case 'notStarted':
      return t('The migration machines of {count} tasks did not start; the log says why.', { count });
    default:
      return exchangeCountText(count, notice, t);
  }
}

function textOf(
  task: KnownTask,
  notice: Exclude<Notice, 'notStarted' | ExchangeNotice>,
  now: number,
  t: Desk['t'],
): string {
  const name = shortened(task.task.task_name) || task.task.task_id;
  switch (notice) {
    case 'toConfigure':
      return t('Migration task {name} is ready to be configured.', { name });
    case 'ready':
      return t('Migration task {name} is in sync, and ready to cut over.', { name });
    case 'finished':
      return t('Migration task {name} has finished.', { name });
    case 'stopped':
      return t('Migration task {name} has stopped.', { name });
    case 'failed': {
      const state = phaseText(task, lifeOf(task, now), t).replace(/[.。]$/, '');
      const action = causeOf(task)?.action;
      const what = t('Migration task {name}: {state}.', { name, state });
      return action === undefined ? what : `${what} ${t(action)}`;
    }
  }
}

function readyText({ task }: KnownTask, address: string, t: Desk['t']): string {
  return t(
    'Migration task {name} is ready to be configured. Its migration machine has the IP address {address}: let it into the whitelists of source and target.',
    { name: shortened(task.task_name) || task.task_id, address: shortened(address) },
  );
}

/** Why a machine did not start, by what the cloud says of it, and what to do. */
export function machineFailure(reason: string | undefined, t: Desk['t']): MachineFailure {
  return {
    reason:
      reason === undefined || reason === '' ? t('The cloud gives no reason.') : asSentence(shortened(reason, 300)),
    action: t(whyNotStarted(reason).action),
  };
}
