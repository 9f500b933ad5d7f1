import { mayCleanUp } from '../../desk/cutOver/checklistOf.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Confirmation, Desk } from '../../desk/ports.ts';
import { asItWas, ofChangedTask } from '../lifecycle/act.ts';
import { deletionWords } from '../lifecycle/deleteMigrationTask.ts';
import { deleteTasks } from '../lifecycle/deleteTasks.ts';
import type { End } from '../lifecycle/lookAfter.ts';
import { setBackOffer } from '../lifecycle/setBackOffer.ts';
import { tellEnds } from '../lifecycle/tellEnds.ts';
import { isPlain } from '../setBack/askChanges.ts';
import { changeName, courseText, type FoundChange } from '../setBack/changeTexts.ts';
import { findChanges } from '../setBack/findChanges.ts';
import type { ChangeEnd } from '../setBack/seeSetBack.ts';
import { setBackAll } from '../setBack/setBackAll.ts';
import { tellChangeEnds } from '../setBack/tellChangeEnds.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { tellWithheld } from '../tasks/withheld.ts';
import { readWhole } from './readWhole.ts';

/** What is known of the task beside itself. */
interface Left {
  /** A person has said that applications use the target. */
  readonly isInUse: boolean;
  /** What was changed for it at its ends and goes back with it; and how much of that is a matter of its own. */
  readonly plain: readonly FoundChange[];
  readonly others: number;
}

/** After a cut-over, by one yes: sets back what was changed for it, opens the report, and deletes the task with its machine. */
export async function cleanUp(desk: Desk, called: Called): Promise<void> {
  const { t, prompter, notifier } = desk;
  const chosen = await choose(desk, called);
  const [task] = chosen?.tasks ?? [];
  if (chosen === undefined || task === undefined) return;
  const left = await toldWhenSlow(desk, t('Reading what was changed…'), readLeft(desk, chosen, task));
  if (left === undefined || (await prompter.confirm(questionOf(task, left, t))) !== true) return;
  const now = await stillCutOver(desk, chosen, task);
  if (now === undefined) return;
  const ends = await toldWhenSlow(desk, t('Setting back…'), setBackAll(desk, now.place, left.plain));
  // What it was is in sight no longer than the task.
  const report = await desk.pages.report(task.id);
  const deleted = await notifier.progress(t('Deleting…'), (signal, say) => deleteTasks(desk, now, signal, say));
  tell(desk, now, { left, ends, deleted });
  if (report !== undefined) await desk.documents.openReport(report.text(undefined));
}

/** One that applications have left, as far as anybody knows: whose target is in use while it goes on has to be stopped first. */
async function choose(desk: Desk, called: Called): Promise<Chosen | undefined> {
  const { t, notifier } = desk;
  await orTellTrouble(desk, desk.targetsInUse.read);
  const fits = ({ known, life }: ChosenTask) => mayCleanUp(known, life);
  const placeholder = t('After which migration is to be cleaned up?');
  const chosen = await chooseTasks(desk, called, { title: t('Clean Up'), placeholder, fits });
  const [listed] = chosen?.tasks ?? [];
  if (chosen === undefined || listed === undefined) return undefined;
  const task = await readWhole(desk, chosen.place, listed.id);
  if (task === undefined) return undefined;
  if (fits(task)) return { ...chosen, tasks: [task] };
  const values = { name: task.name, state: task.state };
  const message = t('Migration task {name} is not cut over, so there is nothing to be cleaned up: {state}.', values);
  notifier.tell('info', placed(message, chosen.place, t));
  return undefined;
}

/** Undefined where something has changed since the question, a swap or the way back among it, which is told. */
async function stillCutOver(desk: Desk, chosen: Chosen, task: ChosenTask): Promise<Chosen | undefined> {
  const now = await asItWas(desk, chosen);
  const whole = now && (await readWhole(desk, now.place, task.id));
  if (whole === undefined || whole.life.exchange === task.life.exchange) return whole && now;
  tellWithheld(desk, ofChangedTask(task, whole, chosen.place, desk.t));
  return undefined;
}

/** Undefined where the disk does not say what was changed, which is told. */
async function readLeft(desk: Desk, read: Chosen, { id, known: { inUse } }: ChosenTask): Promise<Left | undefined> {
  const open = await orTellTrouble(desk, () => desk.changes.at(read.place));
  if (open === undefined) return undefined;
  const plans = (await orTellTrouble(desk, () => desk.plans(read.place.sandbox).all())) ?? [];
  const wanted = open.changes.filter(({ task }) => task.id === id);
  const found = await findChanges(desk, read, wanted, plans);
  const plain = found.filter((one) => isPlain(one) && one.users.length === 0);
  return { isInUse: inUse === true, plain, others: found.length - plain.length + open.unread.length };
}

function questionOf({ name, state, life }: ChosenTask, { isInUse, plain, others }: Left, t: Desk['t']): Confirmation {
  return {
    message: t('Clean up after the migration of task {name}?', { name }),
    detail: [
      `${name} · ${state}`,
      '',
      ...(plain.length === 0
        ? []
        : [
            t('Set back: {count}', { count: plain.length }),
            ...plain.map((one) => `  ${changeName(one.change, t)} · ${courseText(one, t)}`),
          ]),
      ...(others === 0
        ? []
        : [t('Left for Set Back Changes…, since others need it or have changed it: {count}', { count: others })]),
      t('The task and its migration machine are deleted, which cannot be undone. What is in the target stays there.'),
      ...(isInUse ? [] : [t('You have not ticked that applications use the target.')]),
      ...(life.exchange === 'exchanged' ? [t('The IPs cannot be rolled back after that.')] : []),
      t('Its report opens, to be saved.'),
    ].join('\n'),
    yes: t('Clean Up'),
    no: t('Leave As It Is'),
  };
}

interface CleanedUp {
  readonly left: Left;
  readonly ends: readonly ChangeEnd[];
  readonly deleted: readonly End[];
}

/** In one notification where all of it went well. */
function tell(desk: Desk, { place }: Chosen, { left, ends, deleted }: CleanedUp): void {
  const { t } = desk;
  const isWhole = ends.every((end) => end.kind === 'done' && end.isMixed !== true);
  const words = deletionWords(t);
  const offers = setBackOffer(desk, place, deleted);
  if (!isWhole || left.plain.length === 0) {
    tellChangeEnds(desk, place, ends);
    tellEnds(desk, place, deleted, words, offers);
    return;
  }
  const done = (name: string) =>
    t('Migration task {name} was deleted, and what was changed for it is set back: {count}.', {
      name,
      count: ends.length,
    });
  tellEnds(desk, place, deleted, { ...words, done }, offers);
}
