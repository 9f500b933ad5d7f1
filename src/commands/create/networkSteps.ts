import type { Connection } from '../../cloud/connection.ts';
import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { mayPassForReads } from '../../cloud/patience.ts';
import { listSecurityGroups, listSubnets, listVpcs } from '../../cloud/services/networks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { toldWhileWaiting } from '../../desk/openConnection.ts';
import type { Choice, Desk, Remark } from '../../desk/ports.ts';
import { typedBeside } from '../../desk/typedText.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { type Chosen, securityGroupChoice, subnetChoice, vpcChoice } from './networkChoices.ts';

export interface NetworkDraft {
  vpc?: Chosen | undefined;
  subnet?: Chosen | undefined;
  securityGroup?: Chosen | undefined;
}

export interface NetworkQuestion {
  readonly desk: Pick<Desk, 't' | 'prompter'>;
  readonly title: string;
  readonly connection: Connection;
  readonly projectId: string;
  readonly draft: NetworkDraft;
  /** Whether a step may be passed over, so that nothing is chosen. */
  readonly mayLeaveOut?: boolean;
}

export async function askVpc(question: NetworkQuestion, position: Position): Promise<Move> {
  const { desk, connection, projectId, draft } = question;
  const { t } = desk;
  return askFromList(question, position, {
    placeholder: t('Pick the VPC of the migration machine'),
    empty: t('There is no VPC in this project of region {region}', { region: connection.region }),
    idPrompt: t('ID of the VPC'),
    unlisted: (reason) => t('The VPCs cannot be listed. {reason}', { reason }),
    chosen: draft.vpc,
    pages: (from, signal) => choices(listVpcs(from, projectId, signal), (vpc) => vpcChoice(vpc)),
    choose: (vpc) => {
      if (vpc?.id !== draft.vpc?.id) draft.subnet = undefined;
      draft.vpc = vpc;
    },
  });
}

export async function askSubnet(question: NetworkQuestion, position: Position): Promise<Move> {
  const { desk, projectId, draft } = question;
  const { t } = desk;
  const vpc = draft.vpc ?? { id: '' };
  const name = shortened(vpc.name ?? vpc.id);
  return askFromList(question, position, {
    placeholder: t('Pick the subnet of the migration machine in {vpc}', { vpc: name }),
    empty: t('There is no subnet in {vpc}', { vpc: name }),
    idPrompt: t('Network ID of the subnet'),
    unlisted: (reason) => t('The subnets cannot be listed. {reason}', { reason }),
    chosen: draft.subnet,
    pages: (from, signal) => choices(listSubnets(from, projectId, vpc.id, signal), (subnet) => subnetChoice(subnet, t)),
    choose: (subnet) => {
      draft.subnet = subnet;
    },
  });
}

export async function askSecurityGroup(question: NetworkQuestion, position: Position): Promise<Move> {
  const { desk, connection, projectId, draft } = question;
  const { t } = desk;
  return askFromList(question, position, {
    placeholder: t('Pick the security group of the migration machine; its outbound rules must let it reach both Redis'),
    empty: t('There is no security group in this project of region {region}', { region: connection.region }),
    idPrompt: t('ID of the security group'),
    unlisted: (reason) => t('The security groups cannot be listed. {reason}', { reason }),
    chosen: draft.securityGroup,
    pages: (from, signal) =>
      choices(listSecurityGroups(from, projectId, signal), (group) => securityGroupChoice(group)),
    choose: (group) => {
      draft.securityGroup = group;
    },
  });
}

export function checkId(value: string, t: Translate): Remark | undefined {
  const id = value.trim();
  if (id === '') return { severity: 'error', message: t('An ID is needed.') };
  if (uuid.test(id)) return undefined;
  return {
    severity: 'warning',
    message: t('IDs usually look like 5e37b3be-950a-48e1-b498-65b63d336481. Enter takes it all the same.'),
  };
}

interface ListStep {
  readonly placeholder: string;
  readonly empty: string;
  readonly idPrompt: string;
  readonly unlisted: (reason: string) => string;
  readonly chosen: Chosen | undefined;
  readonly pages: (from: Connection, signal: AbortSignal) => AsyncIterable<readonly Choice<Chosen>[]>;
  readonly choose: (chosen: Chosen | undefined) => void;
}

