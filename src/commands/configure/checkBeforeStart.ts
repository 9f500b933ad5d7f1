import type { Uri } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { runSteps } from '../../desk/flow.ts';
import { titleIn } from '../../desk/openConnection.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Check } from '../../task/preflight/check.ts';
import { preflightChecks } from '../../task/preflight/preflight.ts';
import { ableOf } from '../lifecycle/act.ts';
import { checkReport } from '../preflight/checkReport.ts';
import { textOf } from '../preflight/checks.ts';
import { endNames } from '../preflight/checkTexts.ts';
import { type CheckForm, type ConfigureDraft, isComplete } from '../preflight/configureForm.ts';
import { noteChecks } from '../preflight/noteChecks.ts';
import { passwordTriesOf } from '../preflight/reading/passwordTries.ts';
import { readFacts } from '../preflight/reading/readFacts.ts';
import { type Called, type ChosenTask, chooseTasks, idsOf, mayDo } from '../tasks/chosenTasks.ts';
import { stoppableWhenSlow } from '../tasks/toldWhenSlow.ts';
import { fillIn } from './configureAndStart.ts';
import { askEnd } from './endStep.ts';
import { draftFromFile } from './fileDraft.ts';
import { plannedInFile } from './fileSettings.ts';
import { draftOf, leaveUnstarted } from './unstarted.ts';

/** What is checked: a task, or what a file says of one that is yet to be created, with what is known of its ends. */
interface Subject {
  readonly place: TaskPlace;
  readonly task: ChosenTask | undefined;
  readonly about: CheckForm['about'];
  readonly draft: ConfigureDraft;
}

/**
 * Looks at what is known to break migrations, and shows a report of it; nothing is changed. Asks for source and target where they are
 * not known, and for passwords, which may be left out. Of a task file also before its task is there.
 */
export async function checkBeforeStart(desk: Desk, called: Called): Promise<void> {
  const [file] = idsOf(called).length > 0 ? [] : desk.documents.selection(called.argument, called.selected);
  const subject = file === undefined ? await taskIn(desk, called) : await fileIn(desk, file);
  if (subject !== undefined) await check(desk, subject);
}

async function taskIn(desk: Desk, called: Called): Promise<Subject | undefined> {
  const { t, notifier } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Check Before Start'),
    placeholder: t('Before the start of which migration task?'),
    fits: mayDo('configure'),
  });
  const able = chosen && ableOf(desk, chosen, 'configure');
  const [task, ...more] = able?.tasks ?? [];
  if (able === undefined || task === undefined) return undefined;
  if (more.length > 0) {
    notifier.tell('info', t('One task at a time is checked; this one is {name}.', { name: task.name }));
  }
  return { place: able.place, task, about: { name: task.name }, draft: await draftOf(desk, able.place, task) };
}

async function fileIn(desk: Desk, uri: Uri): Promise<Subject | undefined> {
  const found = await plannedInFile(desk, uri);
  if (found === undefined) return undefined;
  const { settings, chosen } = found;
  const { name, vpc_id: vpcId, subnet_id: subnetId, security_group_id: securityGroupId } = settings.task;
  const [task] = chosen.tasks;
  const planned = { name: shortened(name), vpcId, subnetId, securityGroupId };
  const about = task === undefined ? planned : { name: task.name };
  return { place: chosen.place, task, about, draft: await draftFromFile(desk, chosen.place, settings) };
}

async function check(desk: Desk, subject: Subject): Promise<void> {
  const { t, documents } = desk;
  const { place, task, about, draft } = subject;
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  const title = titleIn(`${t('Check Before Start')} · ${about.name}`, account, place.connection.region, t);
  const form: CheckForm = { desk, title, ...subject, passwordsMayBeLeftOut: true };
  const open = (['source', 'target'] as const).filter((side) => !isComplete(draft[side]));
  const hasEnds = await runSteps(open.map((side) => (at) => askEnd(form, at, side)));
  if (task !== undefined) leaveUnstarted(desk, place, task.id, draft);
  if (!hasEnds) return;
  const facts = await stoppableWhenSlow(desk, t('Checking source and target…'), async (signal) => {
    const read = await readFacts(form, passwordTriesOf(desk), signal);
    return signal.aborted ? undefined : read;
  });
  if (facts === undefined) return;
  if (place.connection.session.over.aborted) return tellAccountChanged(desk);
  const checks = preflightChecks(facts);
  const found = { all: () => checks, waived: () => [], textOf: (one: Check) => textOf(one, endNames(form), desk) };
  if (task !== undefined) noteChecks(desk, place, task.id, found);
  const report = checkReport(form, checks, endNames(form));
  await documents.preview(...report);
  tell(desk, subject, checks, report[1]);
}

/** How it came out, and what leads on. */
function tell(desk: Desk, { place, task, about, draft }: Subject, checks: readonly Check[], report: string): void {
  const { t, notifier, log } = desk;
  const { errors, warnings, unchecked, passed } = countsOf(checks);
  const values = { name: about.name, errors, warnings, unchecked, passed };
  const message = t(
    'Checked before the start of {name}. Passed: {passed}. Errors: {errors}. Warnings: {warnings}. Not checked: {unchecked}.',
    values,
  );
  const leadOn = async (of: ChosenTask) => {
    if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
    await fillIn(desk, { place, tasks: [of] }, of, { ...draft });
  };
  const buttons: readonly Button[] = [
    ...(task === undefined ? [] : [{ label: t('Configure and Start…'), run: () => leadOn(task) }]),
    { label: t('Copy Report'), run: () => notifier.copy(report) },
  ];
  log.info(placed(message, place, t));
  notifier.tell(errors + warnings === 0 ? 'info' : 'warning', placed(message, place, t), buttons);
}

function countsOf(checks: readonly Check[]) {
  const count = (verdict: Check['verdict']) => checks.filter((one) => one.verdict === verdict).length;
  return {
    passed: count('passed'),
    errors: count('error'),
    warnings: count('warning'),
    unchecked: count('notChecked'),
  };
}
