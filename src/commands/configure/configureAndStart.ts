import type { Uri } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { ableOf } from '../lifecycle/act.ts';
import { createChecks } from '../preflight/checks.ts';
import type { ConfigureDraft, ConfigureForm } from '../preflight/configureForm.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, idsOf, mayDo } from '../tasks/chosenTasks.ts';
import { askConfigureReview } from './configureReview.ts';
import { draftFromFile } from './fileDraft.ts';
import { settingsInFile } from './fileSettings.ts';
import { firstOpenMigrationStep, migrationSteps, type Reviewed, review } from './migrationSteps.ts';
import { startAsEntered } from './startAsEntered.ts';
import { draftOf, leaveUnstarted } from './unstarted.ts';

/**
 * Asks what a task is to migrate, in five steps, and starts it; goes on with what was left unfinished for this task. Called for a task
 * file it asks for nothing that stands there.
 */
export async function configureAndStart(desk: Desk, called: Called): Promise<void> {
  const [file] = idsOf(called).length > 0 ? [] : desk.documents.selection(called.argument, called.selected);
  if (file !== undefined) return configureFromFile(desk, file);
  const { t } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Configure and Start'),
    placeholder: t('Which migration task is to be configured?'),
    fits: mayDo('configure'),
  });
  const able = chosen && ableOf(desk, chosen, 'configure');
  const [task, ...more] = able?.tasks ?? [];
  if (able === undefined || task === undefined) return;
  if (more.length > 0) {
    desk.notifier.tell('info', t('One task at a time is configured; this one is {name}.', { name: task.name }));
  }
  await fillIn(desk, { ...able, tasks: [task] }, task, await draftOf(desk, able.place, task));
}

async function configureFromFile(desk: Desk, uri: Uri): Promise<void> {
  const found = await settingsInFile(desk, uri);
  const [task] = found?.chosen.tasks ?? [];
  if (found === undefined || task === undefined) return;
  const { chosen, settings } = found;
  await fillIn(desk, chosen, task, await draftFromFile(desk, chosen.place, settings));
}

/** Goes on with a draft at the first step that it leaves open. */
export async function fillIn(desk: Desk, { place }: Chosen, task: ChosenTask, draft: ConfigureDraft): Promise<void> {
  const about = { name: task.name };
  const plain: ConfigureForm = { desk, title: titleOf(desk, place, task), place, task, about, draft };
  const form: Reviewed = { ...plain, checks: createChecks(plain) };
  const ask = (at: Position) => () => askConfigureReview(form, at, form.checks);
  const decide = async (at: Position): Promise<Move> => {
    const choice = await review(form, 0, ask(at));
    return choice === 'start' ? 'next' : choice;
  };
  const steps = [...migrationSteps(form, 0), decide];
  const isWhole = await runSteps(steps, firstOpenMigrationStep(draft));
  if (isWhole) await startAsEntered(form, task);
  else leaveUnstarted(desk, place, task.id, draft);
}

function titleOf({ t }: Desk, place: TaskPlace, { name }: ChosenTask): string {
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  return titleIn(`${t('Configure and Start')} · ${shortened(name)}`, account, place.connection.region, t);
}
