import { isWithin } from '../ipv4.ts';

interface Group {
  readonly name: string;
  /** IPv4 addresses, and blocks of them as CIDR. */
  readonly entries: readonly string[];
}

/** Who may connect to an instance. */
export interface Whitelist {
  readonly enabled: boolean;
  readonly groups: readonly Group[];
}

/** One that nobody has ever set. Source: inferred from the Terraform provider, which takes an empty one for enabled. */
export const openToAll: Whitelist = { enabled: true, groups: [] };

/** Source: DCS API reference, UpdateIpWhitelist, and DCS user guide, "Managing IP Address Whitelist". */
const mostGroups = 4;
export const mostEntries = 20;
const groupName = /^[A-Za-z][A-Za-z0-9_-]{4,}$/;

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const entryForm = new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);
const refused: readonly string[] = ['0.0.0.0', '0.0.0.0/0'];

/** The field that breaks a rule; undefined where none does. */
export function brokenRule({ groups }: Whitelist): 'whitelist' | 'group_name' | 'ip_list' | undefined {
  const names = groups.map(({ name }) => name);
  const entries = groups.flatMap((group) => group.entries);
  if (groups.length > mostGroups) return 'whitelist';
  if (!names.every((name) => groupName.test(name)) || isRepeated(names)) return 'group_name';
  const areSound = entries.every((entry) => entryForm.test(entry) && !refused.includes(entry));
  return areSound && !isRepeated(entries) && entries.length <= mostEntries ? undefined : 'ip_list';
}

function isRepeated(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}

/** With more entries; a group that is there already gets them. */
export function extended({ enabled, groups }: Whitelist, more: readonly Group[]): Whitelist {
  const names = new Set([...groups, ...more].map(({ name }) => name));
  const entriesOf = (among: readonly Group[], wanted: string) =>
    among.filter(({ name }) => name === wanted).flatMap(({ entries }) => entries);
  return {
    enabled,
    groups: [...names].map((name) => ({ name, entries: [...entriesOf(groups, name), ...entriesOf(more, name)] })),
  };
}

/** One that is off or has no entry keeps nobody out. */
export function admits({ enabled, groups }: Whitelist, address: string): boolean {
  const entries = groups.flatMap((group) => group.entries);
  return !enabled || entries.length === 0 || entries.some((entry) => isWithin(address, entry));
}
