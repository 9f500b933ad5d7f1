import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change, FoundChanges } from '../../task/journal/changeNotes.ts';
import type { Plan } from '../../task/journal/plans.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { type Called, type Chosen, type ChosenTask, idsOf, mayDo, readTasks } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { askChanges } from './askChanges.ts';
import { batchesOf, carryOut } from './carryOut.ts';
import { changeName, type FoundChange } from './changeTexts.ts';
import type { ChangeEnd } from './seeSetBack.ts';
import { readStandings } from './standing.ts';
import { tellChangeEnds } from './tellChangeEnds.ts';

/** Sets back what was changed from here at the ends of migrations: of the tasks that it was called for, or of all of this account here. */
export async function setBackChanges(desk: Desk, called: Called): Promise<void> {
  const { t, notifier } = desk;
  const ids = idsOf(called);
  if (ids.length === 0 && !(await ensureAccount(desk, { settings: desk.settings().region }))) return;
  const read = await readTasks(desk);
  const open = read && (await orTellTrouble(desk, () => desk.changes.at(read.place)));
  if (read === undefined || open === undefined) return;
  const { place } = read;
  tellUnread(desk, open);
  const wanted = open.changes.filter(({ task }) => ids.length === 0 || ids.includes(task.id ?? ''));
  const plans = (await orTellTrouble(desk, () => desk.plans(place.sandbox).all())) ?? [];
  const all = await toldWhenSlow(desk, t('Reading what was changed…'), find(desk, read, wanted, plans));
  const found = await withoutSetBack(desk, place, all);
  if (found.length === 0) {
    // What cannot be read was told just now, and is not known.
    if (open.unread.length === 0) notifier.tell('info', placed(nothingText(wanted, t), place, t));
    return;
  }
  const accepted = await askChanges(desk, place, found);
  if (accepted.length === 0) return;
  const ends = await toldWhenSlow(desk, t('Setting back…'), setBack(desk, place, accepted));
  tellChangeEnds(desk, place, ends);
}

function nothingText({ length }: readonly Change[], t: Desk['t']): string {
  return length === 0
    ? t('Nothing that was changed from here is left to be set back.')
    : t('Everything that was changed from here is set back already.');
}

/** Each into the log, and one notification. */
function tellUnread({ t, log, notifier }: Desk, { unread }: FoundChanges): void {
  const texts = unread.map((path) =>
    t(
      'The note of a change cannot be read and was kept: {path}. The log of the day has what was changed; look at the instance, then delete the file.',
      { path: shortenedPath(path, 300) },
    ),
  );
  for (const text of texts) log.error(text);
  const [first] = texts;
  const { length: count } = texts;
  if (first === undefined) return;
  const message =
    count === 1 ? first : t('{count} notes of changes cannot be read and were kept; the log names them.', { count });
  notifier.tell('warning', message, [{ label: t('Open Log'), run: () => log.show() }]);
}

/** Milliseconds after which what was sent cannot come to anything any more. */
const longestWay = 10 * 60_000;

async function find(
  { t, now }: Desk,
  read: Chosen,
  changes: readonly Change[],
  plans: readonly Plan[],
): Promise<readonly FoundChange[]> {
  const standings = await readStandings(read.place, changes, t);
  const active = read.tasks.filter(mayRun);
  const waiting = plans.filter((plan) => waitsForStart(plan, read.tasks, now().getTime()));
  return changes.flatMap((change) => {
    const standing = standings.get(change.id);
    if (standing === undefined) return [];
    const isYoung = now().getTime() - Date.parse(change.notedAt) < longestWay;
    const mayCome = standing.kind === 'setBack' && !change.isDone && isYoung;
    return [{ change, standing, mayCome, users: usersOf(change, active, waiting) }];
  });
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

async function setBack(desk: Desk, place: TaskPlace, accepted: readonly FoundChange[]): Promise<readonly ChangeEnd[]> {
  const { t, log, changes } = desk;
  const isGone = ({ standing }: FoundChange) => standing.kind === 'gone';
  for (const { change } of accepted.filter(isGone)) {
    log.info(placed(t('Forgotten: {change}.', { change: changeName(change, t) }), place, t));
    await orTellTrouble(desk, () => changes.close(change));
  }
  const ends: ChangeEnd[] = [];
  for (const batch of batchesOf(accepted.filter((one) => !isGone(one)))) {
    const some = await carryOut(desk, place, batch);
    ends.push(...some);
    for (const { change, kind } of some) if (kind === 'done') await orTellTrouble(desk, () => changes.close(change));
  }
  return ends;
}
