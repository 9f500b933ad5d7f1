import { Unintelligible } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { timeText } from '../../desk/timeText.ts';
import type { NameCheck } from '../../task/create/sameName.ts';
import type { ClosedCreation, Creation, OpenCreation } from '../../task/journal/journal.ts';
import { isSamePlace } from '../../task/journal/place.ts';

/** Lines of a question; what is beyond is counted. */
export const mostLines = 8;

/** Shows every task that may be the same one, in the project, from this file or under way; true where there is none, or it shall be another one all the same. */
export async function acceptAnother(
  desk: Pick<Desk, 't' | 'prompter' | 'journal' | 'log'>,
  creation: Creation,
  check: Exclude<NameCheck, { kind: 'failed' }>,
  instead?: Creation,
): Promise<boolean> {
  const { t, prompter, journal, log } = desk;
  const name = shortened(creation.body.name);
  const lines = await likeTasks(journal, creation, check, t, instead);
  if (check.kind === 'unavailable') log.info(uncheckedText(name, check.error, t));
  const doubts = doubtsAbout(name, check, t);
  if (lines.length + doubts.length === 0) return true;
  const message = t('Create another migration task named {name}?', { name });
  const question = {
    message,
    detail: detailOf([...lines, ...doubts], creation.profile === 'sandbox', t),
    yes: t('Create Another'),
    no: t('Do Not Create'),
  };
  return (await prompter.confirm(question)) === true;
}

/** What exists, as far as a question has room for it, and what one more means. */
function detailOf(lines: readonly string[], sandbox: boolean, t: Translate): string {
  const shown = lines.slice(0, mostLines);
  const rest = lines.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [t('… and {count} more', { count: rest })] : []),
    '',
    sandbox ? t('Nothing in the sandbox is real or billed') : t('Another one is another machine and another bill.'),
  ].join('\n');
}

/** Why nobody knows whether the name is taken. */
/** What may not be listed says nothing; a list that cannot be understood, or not all of it, may well have the task in it. */
export function doubtsAbout(name: string, check: NameCheck, t: Translate): string[] {
  if (check.kind === 'checked')
    return check.unread === 0
      ? []
      : [t('The list of the project has more tasks, which could not be read: {count}', { count: check.unread })];
  return check.error instanceof Unintelligible ? [uncheckedText(name, check.error, t)] : [];
}

function uncheckedText(name: string, error: unknown, t: Translate): string {
  return t('Whether a task named {name} exists already could not be checked: {reason}', {
    name,
    reason: reasonOf(error, t),
  });
}

/** One line a task that may be the same as the one about to be created; none for the create that it replaces. */
export async function likeTasks(
  journal: Desk['journal'],
  creation: Creation,
  check: NameCheck,
  t: Translate,
  instead?: Creation,
): Promise<string[]> {
  const tasks = check.kind === 'checked' ? check.tasks : [];
  const { creations } = await journal.open();
  const made = creation.source === undefined ? [] : await journal.createdFrom(creation.source);
  const recent = (await journal.closedSince(justNow(creation))).filter(
    (one) => one.body.name === creation.body.name && !made.some(({ operationId }) => operationId === one.operationId),
  );
  const listed = new Set(tasks.map(({ task_id }) => task_id));
  return [
    ...tasks.map((task) => existingLine(task, t)),
    ...[...made, ...recent]
      .filter((one) => isSamePlace(one, creation))
      .map((one) => madeLine(one, listed, creation, t))
      .filter((line) => line !== undefined),
    ...creations
      .filter((other) => other.operationId !== instead?.operationId && mayBeTheSame(other, creation))
      .map((other) => openLine(other, t)),
  ];
}

/** Milliseconds that a list may lag behind by far. */
const longestLag = 15 * 60_000;

function justNow({ startedAt }: Creation): Date {
  return new Date(Date.parse(startedAt) - longestLag);
}

/** Of the same name, or of the same file, whatever its name was. */
export function mayBeTheSame(other: Creation, creation: Creation): boolean {
  if (other.operationId === creation.operationId || !isSamePlace(other, creation)) return false;
  const sameFile = other.source !== undefined && other.source === creation.source;
  return sameFile || other.body.name === creation.body.name;
}

/** What tells first comes first, since a row of a list is cut at its end. */
export function existingLine(task: ListedTask, t: Translate): string {
  return t('Exists in this project: {task}', { task: [...factsOf(task, t), shortened(task.task_id)].join(' · ') });
}

/** Status and time, as far as the list gave them. */
export function factsOf({ status, created_at }: ListedTask, t: Translate): string[] {
  const time = created_at?.time === undefined ? created_at?.text : timeText(created_at.time, t);
  return [status, time].filter((fact) => fact !== undefined && fact !== '').map((fact) => shortened(fact ?? ''));
}

function madeLine(
  { ending, closedAt, source }: ClosedCreation,
  listed: ReadonlySet<string>,
  creation: Creation,
  t: Translate,
): string | undefined {
  const time = timeText(new Date(closedAt), t);
  if (ending.kind === 'created') {
    if (listed.has(ending.taskId)) return undefined;
    const taskId = shortened(ending.taskId);
    return source !== undefined && source === creation.source
      ? t('Created from this file: {time} · {taskId}', { taskId, time })
      : t('Created shortly before: {time} · {taskId}', { taskId, time });
  }
  return ending.kind === 'several' ? t('Perhaps created from this file: {time}', { time }) : undefined;
}

function openLine({ underWay, startedAt, body }: OpenCreation, t: Translate): string {
  const name = shortened(body.name);
  const time = timeText(new Date(startedAt), t);
  return underWay
    ? t('Being created at this moment: {name} · {time}', { name, time })
    : t('Without a known outcome: {name} · {time}', { name, time });
}
