import { distance } from 'fastest-levenshtein';

/**
 * Names people give to the fields and to what these choose from, out of other APIs, tools, the console and its Chinese edition. Without
 * case and separators.
 */
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
  fullcopy: 'full_amount_migration',
  fullcopyonly: 'full_amount_migration',
  fullcopythenincremental: 'incremental_migration',
  fullcopyandincrementalmigration: 'incremental_migration',
  automatic: 'auto',
  yes: 'auto',
  true: 'auto',
  on: 'auto',
  no: 'manual',
  false: 'manual',
  off: 'manual',
  taskdescription: 'description',
  networkidofthesubnet: 'subnet_id',
  addr: 'addrs',
  addresses: 'addrs',
  ipaddress: 'addrs',
  ipport: 'addrs',
  passwordvariable: 'password',
  passwordenv: 'password',
  名称: 'name',
  任务名: 'name',
  任务名称: 'name',
  迁移任务名称: 'name',
  在线迁移任务名称: 'name',
  描述: 'description',
  任务描述: 'description',
  备注: 'description',
  虚拟私有云: 'vpc_id',
  虚拟私有云id: 'vpc_id',
  子网: 'subnet_id',
  子网id: 'subnet_id',
  网络id: 'subnet_id',
  子网的网络id: 'subnet_id',
  安全组: 'security_group_id',
  安全组id: 'security_group_id',
  区域: 'region',
  区域id: 'region',
  项目: 'project_id',
  项目id: 'project_id',
  迁移方式: 'migration_method',
  迁移方法: 'migration_method',
  迁移类型: 'migration_method',
  自动重连: 'resume_mode',
  带宽: 'bandwidth_limit_mb',
  带宽上限: 'bandwidth_limit_mb',
  带宽限制: 'bandwidth_limit_mb',
  实例id: 'id',
  地址: 'addrs',
  连接地址: 'addrs',
  ip地址: 'addrs',
  密码: 'password',
  密码变量: 'password',
  全量: 'full_amount_migration',
  全量迁移: 'full_amount_migration',
  仅全量迁移: 'full_amount_migration',
  增量: 'incremental_migration',
  增量迁移: 'incremental_migration',
  全量增量: 'incremental_migration',
  全量迁移增量迁移: 'incremental_migration',
  自动: 'auto',
  是: 'auto',
  开启: 'auto',
  启用: 'auto',
  手动: 'manual',
  否: 'manual',
  关闭: 'manual',
  禁用: 'manual',
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
  return fieldCalled(plain, known) ?? closest(plain, known);
}

/** The known name that people mean by this one: itself, however it is written, or one of its other names. No guess at slips. */
export function fieldCalled<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  if (name.length > lengthLimit) return undefined;
  const plain = withoutSeparators(name);
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  return known.find((one) => withoutSeparators(one) === plain) ?? known.find((one) => one === other);
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
  const mayBeMixed = name.length === other.length && name !== other;
  return mayBeMixed && sorted(name) === sorted(other) ? 1 : distance(name, other);
}

function sorted(letters: string): string {
  return [...letters].sort().join('');
}

/** In small letters, with letters and digits only. */
export function withoutSeparators(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
