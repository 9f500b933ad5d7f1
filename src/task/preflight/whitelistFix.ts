import type { Whitelist, WhitelistGroup } from '../../cloud/services/whitelists.ts';
import type { WhitelistObstacle } from './check.ts';
import { contains, isIpv4 } from './ipv4.ts';

/** What lets a machine in. */
export interface WhitelistFix {
  /** New, with the one entry. */
  readonly group: WhitelistGroup;
}

/** Groups an instance may have, and entries where the service does not say. Source: DCS API reference, UpdateIpWhitelist. */
const mostGroups = 4;
const mostEntries = 20;

/** Longer than four characters, as the service wants it. */
const ownName = 'dcsmigr';

/** The group to add for an address, or why there is none to add. */
export function whitelistFix(
  whitelist: Whitelist,
  address: string,
): WhitelistFix | { readonly group?: undefined; readonly obstacle: WhitelistObstacle } {
  const entries = entriesOf(whitelist);
  if (!isIpv4(address)) return { obstacle: 'noAddress' };
  // To add to an empty one would keep everybody else out.
  if (isOpen(whitelist) || entries.some((entry) => contains(entry, address))) return { obstacle: 'notNeeded' };
  if (entries.length >= (whitelist.whitelist_ip_limit_num ?? mostEntries)) return { obstacle: 'entriesFull' };
  if (whitelist.whitelist.length >= mostGroups) return { obstacle: 'groupsFull' };
  return { group: { group_name: freeName(whitelist.whitelist), ip_list: [address.trim()] } };
}

/** The whole with the fix, for a service that only takes a whole. */
export function merged(whitelist: Whitelist, { group }: WhitelistFix): Whitelist {
  return { ...whitelist, whitelist: [...whitelist.whitelist, group] };
}

/** Whether it keeps nobody out. Source: DCS user guide, "Managing IP Address Whitelist"; of an empty one inferred from the Terraform provider. */
export function isOpen(whitelist: Whitelist): boolean {
  return !whitelist.enable_whitelist || entriesOf(whitelist).length === 0;
}

export function entriesOf({ whitelist: groups }: Whitelist): readonly string[] {
  return groups.flatMap(({ ip_list }) => ip_list);
}

function freeName(groups: readonly WhitelistGroup[]): string {
  const taken = new Set(groups.map(({ group_name: name }) => name.toLowerCase()));
  let name = ownName;
  for (let number = 2; taken.has(name); number += 1) name = `${ownName}-${number}`;
  return name;
}
