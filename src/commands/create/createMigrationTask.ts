import { resolveTarget } from '../../account/target.ts';
import { prepare } from '../../cloud/http.ts';
import {
  type CreateOnlineMigrationTaskBody,
  createOnlineMigrationTaskRequest,
} from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import type { Desk, Remark } from '../../desk/ports.ts';
import { requestText } from '../../task/copies/requestText.ts';
import { descriptionLimit, lengthOf } from '../../task/file/taskFileRules.ts';
import { requestFileName, taskFileName, taskFileText } from '../../task/file/writeTaskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { signIn } from '../account/signIn.ts';
import { switchProfile } from '../account/switchProfile.ts';
import type { CreateJob } from './createJob.ts';
import { watchGroup } from './groupWatch.ts';
import type { ReviewWatch } from './lookAhead.ts';
import { askTaskName } from './nameStep.ts';
import { watchName } from './nameWatch.ts';
import { askSecurityGroup, askSubnet, askVpc } from './networkSteps.ts';
import { askReview } from './reviewStep.ts';
import { runCreate } from './runCreate.ts';
import type { TaskDraft, TaskForm } from './taskForm.ts';
import { draftToFillIn, keepingUnfinished, leaveUnfinished } from './unfinished.ts';

const reviewStep = 5;

/** Asks for a new task in six steps and creates it; offers to go on with what was left unfinished. */
export async function createMigrationTask(desk: Desk): Promise<void> {
  const draft = await draftToFillIn(desk);
  if (draft !== undefined) await fillIn(desk, draft, firstOpenStep(draft));
}

async function fillIn(desk: Desk, draft: TaskDraft, startAt: number): Promise<void> {
  const settings = desk.settings();
  const account = await ensureAccount(desk, { settings: settings.region });
  if (!account) return leaveUnfinished(desk, draft);
  const target = resolveTarget({ account, settings });
  // Without a file the account's own region and project are the target.
  if ('problem' in target) return leaveUnfinished(desk, draft);
  const { projectId } = target;
  const connection = await keepingUnfinished(desk, draft, openConnection(desk, account, target, settings, desk));
  const names = watchName(desk, connection, projectId);
  const groups = watchGroup(desk, connection, projectId);
  const form: TaskForm = {
    desk,
    draft,
    projectId,
    connection,
    names,
    groups,
    projectName: account.projectName,
    sandbox: account.kind === 'sandbox',
    title: titleIn(desk.t('Create Migration Task'), account, target.region, desk.t),
  };
  const questions = [askName, askDescription, askVpc, askSubnet, askGroup, review];
  const steps = questions.map((ask) => async (position: Position) => backToReview(draft, await ask(form, position)));
  const place = [account.kind, target.region, target.projectId].join('/');
  const moved = draft.place !== undefined && draft.place !== place;
  draft.place = place;
  if (moved) Object.assign(draft, { vpc: undefined, subnet: undefined, securityGroup: undefined });
  draft.moving = false;
  const complete = await runSteps(steps, moved ? 0 : startAt).finally(() => {
    names.stop();
    groups.stop();
  });
  if (complete) await create(form);
  else if (draft.moving) await fillIn(desk, draft, reviewStep);
  else leaveUnfinished(desk, draft);
}

/** After a line of the review was changed, and whatever depends on it, the review comes next. */
function backToReview(draft: TaskDraft, move: Move): Move {
  const complete = draft.vpc && draft.subnet && draft.securityGroup;
  return draft.revising && complete && (move === 'next' || move === 'back') ? { to: reviewStep } : move;
}

async function askName({ names, ...form }: TaskForm, position: Position): Promise<Move> {
  const move = await askTaskName(form, position);
  if (move === 'next') {
    form.draft.begun = true;
    names.begin(form.draft.name);
  }
  return move;
}

/** Of an ID that the list does not know, no rules are no news. */
function beginGroup(groups: ReviewWatch, { securityGroup }: TaskDraft): void {
  if (securityGroup?.name !== undefined) groups.begin(securityGroup.id);
}

async function askGroup({ groups, ...form }: TaskForm, position: Position): Promise<Move> {
  const move = await askSecurityGroup(form, position);
  if (move === 'next') beginGroup(groups, form.draft);
  return move;
}

async function askDescription({ desk: { t, prompter }, title, draft }: TaskForm, position: Position): Promise<Move> {
  const reply = await prompter.input({
    title,
    ...position,
    prompt: t('Description; may be empty'),
    value: draft.description,
    check: (value) => checkDescription(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  draft.description = reply.value;
  return 'next';
}

function firstOpenStep({ begun, vpc, subnet, securityGroup }: TaskDraft): number {
  if (!begun) return 0;
  const missing = [vpc, subnet, securityGroup].indexOf(undefined);
  return missing === -1 ? reviewStep : missing + 2;
}

/** The task is complete here; Save and Preview come back to the review, or end it where a file was made. */
async function review(form: TaskForm, position: Position): Promise<Move> {
  const { desk, draft } = form;
  draft.revising = false;
  for (;;) {
    form.names.begin(draft.name);
    beginGroup(form.groups, draft);
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
    body: bodyOf(draft),
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
  const request = createOnlineMigrationTaskRequest(projectId, bodyOf(draft));
  await desk.documents.preview(requestFileName(draft.name), requestText(prepare(connection, request)));
}

function save({ desk, connection, projectId, draft }: TaskForm): Promise<unknown> {
  const { vpc, subnet, securityGroup } = draft;
  const text = taskFileText(
    { ...bodyOf(draft), region: connection.region, project_id: projectId },
    { vpc: vpc?.name, subnet: subnet?.name, securityGroup: securityGroup?.name },
  );
  return desk.documents.saveAs(taskFileName(draft.name), text);
}

function bodyOf({ name, description, vpc, subnet, securityGroup }: TaskDraft): CreateOnlineMigrationTaskBody {
  return {
    name,
    ...(description === '' ? {} : { description }),
    vpc_id: vpc?.id ?? '',
    subnet_id: subnet?.id ?? '',
    security_group_id: securityGroup?.id ?? '',
  };
}

export function checkDescription(value: string, t: Translate): Remark | undefined {
  if (lengthOf(value) <= descriptionLimit) return undefined;
  return {
    severity: 'warning',
    message: t('Descriptions of more than {limit} characters may be refused. Enter takes it all the same.', {
      limit: descriptionLimit,
    }),
  };
}
