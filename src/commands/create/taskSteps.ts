import { resolveTarget } from '../../account/target.ts';
import type { CreateOnlineMigrationTaskBody } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import type { Desk, Remark } from '../../desk/ports.ts';
import { descriptionLimit, lengthOf } from '../../task/file/taskFileRules.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { watchGroup } from './groupWatch.ts';
import { askTaskName } from './nameStep.ts';
import { watchName } from './nameWatch.ts';
import { askSecurityGroup, askSubnet, askVpc } from './networkSteps.ts';
import type { TaskDraft, TaskForm } from './taskForm.ts';
import { keepingUnfinished, leaveUnfinished } from './unfinished.ts';

/** The questions about a new task. */
export const taskQuestions = [askName, askDescription, askVpc, askSubnet, askGroup] as const;

/**
 * Signs in where that is needed, and begins to look at what the review will say; undefined where that was called off. `moved`: the draft
 * is of another place, so that its networks were dropped.
 */
export async function openTaskForm(
  desk: Desk,
  draft: TaskDraft,
  title: string,
): Promise<{ readonly form: TaskForm; readonly moved: boolean } | undefined> {
  const settings = desk.settings();
  const account = await ensureAccount(desk, { settings: settings.region });
  const target = account && resolveTarget({ account, settings });
  // Without a file the account's own region and project are the target.
  if (account === undefined || target === undefined || 'problem' in target) {
    leaveUnfinished(desk, draft);
    return undefined;
  }
  const { projectId } = target;
  const connection = await keepingUnfinished(desk, draft, openConnection(desk, account, target, settings, desk));
  const place = [account.kind, target.region, projectId].join('/');
  const moved = draft.place !== undefined && draft.place !== place;
  draft.place = place;
  if (moved) Object.assign(draft, { vpc: undefined, subnet: undefined, securityGroup: undefined });
  const form: TaskForm = {
    desk,
    draft,
    projectId,
    connection,
    names: watchName(desk, connection, projectId),
    groups: watchGroup(desk, connection, projectId),
    projectName: account.projectName,
    sandbox: account.kind === 'sandbox',
    title: titleIn(title, account, target.region, desk.t),
  };
  return { form, moved };
}

/** Nobody asks any more. */
export function closeTaskForm({ names, groups }: Pick<TaskForm, 'names' | 'groups'>): void {
  names.stop();
  groups.stop();
}

/** Looks at what the review says of its values. */
export function lookAhead({ names, groups, draft }: TaskForm): void {
  names.begin(draft.name);
  beginGroup(groups, draft);
}

async function askName({ names, ...form }: TaskForm, position: Position): Promise<Move> {
  const move = await askTaskName(form, position);
  if (move === 'next') {
    form.draft.begun = true;
    names.begin(form.draft.name);
  }
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

async function askGroup({ groups, ...form }: TaskForm, position: Position): Promise<Move> {
  const move = await askSecurityGroup(form, position);
  if (move === 'next') beginGroup(groups, form.draft);
  return move;
}

/** Of an ID that the list does not know, no rules are no news. */
function beginGroup(groups: TaskForm['groups'], { securityGroup }: TaskDraft): void {
  if (securityGroup?.name !== undefined) groups.begin(securityGroup.id);
}

/** Whether nothing is missing. */
export function isWhole({ vpc, subnet, securityGroup }: TaskDraft): boolean {
  return vpc !== undefined && subnet !== undefined && securityGroup !== undefined;
}

/** The step after the last where nothing is missing. */
export function firstOpenTaskStep({ begun, vpc, subnet, securityGroup }: TaskDraft): number {
  if (!begun) return 0;
  const missing = [vpc, subnet, securityGroup].indexOf(undefined);
  return missing === -1 ? taskQuestions.length : missing + 2;
}

export function taskBodyOf({
  name,
  description,
  vpc,
  subnet,
  securityGroup,
}: TaskDraft): CreateOnlineMigrationTaskBody {
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
