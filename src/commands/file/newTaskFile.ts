import type { Account } from '../../account/account.ts';
import { resolveTarget } from '../../account/target.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import type { Desk, Settings } from '../../desk/ports.ts';
import { offsetOfField, parseTaskFile } from '../../task/file/taskFile.ts';
import { taskFileName, taskFileText } from '../../task/file/writeTaskFile.ts';
import { signIn } from '../account/signIn.ts';
import { askTaskName, proposeName } from '../create/nameStep.ts';
import {
  askSecurityGroup,
  askSubnet,
  askVpc,
  type NetworkDraft,
  type NetworkQuestion,
} from '../create/networkSteps.ts';

/** From 0. */
const vpcStep = 1;

interface FileDraft extends NetworkDraft {
  name: string;
  /** Where it was to be created; the networks of another place are others. */
  readonly place?: string;
}

/** What was entered in a window, until it is written. */
const unfinished = new WeakMap<object, FileDraft>();

interface NewFile extends NetworkQuestion {
  readonly desk: Desk;
  readonly draft: FileDraft;
}

/** Asks for a task by the lists of the cloud, each of which may be passed over, and writes it as a file. Signed out, only the name is asked for, if the person likes. */
export async function newTaskFile(desk: Desk): Promise<void> {
  const settings = desk.settings();
  const account = await accountOrNobody(desk, settings.region);
  if (account === undefined) return;
  if (account === 'nobody') return withoutLists(desk, settings);
  const target = resolveTarget({ account, settings });
  // Without a file the account's own region and project are the target.
  if ('problem' in target) return;
  const draft = draftFor(desk, [account.kind, target.region, target.projectId].join('/'));
  const form: NewFile = {
    desk,
    draft,
    connection: await openConnection(desk, account, target, settings, desk),
    projectId: target.projectId,
    title: titleIn(desk.t('New Migration Task File'), account, target.region, desk.t),
    mayLeaveOut: true,
  };
  const steps = [askName, askVpc, askSubnetOfVpc, askGroup];
  if (!(await runSteps(steps.map((ask) => (position) => ask(form, position))))) return;
  const isWritten = await write(desk, draft, { region: target.region, projectId: target.projectId });
  if (isWritten) unfinished.delete(desk);
}

/** A new one, or what was left: each question then begins with its answer. */
function draftFor(desk: object, place: string): FileDraft {
  const left = unfinished.get(desk);
  return left?.place === place ? left : { name: proposeName(), place };
}

async function askName(form: NewFile, position: Position): Promise<Move> {
  const move = await askTaskName(form, position);
  if (move === 'next') unfinished.set(form.desk, form.draft);
  return move;
}

/** Every list may be left empty, so that nobody has to sign in for a file. */
async function accountOrNobody(desk: Desk, region: string): Promise<Account | 'nobody' | undefined> {
  const { t, accounts, prompter } = desk;
  const account = await accounts.current({ settings: region });
  if (account !== undefined) return account;
  const reply = await prompter.pick<'signIn' | 'nobody'>({
    title: t('New Migration Task File'),
    placeholder: t('You are not signed in; the lists of the cloud take an account'),
    choices: [
      { label: t('Sign In and Pick from Lists'), icon: 'key', value: 'signIn' },
      { label: t('Leave the IDs Empty for Now'), icon: 'dash', value: 'nobody' },
    ],
  });
  if (reply === undefined || reply === 'back' || !('value' in reply)) return undefined;
  return reply.value === 'nobody' ? 'nobody' : await signIn(desk);
}

async function withoutLists(desk: Desk, { region, projectId }: Pick<Settings, 'region' | 'projectId'>): Promise<void> {
  const draft: FileDraft = { name: proposeName() };
  const question = { desk, title: desk.t('New Migration Task File'), draft };
  if (await runSteps([(position) => askTaskName(question, position)])) await write(desk, draft, { region, projectId });
}

/** Without a VPC there is nothing to choose from. */
async function askSubnetOfVpc(form: NewFile, position: Position): Promise<Move> {
  return form.draft.vpc === undefined ? 'next' : askSubnet(form, position);
}

async function askGroup(form: NewFile, position: Position): Promise<Move> {
  const move = await askSecurityGroup(form, position);
  return move === 'back' && form.draft.vpc === undefined ? { to: vpcStep } : move;
}

async function write(
  { t, documents }: Pick<Desk, 't' | 'documents'>,
  draft: FileDraft,
  { region, projectId }: { readonly region: string; readonly projectId: string },
): Promise<boolean> {
  const { name, vpc, subnet, securityGroup } = draft;
  const text = taskFileText(
    {
      region,
      project_id: projectId,
      name,
      description: '',
      vpc_id: vpc?.id ?? '',
      subnet_id: subnet?.id ?? '',
      security_group_id: securityGroup?.id ?? '',
    },
    { vpc: vpc?.name, subnet: subnet?.name, securityGroup: securityGroup?.name },
    {
      head: t('Online migration task of DCS. The list of a value shows what there is: Ctrl+Space between the quotes.'),
      above: {
        region: t('Where the task is created. Not sent.'),
        name: t('The task, as it is sent.'),
        vpc_id: t('Where its migration machine is placed: it must reach the source and the target Redis.'),
      },
    },
  );
  const uri = await documents.saveAs(taskFileName(name), text);
  if (uri === undefined) return false;
  const parsed = parseTaskFile(text);
  const left = ['vpc_id', 'subnet_id', 'security_group_id', 'description'].find((field) => isEmpty(field, draft));
  const place = offsetOfField(parsed, left ?? 'description');
  // Between the quotes.
  await documents.reveal(uri, place.offset + 1, 0);
  return true;
}

function isEmpty(field: string, { vpc, subnet, securityGroup }: NetworkDraft): boolean {
  const chosen: Readonly<Record<string, unknown>> = {
    vpc_id: vpc,
    subnet_id: subnet,
    security_group_id: securityGroup,
  };
  return chosen[field] === undefined;
}