async function askFromList(question: NetworkQuestion, position: Position, step: ListStep): Promise<Move> {
  const { desk, connection, title, mayLeaveOut = false } = question;
  const { t, prompter } = desk;
  const describeFailure = (error: unknown) => step.unlisted(reasonOf(error, t));
  const listed = new Map<string, Choice<Chosen>>();
  for (;;) {
    const reply = await prompter.pick<Chosen | 'enter' | 'none'>({
      title,
      ...position,
      placeholder: step.placeholder,
      emptyPlaceholder: step.empty,
      choices: [
        ...typedBefore(step.chosen, t),
        { label: t('Enter the ID…'), icon: 'edit', value: 'enter', always: true },
        ...(mayLeaveOut ? [leaveOut(t)] : []),
      ],
      pages: (signal, tell) => noting(step.pages(toldWhileWaiting(connection, tell, t), signal), listed),
      slow: t('{host} has not answered yet. Wait, or enter the ID.', { host: new URL(connection.endpoints.vpc).host }),
      mayRetry: (error) => error instanceof CloudError && mayPassForReads(error),
      isActive: (value) => typeof value === 'object' && value.id === step.chosen?.id,
      describeFailure,
    });
    if (reply === undefined || reply === 'back') return reply;
    if ('value' in reply && reply.value !== 'enter') {
      step.choose(reply.value === 'none' ? undefined : reply.value);
      return 'next';
    }
    const notice = 'failure' in reply ? describeFailure(reply.failure) : undefined;
    const typed = 'value' in reply ? typedBeside(t('Enter the ID…'), reply.typed) : undefined;
    const move = await askId(question, position, { ...step, listed, typed, notice });
    if (move !== 'back') return move;
    if (notice !== undefined) return 'back';
  }
}

interface IdStep extends ListStep {
  /** By their IDs. */
  readonly listed: ReadonlyMap<string, Choice<Chosen>>;
  /** What was typed into the list. */
  readonly typed: string | undefined;
  /** Why there is no list to go back to. */
  readonly notice: string | undefined;
}

async function askId(
  { desk, title, mayLeaveOut = false }: NetworkQuestion,
  position: Position,
  { listed, typed, notice, ...step }: IdStep,
): Promise<Move> {
  const { t, prompter } = desk;
  const check = (value: string): Remark | undefined => {
    const unusable = listed.get(value.trim())?.unusable;
    if (unusable !== undefined) return { severity: 'warning', message: unusable };
    return mayLeaveOut && value.trim() === '' ? undefined : checkId(value, t);
  };
  const reply = await prompter.input({
    title,
    ...position,
    canGoBack: notice === undefined || position.canGoBack,
    prompt: step.idPrompt,
    value: typed ?? step.chosen?.id ?? '',
    ...(notice === undefined ? {} : { notice: { severity: 'warning', message: notice } as const }),
    check,
  });
  if (reply === undefined || reply === 'back') return reply;
  const id = reply.value.trim();
  step.choose(id === '' ? undefined : (listed.get(id)?.value ?? { id }));
  return 'next';
}

/** Keeps what is listed, for an ID that is typed. */
async function* noting(
  pages: AsyncIterable<readonly Choice<Chosen>[]>,
  listed: Map<string, Choice<Chosen>>,
): AsyncGenerator<readonly Choice<Chosen>[]> {
  for await (const page of pages) {
    for (const choice of page) listed.set(choice.value.id, choice);
    yield page;
  }
}

function leaveOut(t: Translate): Choice<'none'> {
  return { label: t('Leave it empty for now'), icon: 'dash', value: 'none', always: true };
}

/** An ID entered by hand need not be in the list, and must not be lost for that. */
function typedBefore(chosen: Chosen | undefined, t: Translate): Choice<Chosen>[] {
  if (chosen === undefined || chosen.name !== undefined) return [];
  return [{ label: chosen.id, description: t('entered by hand'), icon: 'edit', value: chosen }];
}

async function* choices<T>(
  pages: AsyncIterable<readonly T[]>,
  choiceOf: (item: T) => Choice<Chosen>,
): AsyncGenerator<readonly Choice<Chosen>[]> {
  for await (const page of pages) yield page.map(choiceOf);
}
