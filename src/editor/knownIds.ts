import type { LookUp } from '../cloud/services/lookUps.ts';
import type { SecurityGroup, Subnet, Vpc } from '../cloud/services/networks.ts';
import type { Project } from '../cloud/services/projects.ts';
import { usualProjectId, uuid } from '../task/file/taskFileRules.ts';
import type { CloudView } from './cloudView.ts';

/** What is known about an ID: the thing itself, that there is none, or nothing (yet). */
export type Known<T> = { readonly found: T } | 'unknown' | 'open';

export function knowVpc(view: CloudView, id: string): Known<Vpc> {
  return uuid.test(id) ? find(view.lookUps.vpcs(view.connection), id) : 'open';
}

export function knowSecurityGroup(view: CloudView, id: string): Known<SecurityGroup> {
  return uuid.test(id) ? find(view.lookUps.securityGroups(view.connection), id) : 'open';
}

export function knowProject(view: CloudView, id: string): Known<Project> {
  return usualProjectId.test(id) ? find(view.lookUps.projects(view.connection), id) : 'open';
}

/** Looks in the VPC of the file first; a subnet that is not in it is looked for in all others. */
export function knowSubnet(view: CloudView, id: string, vpcId: string | undefined): Known<Subnet> {
  if (!uuid.test(id)) return 'open';
  const { lookUps, connection } = view;
  if (vpcId !== undefined && typeof knowVpc(view, vpcId) !== 'string') {
    const here = find(lookUps.subnets(connection, vpcId), id);
    if (here !== 'unknown') return here;
  }
  return find(lookUps.subnets(connection), id);
}

function find<T extends { readonly id: string }>(lookUp: LookUp<T>, id: string): Known<T> {
  const wanted = id.toLowerCase();
  const found = lookUp.items.find((item) => item.id.toLowerCase() === wanted);
  if (found !== undefined) return { found };
  return isWhole(lookUp) ? 'unknown' : 'open';
}

/** Whether what is not in a list is not there. An old one that could not be read again lacks what has come since. */
export function isWhole({ complete, failure }: Pick<LookUp<unknown>, 'complete' | 'failure'>): boolean {
  return complete && failure === undefined;
}
