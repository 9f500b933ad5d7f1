import type { Uri } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openTaskFile } from '../../desk/openedFile.ts';
import type { Desk } from '../../desk/ports.ts';
import { signIn } from '../account/signIn.ts';
import { findFiles } from '../batch/findFiles.ts';
import { type JourneyForm, journeyForm } from '../configure/journeyForm.ts';
import { firstOpenMigrationStep, migrationStepCount, migrationSteps, review } from '../configure/migrationSteps.ts';
import { bareDraft } from '../configure/unstarted.ts';
import type { CreateJob } from '../create/createJob.ts';
import { taskRows, verdictRows } from '../create/reviewStep.ts';
import type { TaskDraft, TaskForm } from '../create/taskForm.ts';
import {
  closeTaskForm,
  firstOpenTaskStep,
  isWhole,
  lookAhead,
  openTaskForm,
  taskBodyOf,
  taskQuestions,
} from '../create/taskSteps.ts';
import { draftToFillIn, leaveUnfinished } from '../create/unfinished.ts';
import { startManyFiles } from '../journeys/startManyFiles.ts';
import type { ConfigureDraft } from '../preflight/configureForm.ts';
import type { Called } from '../tasks/chosenTasks.ts';
import { journeyFromFile } from './journeyFromFile.ts';
import { askJourneyReview } from './journeyReview.ts';
import { runJourney } from './runJourney.ts';

const firstMigrationStep = taskQuestions.length;
const reviewStep = firstMigrationStep + migrationStepCount;

/** What was entered of what a task is to migrate, beside what was entered of that task. */
const migrations = new WeakMap<TaskDraft, ConfigureDraft>();

/**
 * Creates a task, configures it and starts it, as a file says or as it is asked for: from the palette a file counts that is in the active
 * editor and says what is to be migrated. Several files, and those below a folder, go together.
 */
export async function createConfigureAndStart(desk: Desk, { argument, selected }: Called): Promise<void> {
  const uris = desk.documents.selection(argument, selected);
  if (uris.length > 1 || uris.some(isFolder)) return startFiles(desk, uris);
  const uri = desk.documents.given(argument);
  if (uri !== undefined && (argument !== undefined || (await hasSection(desk, uri)))) return journeyFromFile(desk, uri);
  const draft = await draftToFillIn(desk);
  if (draft !== undefined) await fillIn(desk, draft, firstOpenStep(draft));
}

/** The explorer calls it for task files and for folders only; a text that was never saved has no name of its own. */
function isFolder({ scheme, path }: Uri): boolean {
  return scheme !== 'untitled' && !/\.jsonc?$/i.test(path);
}

async function startFiles(desk: Desk, uris: readonly Uri[]): Promise<void> {
  const found = await findFiles(desk, uris);
  if (found === undefined) return;
  const [first, ...others] = found.files;
  if (first !== undefined && others.length === 0 && first.unreadable === undefined)
    await journeyFromFile(desk, first.uri);
  else await startManyFiles(desk, found);
}

async function hasSection(desk: Desk, uri: Parameters<typeof openTaskFile>[1]): Promise<boolean> {
  const file = await openTaskFile(desk, uri);
  return 'parsed' in file && file.parsed.offsets.has('migration');
}

function migrationOf(draft: TaskDraft): ConfigureDraft {
  return { ...(migrations.get(draft) ?? { bandwidth: '', keepsPasswords: false }) };
}

function firstOpenStep(draft: TaskDraft): number {
  const step = firstOpenTaskStep(draft);
  return step < firstMigrationStep ? step : firstMigrationStep + firstOpenMigrationStep(migrationOf(draft));
}

async function fillIn(
  desk: Desk,
  draft: TaskDraft,
  startAt: number,
  entered: ConfigureDraft = migrationOf(draft),
): Promise<void> {
  const opened = await openTaskForm(desk, draft, desk.t('Create, Configure and Start'));
  if (opened === undefined) return;
  const { form: taskForm, moved } = opened;
  const { bandwidth, keepsPasswords } = entered;
  // Instances of another place mean nothing here.
  const form = formOf(taskForm, moved ? { bandwidth, keepsPasswords } : entered);
  const steps = stepsOf(taskForm, form);
  const isComplete = await runSteps(steps, moved ? 0 : startAt).finally(() => closeTaskForm(taskForm));
  if (isComplete) await run(taskForm, form);
  else leave(taskForm, form);
}

function leave({ desk, draft }: TaskForm, form: JourneyForm): void {
  leaveUnfinished(desk, draft);
  migrations.set(draft, bareDraft(form.draft));
}

function formOf(
  { desk, title, connection, projectId, sandbox, draft }: TaskForm,
  migration: ConfigureDraft,
): JourneyForm {
  return journeyForm({
    desk,
    title,
    place: { connection, projectId, sandbox },
    // As they are entered by then.
    about: {
      get name() {
        return shortened(draft.name);
      },
      get vpcId() {
        return draft.vpc?.id;
      },
      get subnetId() {
        return draft.subnet?.id;
      },
      get securityGroupId() {
        return draft.securityGroup?.id;
      },
    },
    draft: migration,
  });
}

function stepsOf(taskForm: TaskForm, form: JourneyForm): readonly ((at: Position) => Promise<Move>)[] {
  const rows = async () => [...(await verdictRows(taskForm)), ...taskRows(taskForm)];
  const decide = async (at: Position): Promise<Move> => {
    lookAhead(taskForm);
    const choice = await review(form, firstMigrationStep, () =>
      askJourneyReview(form, at, { first: firstMigrationStep, rows }),
    );
    return choice === 'start' ? 'next' : choice;
  };
  const questions = taskQuestions.map((question) => async (at: Position) => {
    const move = await question(taskForm, at);
    const isRevised = form.draft.revising && isWhole(taskForm.draft) && (move === 'next' || move === 'back');
    return isRevised ? { to: reviewStep } : move;
  });
  return [...questions, ...migrationSteps(form, firstMigrationStep), decide];
}

async function run(taskForm: TaskForm, form: JourneyForm): Promise<void> {
  const { desk, draft, connection, projectId, sandbox } = taskForm;
  const { t } = desk;
  const again = () => fillIn(desk, draft, reviewStep, form.draft);
  const job: CreateJob = {
    connection,
    projectId,
    sandbox,
    body: taskBodyOf(draft),
    fix: () => ({ label: t('Change and Try Again'), run: again }),
    retry: { label: t('Try Again'), run: again },
    signInAgain: async () => (await signIn(desk)) && (await again()),
  };
  if ((await runJourney(form, job)) !== 'declined') return;
  // What was entered must not be lost with it.
  if (await hasAccountChanged(desk, job)) leave(taskForm, form);
  else await again();
}
