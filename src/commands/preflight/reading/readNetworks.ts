import {
  listPeerings,
  listRoutes,
  listRouteTables,
  type Route,
  type RouteTable,
} from '../../../cloud/services/peerings.ts';
import { listEgressRules } from '../../../cloud/services/securityGroupRules.ts';
import type { DcsEnd, End, Known, NotKnown, PreflightFacts } from '../../../task/preflight/preflightFacts.ts';
import type { Reader } from './reader.ts';

/** Where the machine of a task is, or is going to be, as far as it is known. */
export interface TaskNetworks {
  readonly vpcId: string | undefined;
  readonly subnetId: string | undefined;
  readonly securityGroupId: string | undefined;
  /** Why they are not known. */
  readonly unread: NotKnown | undefined;
}

export function readEgress(
  projectId: string,
  { securityGroupId, unread = { kind: 'notRead' } }: TaskNetworks,
  known: Reader,
): Promise<PreflightFacts['egress']> | PreflightFacts['egress'] {
  if (!securityGroupId) return unread;
  return known('vpc:securityGroupRules:get', (connection, signal) =>
    listEgressRules(connection, projectId, securityGroupId, signal),
  );
}

/** An end with what leads to it, where it lies in another VPC than the task: five requests, and one where no peering is in use. */
export async function withWays(projectId: string, task: TaskNetworks, end: End, known: Reader): Promise<End> {
  if (end.kind === 'address' || end.detail.kind !== 'known') return end;
  const { vpc_id: vpcId, subnet_id: subnetId } = end.detail.value;
  const here = task.vpcId;
  if (!vpcId || !here || vpcId === here) return end;
  return { ...end, ways: await readWays(projectId, { ...task, vpcId: here }, { vpcId, subnetId }, known) };
}

async function readWays(
  projectId: string,
  here: { readonly vpcId: string; readonly subnetId: string | undefined },
  there: typeof here,
  known: Reader,
): Promise<DcsEnd['ways']> {
  const peerings = await known('vpc:peerings:get', (connection, signal) =>
    listPeerings(connection, here.vpcId, signal),
  );
  if (peerings.kind !== 'known') return peerings;
  const isJoined = peerings.value.some(({ status, request_vpc_info: one, accept_vpc_info: other }) => {
    return /^active$/i.test(status) && [one.vpc_id, other.vpc_id].includes(there.vpcId);
  });
  const unread: Known<never> = { kind: 'notRead' };
  if (!isJoined) return { ...peerings, value: { peerings: peerings.value, there: unread, back: unread } };
  const [out, back] = await Promise.all([readRoutes(projectId, here, known), readRoutes(projectId, there, known)]);
  return { ...peerings, value: { peerings: peerings.value, there: out, back } };
}

async function readRoutes(
  projectId: string,
  { vpcId, subnetId }: { readonly vpcId: string; readonly subnetId: string | undefined },
  known: Reader,
): Promise<Known<readonly Route[]>> {
  const tables = await known('vpc:routeTables:list', (connection, signal) =>
    listRouteTables(connection, projectId, vpcId, signal),
  );
  if (tables.kind !== 'known') return tables;
  const table = tableOf(tables.value, subnetId);
  if (table === undefined) return { ...tables, value: [] };
  return known('vpc:routeTables:get', (connection, signal) => listRoutes(connection, projectId, table.id, signal));
}

/** A subnet that no table names has the default one of its VPC. Inferred from the VPC API reference. */
function tableOf(tables: readonly RouteTable[], subnetId: string | undefined): RouteTable | undefined {
  const own = tables.find(({ subnets }) => subnets?.some(({ id }) => id !== undefined && id === subnetId));
  return own ?? tables.find((one) => one.default === true);
}
