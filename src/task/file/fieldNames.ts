import { distance } from 'fastest-levenshtein';

/** Names people give to the fields and to what these choose from, out of other APIs, tools and the console. Without case and separators. */
const otherNames: Readonly<Record<string, string>> = {
  schema: '$schema',
  title: 'name',
  taskname: 'name',
  migrationname: 'name',
  desc: 'description',
  comment: 'description',
  remark: 'description',
  vpc: 'vpc_id',
  virtualprivatecloud: 'vpc_id',
  virtualprivatecloudid: 'vpc_id',
  subnet: 'subnet_id',
  network: 'subnet_id',
  networkid: 'subnet_id',
  subnetworkid: 'subnet_id',
  neutronnetworkid: 'subnet_id',
  neutronsubnetid: 'subnet_id',
  securitygroup: 'security_group_id',
  securitygroups: 'security_group_id',
  securitygroupids: 'security_group_id',
  secgroup: 'security_group_id',
  secgroupid: 'security_group_id',
  sg: 'security_group_id',
  sgid: 'security_group_id',
  project: 'project_id',
  tenantid: 'project_id',
  regionid: 'region',
  regionname: 'region',
  location: 'region',
  method: 'migration_method',
  migratetype: 'migration_method',
  migrationtype: 'migration_method',
  mode: 'resume_mode',
  reconnect: 'resume_mode',
  autoreconnect: 'resume_mode',
  bandwidth: 'bandwidth_limit_mb',
  bandwidthlimit: 'bandwidth_limit_mb',
  source: 'source_instance',
  sourceredis: 'source_instance',
  target: 'target_instance',
  targetredis: 'target_instance',
  destination: 'target_instance',
  instance: 'id',
  instanceid: 'id',
  uuid: 'id',
  ip: 'addrs',
  host: 'addrs',
  address: 'addrs',
  endpoint: 'addrs',
  endpoints: 'addrs',
  pass: 'password',
  pwd: 'password',
  passwd: 'password',
  auth: 'password',
  full: 'full_amount_migration',
  fullamount: 'full_amount_migration',
  fullmigration: 'full_amount_migration',
  incremental: 'incremental_migration',
  incr: 'incremental_migration',
  automatic: 'auto',
};

/** Longer names than this resemble none of the known ones. */
const lengthLimit = 40;

const credentialName =
  /^(?:hw|huawei)?(?:cloud)?(?:ak|sk|pwd|cookie)$|(?:password|passwd|secret|token|accesskey|accesskeyid|secretkey|secretaccesskey|secretkeyid|credentials?|authorization|apikey|privatekey)$/;
const addressName = /(?:endpoints?|url|uri|host|hostname|proxy)$/;

/** The known name that an unknown one most likely stands for. */
export function nearestField(name: string, known: readonly string[]): string | undefined {
  if (name.length > lengthLimit) return undefined;
  const plain = withoutSeparators(name);
  if (plain === '') return undefined;
  const same = known.find((candidate) => withoutSeparators(candidate) === plain);
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  return same ?? (other !== undefined && known.includes(other) ? other : undefined) ?? closest(plain, known);
}

/** Why a name has no place in a file that comes from other people. */
export function forbiddenKind(name: string): 'credential' | 'address' | 'prototype' | undefined {
  if (name === '__proto__') return 'prototype';
  const plain = withoutSeparators(name.slice(-lengthLimit));
  if (credentialName.test(plain)) return 'credential';
  return addressName.test(plain) ? 'address' : undefined;
}

function closest(plain: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, slips: slipsBetween(plain, withoutSeparators(candidate)) }))
    .sort((left, right) => left.slips - right.slips);
  return best !== undefined && best.slips <= Math.max(1, Math.floor(plain.length / 4)) ? best.candidate : undefined;
}

/** Edits from one name to another; letters in the wrong order are one slip of the fingers, not two edits. */
function slipsBetween(name: string, other: string): number {
  const sameLetters = [...name].sort().join('') === [...other].sort().join('');
  return sameLetters ? 1 : distance(name, other);
}

function withoutSeparators(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
