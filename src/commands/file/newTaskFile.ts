import { resolveTarget } from '../../account/target.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import { offsetOfField, parseTaskFile } from '../../task/file/taskFile.ts';
import { taskFileName, taskFileText } from '../../task/file/writeTaskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
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

interface NewFile extends NetworkQuestion {
  readonly desk: Desk;
  readonly draft: NetworkDraft & { name: string };
}

/** Asks for a task by the lists of the cloud, each of which may be passed over, and writes it as a file. */
export async function newTaskFile(desk: Desk): Promise<void> {
  const settings = desk.settings();
  const account = await ensureAccount(desk, { settings: settings.region });
  if (account === undefined) return;
  const target = resolveTarget({ account, settings });
  // Without a file the account's own region and project are the target.
  if ('problem' in target) return;
  const form: NewFile = {
    desk,
    draft: { name: proposeName() },
    connection: await openConnection(desk, account, target, settings, desk),
    projectId: target.projectId,
    title: titleIn(desk.t('New Migration Task File'), account, target.region, desk.t),
    mayLeaveOut: true,
  };
  const steps = [askTaskName, askVpc, askSubnetOfVpc, askGroup];
  if (await runSteps(steps.map((ask) => (position) => ask(form, position)))) await write(form);
}

/** Without a VPC there is nothing to choose from. */
async function askSubnetOfVpc(form: NewFile, position: Position): Promise<Move> {
  return form.draft.vpc === undefined ? 'next' : askSubnet(form, position);
}

async function askGroup(form: NewFile, position: Position): Promise<Move> {
  const move = await askSecurityGroup(form, position);
  return move === 'back' && form.draft.vpc === undefined ? { to: vpcStep } : move;
}

async function write({ desk, draft, connection, projectId }: NewFile): Promise<void> {
  const { t, documents } = desk;
  const { name, vpc, subnet, securityGroup } = draft;
  const text = taskFileText(
    {
      region: connection.region,
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
  if (uri === undefined) return;
  const parsed = parseTaskFile(text);
  const left = ['vpc_id', 'subnet_id', 'security_group_id', 'description'].find((field) => isEmpty(field, draft));
  const place = offsetOfField(parsed, left ?? 'description');
  // Between the quotes.
  await documents.reveal(uri, place.offset + 1, 0);
}

function isEmpty(field: string, { vpc, subnet, securityGroup }: NetworkDraft): boolean {
  const chosen: Readonly<Record<string, unknown>> = {
    vpc_id: vpc,
    subnet_id: subnet,
    security_group_id: securityGroup,
  };
  return chosen[field] === undefined;
}
