import type { Uri } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import { ableOf } from '../lifecycle/act.ts';
import { type Checks, createChecks } from '../preflight/checks.ts';
import {
  bodyOf,
  type ConfigureDraft,
  type ConfigureForm,
  type EndDraft,
  isComplete,
  redisKey,
} from '../preflight/configureForm.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, idsOf, mayDo } from '../tasks/chosenTasks.ts';
import { askConfigureReview } from './configureReview.ts';
import { askEnd } from './endStep.ts';
import { draftFromFile } from './fileDraft.ts';
import { settingsInFile } from './fileSettings.ts';
import { askMethod, askPaceOfIt } from './modeSteps.ts';
import { startConfigured } from './startConfigured.ts';
import { draftOf, forgetUnstarted, leaveUnstarted } from './unstarted.ts';

const reviewStep = 4;

interface Reviewed extends ConfigureForm {
  readonly checks: Checks;
}

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
  await fillIn(desk, { ...able, tasks: [task] }, task, draftOf(desk, able.place, task));
}

async function configureFromFile(desk: Desk, uri: Uri): Promise<void> {
  const found = await settingsInFile(desk, uri);
  const [task] = found?.chosen.tasks ?? [];
  if (found === undefined || task === undefined) return;
  const { chosen, settings } = found;
  await fillIn(desk, chosen, task, await draftFromFile(desk, chosen.place, settings));
}

async function fillIn(desk: Desk, chosen: Chosen, task: ChosenTask, draft: ConfigureDraft): Promise<void> {
  const { place } = chosen;
  const about = { name: task.name };
  const plain: ConfigureForm = { desk, title: titleOf(desk, chosen, task), place, task, about, draft };
  const form = { ...plain, checks: createChecks(plain) };
  const questions = [
    askMethod,
    (given: Reviewed, at: Position) => askEnd(given, at, 'source'),
    (given: Reviewed, at: Position) => askEnd(given, at, 'target'),
    askPaceOfIt,
    review,
  ];
  const steps = questions.map((ask) => async (at: Position) => backToReview(draft, await ask(form, at)));
  const isWhole = await runSteps(steps, firstOpenStep(draft));
  const body = isWhole ? bodyOf(draft) : undefined;
  const hasStarted = body !== undefined && (await startOnce(desk, chosen, task, body));
  if (!hasStarted) return leaveUnstarted(desk, chosen.place, task.id, draft);
  forgetUnstarted(desk, task.id);
  await keepPasswords(form);
}

/** By window, the tasks whose start is under way: one that is slow must not be sent a second time. */
const underWay = new WeakMap<object, Set<string>>();

async function startOnce(
  desk: Desk,
  chosen: Chosen,
  { id, name }: ChosenTask,
  body: ConfigureMigrationTaskBody,
): Promise<boolean> {
  const ids = underWay.get(desk) ?? new Set();
  underWay.set(desk, ids);
  if (ids.has(id)) {
    desk.notifier.tell('info', desk.t('Migration task {name} is being started already. Nothing was sent.', { name }));
    return false;
  }
  ids.add(id);
  try {
    return await startConfigured(desk, chosen, body);
  } finally {
    ids.delete(id);
  }
}

function titleOf({ t }: Desk, { place }: Chosen, { name }: ChosenTask): string {
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  return titleIn(`${t('Configure and Start')} · ${shortened(name)}`, account, place.connection.region, t);
}

/** After a line of the review was changed the review comes next. */
function backToReview(draft: ConfigureDraft, move: Move): Move {
  const isRevised = draft.revising && bodyOf(draft) !== undefined && (move === 'next' || move === 'back');
  return isRevised ? { to: reviewStep } : move;
}

function firstOpenStep({ method, source, target, resumeMode }: ConfigureDraft): number {
  const done = [method !== undefined, isComplete(source), isComplete(target), resumeMode !== undefined];
  const open = done.indexOf(false);
  return open === -1 ? reviewStep : open;
}

async function review(form: Reviewed, position: Position): Promise<Move> {
  const { draft, checks } = form;
  draft.revising = false;
  for (;;) {
    await checks.refresh();
    const choice = await askConfigureReview(form, position, checks);
    if (choice === undefined || choice === 'back') return choice;
    if (choice === 'start') {
      // The row cannot be picked while something stands in the way; nothing else may lead past it either.
      if (await checks.confirm()) return 'next';
    } else if (choice === 'keep') draft.keepsPasswords = !draft.keepsPasswords;
    else {
      const move = typeof choice === 'object' && 'to' in choice ? choice : await checks.take(choice);
      draft.revising = move !== undefined;
      if (move !== undefined) return move;
    }
  }
}

/** What is not to be kept is forgotten where it was. Nothing is kept for somebody who has signed out meanwhile. */
async function keepPasswords({ desk, place, draft }: ConfigureForm): Promise<void> {
  const { t, log, notifier, redisPasswords } = desk;
  const { sandbox, projectId, connection } = place;
  if (connection.session.over.aborted) return;
  const ends = [draft.source, draft.target].filter((end): end is EndDraft => end !== undefined);
  try {
    for (const end of ends) {
      const of = { sandbox, projectId, region: connection.region, redis: redisKey(end.redis) };
      if (draft.keepsPasswords && end.password) await redisPasswords.keep(of, end.password);
      else await redisPasswords.forget(of);
    }
  } catch {
    const message = t(
      'The secret storage of this computer is out of order, so that what it keeps of passwords is as it was.',
    );
    log.error(message);
    notifier.tell('warning', message);
  }
}
