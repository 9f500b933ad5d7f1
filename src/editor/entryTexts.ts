import { findRegion } from '../cloud/regions.ts';
import type { SecurityGroup, Subnet, Vpc } from '../cloud/services/networks.ts';
import { type Project, regionOfProject } from '../cloud/services/projects.ts';
import type { Translate } from '../cloud/translate.ts';
import { regionLabel } from '../desk/regionLabel.ts';
import { whyUnusable } from '../task/unusableSubnet.ts';

/** Something of the cloud in words: what stands beside its ID, and everything known about it. */
export interface EntryText {
  readonly id: string;
  /** The ID where it has no name. */
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly remark: string;
  /** What else it is found by. */
  readonly keywords?: string;
  /** Why it cannot be used. */
  readonly obstacle?: string;
  readonly facts: readonly Fact[];
}

interface Fact {
  readonly label: string;
  readonly value: string;
}

export function vpcText({ id, name, cidr, status, description }: Vpc, t: Translate): EntryText {
  return {
    id,
    name: name || id,
    remark: cidr ?? '',
    facts: facts([t('CIDR block'), cidr], [t('Status'), status], [t('Description'), description], ['ID', id]),
  };
}

export function subnetText(subnet: Subnet, vpc: Vpc | undefined, t: Translate): EntryText {
  const { id, name, cidr, status, description, availability_zone: zone, vpc_id: vpcId } = subnet;
  const { available_ip_address_count: free, dhcp_enable: dhcp } = subnet;
  const obstacle = whyUnusable(subnet, t);
  return {
    id,
    name: name || id,
    remark: cidr ?? '',
    ...(obstacle === undefined ? {} : { obstacle }),
    facts: facts(
      [t('VPC'), vpc?.name || vpcId],
      [t('CIDR block'), cidr],
      [t('Availability zone'), zone],
      [t('Free addresses'), free?.toString()],
      ['DHCP', dhcp === undefined ? undefined : dhcp ? t('on') : t('off')],
      [t('Status'), status],
      [t('Description'), description],
      [t('Network ID'), id],
    ),
  };
}

export function securityGroupText({ id, name, description }: SecurityGroup, t: Translate): EntryText {
  return { id, name: name || id, remark: '', facts: facts([t('Description'), description], ['ID', id]) };
}

export function projectText({ id, name }: Project, t: Translate): EntryText {
  const region = regionOfProject(name);
  return {
    id,
    name,
    remark: regionText(region, t)?.name ?? '',
    facts: facts([t('Region'), regionLabel(region, t)], [t('Project ID'), id]),
  };
}

/** Undefined for a region that is not in the list of this extension. */
export function regionText(id: string, t: Translate): EntryText | undefined {
  const region = findRegion(id);
  if (region === undefined) return undefined;
  const obstacle = region.hasDcs ? undefined : t('DCS is not known to be in this region');
  return {
    id,
    name: t(region.name),
    remark: id,
    ...(obstacle === undefined ? {} : { obstacle }),
    facts: facts([t('Region'), id]),
  };
}

export function facts(...pairs: readonly (readonly [label: string, value: string | undefined])[]): Fact[] {
  return pairs.flatMap(([label, value = '']) => (value === '' ? [] : [{ label, value }]));
}
