import type { Connection, Transport } from '../../src/cloud/connection.ts';
import { sharedWorld, type World } from '../../src/sandbox/world.ts';
import { documentedExample } from '../../src/sandbox/worldTables.ts';
import type { CreateOutcome } from '../../src/task/create/create.ts';
import { lookUpName } from '../../src/task/create/sameName.ts';
import type { CreationDraft, Journal } from '../../src/task/journal/journal.ts';
import { createNoted } from '../support/desk/createNoted.ts';
import type { FaultProxy, Stage } from '../support/network/faultProxy.ts';
import { throughFaults } from '../support/network/faultTransport.ts';
import type { CreatePlan } from './createPlan.ts';

/** What one create needs of the world around it. */
export interface Surroundings {
  /** As to the cloud without anything between: its transport, address, timeout and patience are replaced. */
  readonly connection: Connection;
  readonly projectId: string;
  readonly transports: Readonly<Record<CreatePlan['transport'], Transport>>;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly journal: Journal;
  readonly refusingUrl: string;
  /** Somebody else creates a task of this name in other networks; its id. */
  readonly createElsewhere: (name: string) => Promise<string>;
}

export interface Ran {
  readonly plan: CreatePlan;
  readonly outcome: CreateOutcome;
  /** The faults of its POSTs, in the order in which they were handed to the network. */
  readonly posts: readonly string[];
  /** Why the journal could not be told. */
  readonly unnoted: readonly string[];
  /** POSTs that the proxy saw anything of, and that the sandbox got. */
  readonly touched: number;
  readonly passedOn: number;
  /** The task that somebody else created meanwhile. */
  readonly elsewhere: string | undefined;
}

export const networks = {
  vpc_id: documentedExample.vpcId,
  subnet_id: documentedExample.subnetId,
  security_group_id: documentedExample.securityGroupId,
};

/** Those of somebody else: the security group is the same, as it belongs to no VPC. */
export const otherNetworks = otherNetworksOf(sharedWorld());

function otherNetworksOf({ vpcs }: World): Readonly<Record<keyof typeof networks, string>> {
  const usable = vpcs.flatMap(({ subnets }) => subnets).filter(({ dhcp, freeAddresses }) => dhcp && freeAddresses > 0);
  const subnet = usable.find(({ vpcId }) => vpcId !== networks.vpc_id);
  if (subnet === undefined) throw new Error('The sandbox has no second VPC.');
  return { ...networks, vpc_id: subnet.vpcId, subnet_id: subnet.id };
}

/** Milliseconds of real time for a request: as long as it takes to be sure that something hangs. */
const requestTimeout = 250;

/** Looks the name up, as the commands do, and creates; through the proxy and its faults all along. */
export async function runFaulted(plan: CreatePlan, proxy: FaultProxy, around: Surroundings): Promise<Ran> {
  const person = new AbortController();
  const watcher = new AbortController();
  const posts: string[] = [];
  const unnoted: string[] = [];
  const counts = { touched: 0, passedOn: 0 };
  let elsewhere: Promise<string> | undefined;
  let reads = 0;
  let phase = 'looking';
  const hear = (stage: Stage) => {
    counts[stage] += 1;
    if (plan.namesake === 'elsewhere') elsewhere ??= around.createElsewhere(plan.name);
    if (plan.cancel === stage) person.abort();
  };
  const transport = throughFaults(around.transports[plan.transport], proxy, around.refusingUrl, ({ method }) => {
    if (method === 'POST') {
      const fault = plan.post(posts.length + 1);
      posts.push(fault.name);
      return { fault, tell: hear };
    }
    reads += 1;
    return { fault: plan.read(reads) };
  });
  const wait = (milliseconds: number, signal?: AbortSignal) => {
    if (phase === 'sending' && plan.cancel === 'pause') person.abort();
    return around.wait(milliseconds, signal);
  };
  const connection = { ...connectionThrough(proxy.url, around.connection, wait), transport };
  const draft = await draftOf(plan, connection, around.projectId);
  if (plan.cancel === 'before') person.abort();
  const outcome = await createNoted(
    { connection, draft },
    {
      journal: around.journal,
      onUnnoted: (problem) => unnoted.push(problem.message),
      signal: person.signal,
      lookSignal: watcher.signal,
      onPhase: (next) => {
        phase = next;
        if (next === 'looking' && plan.cancel === 'looking') watcher.abort();
      },
      onLook: ({ number }) => {
        if (number === 3 && plan.cancel === 'thirdLook') watcher.abort();
      },
    },
  );
  return { plan, outcome, posts, unnoted, ...counts, elsewhere: await elsewhere };
}

function connectionThrough(url: string, connection: Connection, wait: Surroundings['wait']): Connection {
  return {
    ...connection,
    timeout: requestTimeout,
    endpoints: { dcs: url, vpc: url, iam: url },
    patience: { wait, random: () => 0.5 },
  };
}

/** Where the name could not be looked up, nothing is known to be there. */
async function draftOf({ name }: CreatePlan, connection: Connection, projectId: string): Promise<CreationDraft> {
  const check = await lookUpName(connection, projectId, name);
  const checked = check.kind === 'checked' ? check : undefined;
  return {
    profile: 'default',
    region: connection.region,
    projectId,
    body: { name, ...networks },
    knownTaskIds: (checked?.tasks ?? []).map(({ task_id }) => task_id),
    clockSkewSeconds: checked?.clockSkewSeconds,
  };
}
