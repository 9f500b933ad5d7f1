import { reasonOf } from '../cloud/errorText.ts';
import type { Connection } from '../cloud/http.ts';
import type { Translate } from '../cloud/translate.ts';
import { listSecurityGroups, listSubnets, listVpcs, type SecurityGroup, type Subnet, type Vpc } from '../cloud/vpc.ts';
import { uuid } from '../task/taskFileRules.ts';
import type { Move, Position } from './flow.ts';
import type { Choice, Desk, Remark } from './ports.ts';

/** Something of the network as it was picked, or only its ID as it was typed. */
export interface Chosen {
  readonly id: string;
  readonly name?: string | undefined;
  readonly cidr?: string | undefined;
}

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
    pages: (signal) => choices(listVpcs(connection, projectId, signal), (vpc) => vpcChoice(vpc)),
    choose: (vpc) => {
      if (vpc.id !== draft.vpc?.id) draft.subnet = undefined;
      draft.vpc = vpc;
    },
  });
}

export async function askSubnet(question: NetworkQuestion, position: Position): Promise<Move> {
  const { desk, connection, projectId, draft } = question;
  const { t } = desk;
  const vpc = draft.vpc ?? { id: '' };
  return askFromList(question, position, {
    placeholder: t('Pick the subnet of the migration machine in {vpc}', { vpc: vpc.name ?? vpc.id }),
    empty: t('There is no subnet in {vpc}', { vpc: vpc.name ?? vpc.id }),
    idPrompt: t('Network ID of the subnet'),
    unlisted: (reason) => t('The subnets cannot be listed. {reason}', { reason }),
    chosen: draft.subnet,
    pages: (signal) => choices(listSubnets(connection, projectId, vpc.id, signal), (subnet) => subnetChoice(subnet, t)),
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
    pages: (signal) =>
      choices(listSecurityGroups(connection, projectId, signal), (group) => securityGroupChoice(group)),
    choose: (group) => {
      draft.securityGroup = group;
    },
  });
}

/** Why a task cannot be put into a subnet, or undefined where it can. */
export function whyUnusable(subnet: Subnet, t: Translate): string | undefined {
  if (subnet.dhcp_enable === false) return t('Cannot be used: DHCP is off');
  if (subnet.available_ip_address_count === 0) return t('Cannot be used: no free IP address');
  return undefined;
}

export function checkId(value: string, t: Translate): Remark | undefined {
  const id = value.trim();
  if (id === '') return { severity: 'error', message: t('An ID is needed.') };
  if (uuid.test(id)) return undefined;
  return { severity: 'warning', message: t('IDs usually look like 5e37b3be-950a-48e1-b498-65b63d336481.') };
}

interface ListStep {
  readonly placeholder: string;
  readonly empty: string;
  readonly idPrompt: string;
  readonly unlisted: (reason: string) => string;
  readonly chosen: Chosen | undefined;
  readonly pages: (signal: AbortSignal) => AsyncIterable<readonly Choice<Chosen | 'enter'>[]>;
  readonly choose: (chosen: Chosen) => void;
}

async function askFromList({ desk, title }: NetworkQuestion, position: Position, step: ListStep): Promise<Move> {
  const { t, prompter } = desk;
  const describeFailure = (error: unknown) => step.unlisted(reasonOf(error, t));
  for (;;) {
    const reply = await prompter.pick<Chosen | 'enter'>({
      title,
      ...position,
      placeholder: step.placeholder,
      emptyPlaceholder: step.empty,
      choices: [
        ...typedBefore(step.chosen, t),
        { label: t('Enter the ID…'), icon: 'edit', value: 'enter', always: true },
      ],
      pages: step.pages,
      isActive: (value) => value !== 'enter' && value.id === step.chosen?.id,
      describeFailure,
    });
    if (reply === undefined || reply === 'back') return reply;
    if ('value' in reply && reply.value !== 'enter') {
      step.choose(reply.value);
      return 'next';
    }
    const notice = 'failure' in reply ? describeFailure(reply.failure) : undefined;
    const typed = await prompter.input({
      title,
      ...position,
      canGoBack: notice === undefined || position.canGoBack,
      prompt: step.idPrompt,
      value: step.chosen?.id ?? '',
      ...(notice === undefined ? {} : { notice: { severity: 'warning', message: notice } as const }),
      check: (value) => checkId(value, t),
    });
    if (typed === undefined) return undefined;
    if (typed !== 'back') {
      step.choose({ id: typed.value.trim() });
      return 'next';
    }
    if (notice !== undefined) return 'back';
  }
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

function vpcChoice({ id, name, cidr, status }: Vpc): Choice<Chosen> {
  const unusual = status === 'ACTIVE' || status === 'OK' ? undefined : status;
  return { label: name || id, description: cidr ?? '', detail: join(id, unusual), value: { id, name, cidr } };
}

function subnetChoice(subnet: Subnet, t: Translate): Choice<Chosen> {
  const { id, name, cidr, availability_zone: zone, available_ip_address_count: free } = subnet;
  const unusable = whyUnusable(subnet, t);
  const addresses = free === undefined ? undefined : t('{count} free addresses', { count: free });
  return {
    label: name || id,
    description: cidr ?? '',
    detail: join(unusable, id, zone, addresses),
    value: { id, name, cidr },
    ...(unusable === undefined ? {} : { unusable }),
  };
}

function securityGroupChoice({ id, name, description }: SecurityGroup): Choice<Chosen> {
  return { label: name || id, description: description ?? '', detail: id, value: { id, name } };
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
