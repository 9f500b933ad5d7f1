import { prepare } from '../../cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../cloud/services/migrationTasks.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import type { Desk } from '../../desk/ports.ts';
import { requestText } from '../../task/copies/requestText.ts';
import { requestFileName, taskFileName, taskFileText } from '../../task/file/writeTaskFile.ts';
import { signIn } from '../account/signIn.ts';
import { switchProfile } from '../account/switchProfile.ts';
import type { CreateJob } from './createJob.ts';
import { askReview } from './reviewStep.ts';
import { runCreate } from './runCreate.ts';
import type { TaskDraft, TaskForm } from './taskForm.ts';
import {
  closeTaskForm,
  firstOpenTaskStep,
  isWhole,
  lookAhead,
  openTaskForm,
  taskBodyOf,
  taskQuestions,
} from './taskSteps.ts';
import { draftToFillIn, leaveUnfinished } from './unfinished.ts';

const reviewStep = 5;

/** Asks for a new task in six steps and creates it; offers to go on with what was left unfinished. */
export async function createMigrationTask(desk: Desk): Promise<void> {
  const draft = await draftToFillIn(desk);
  if (draft !== undefined) await fillIn(desk, draft, firstOpenTaskStep(draft));
}

async function fillIn(desk: Desk, draft: TaskDraft, startAt: number): Promise<void> {
  const opened = await openTaskForm(desk, draft, desk.t('Create Migration Task'));
  if (opened === undefined) return;
  const { form, moved } = opened;
  const steps = [...taskQuestions, review].map(
    (ask) => async (position: Position) => backToReview(draft, await ask(form, position)),
  );
  draft.moving = false;
  const complete = await runSteps(steps, moved ? 0 : startAt).finally(() => closeTaskForm(form));
  if (complete) await create(form);
  else if (draft.moving) await fillIn(desk, draft, reviewStep);
  else leaveUnfinished(desk, draft);
}

/** After a line of the review was changed, and whatever depends on it, the review comes next. */
function backToReview(draft: TaskDraft, move: Move): Move {
  return draft.revising && isWhole(draft) && (move === 'next' || move === 'back') ? { to: reviewStep } : move;
}

/** The task is complete here; Save and Preview come back to the review, or end it where a file was made. */
async function review(form: TaskForm, position: Position): Promise<Move> {
  const { desk, draft } = form;
  draft.revising = false;
  for (;;) {
    lookAhead(form);
    const choice = await askReview(form, position);
    if (choice === undefined || choice === 'back') return choice;
    if (choice === 'create') return 'next';
    if (typeof choice === 'object') {
      draft.revising = true;
      return choice;
    }
    if (choice === 'preview') await preview(form);
    else if (choice === 'save') draft.saved = (await save(form)) !== undefined;
    else if (choice === 'account') draft.moving = await switched(form);
    else desk.openSettings('dcs.endpoints');
    if (choice === 'endpoint' || draft.saved || draft.moving) return undefined;
  }
}

async function switched(form: TaskForm): Promise<boolean> {
  await switchProfile(form.desk);
  return hasAccountChanged(form.desk, form);
}

async function create(form: TaskForm): Promise<void> {
  const { desk, connection, projectId, sandbox, draft } = form;
  const { t } = desk;
  const again = (startAt: number) => () => fillIn(desk, draft, startAt);
  const job: CreateJob = {
    connection,
    projectId,
    sandbox,
    body: taskBodyOf(draft),
    onCreated: [{ label: t('Save as Task File…'), run: () => save(form) }],
    fix: () => ({ label: t('Change and Try Again'), run: again(reviewStep) }),
    retry: { label: t('Try Again'), run: again(reviewStep) },
    signInAgain: async () => (await signIn(desk)) && (await fillIn(desk, draft, reviewStep)),
  };
  const decidedAgainst = (await runCreate(desk, job)) === undefined;
  // What was entered must not be lost with it.
  if (!decidedAgainst) return;
  if (await hasAccountChanged(desk, job)) leaveUnfinished(desk, draft);
  else await fillIn(desk, draft, reviewStep);
}

async function preview({ desk, connection, projectId, draft }: TaskForm): Promise<void> {
  const request = createOnlineMigrationTaskRequest(projectId, taskBodyOf(draft));
  await desk.documents.preview(requestFileName(draft.name), requestText(prepare(connection, request)));
}

function save({ desk, connection, projectId, draft }: TaskForm): Promise<unknown> {
  const { vpc, subnet, securityGroup } = draft;
  const text = taskFileText(
    { ...taskBodyOf(draft), region: connection.region, project_id: projectId },
    { vpc: vpc?.name, subnet: subnet?.name, securityGroup: securityGroup?.name },
  );
  return desk.documents.saveAs(taskFileName(draft.name), text);
}
