import { derivedUuid } from '../derivedId.ts';
import { addressText, blockOf } from '../ipv4.ts';
import type { RedisSeed } from './redisSeed.ts';
import { openToAll, type Whitelist } from './whitelist.ts';

interface Network {
  readonly id: string;
  readonly name: string;
}

interface Subnet extends Network {
  readonly cidr: string;
}

/** A Redis of the made-up account, with what nothing but a new version of the sandbox changes. */
export interface Redis {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly specCode: string;
  /** Such as `5.0`. */
  readonly version: string;
  /** Megabytes. */
  readonly memory: number;
  readonly used: number;
  readonly keys: number;
  readonly vpc: Network;
  readonly subnet: Subnet;
  /** IPv4, one for each master. */
  readonly addresses: readonly string[];
  /** The domain name that leads to them. */
  readonly domain: string;
  readonly port: number;
  readonly publicAccess: boolean;
  readonly status: string;
  readonly task: string | null;
  readonly hasPassword: boolean;
  readonly ssl: boolean;
  /** Those that have keys, with how many. */
  readonly databases: readonly (readonly [number: number, keys: number])[];
  /** An analysis of its keys keeps others out of its Web CLI. */
  readonly isAnalysed: boolean;
  readonly region: string;
  /** As it was when the sandbox started; undefined where there can be none. */
  readonly firstWhitelist: Whitelist | undefined;
  /** Parameters whose change needs a restart here. */
  readonly restartsFor: readonly string[];
  /** Those that were not as usual when the sandbox started. */
  readonly firstParameters: Readonly<Record<string, string>>;
}

/** `ip:port`, with commas between several. */
export function addressesOf({ addresses, port }: Redis): string {
  return addresses.map((address) => `${address}:${port}`).join(',');
}

/** Nobody has been told a password, so each will do, except for those that say that they are wrong. */
export function isRightPassword(password: string): boolean {
  return !/wrong|错/i.test(password);
}

/** @throws {RangeError} where a seed names a network that there is not */
export function buildRedis(
  seed: RedisSeed,
  vpcs: readonly (Network & { readonly subnets: readonly Subnet[] })[],
): Redis {
  const { vpc: vpcName = 'vpc-example', subnet: subnetName = 'subnet-example', version = '5.0' } = seed;
  const vpc = vpcs.find(({ name }) => name === vpcName);
  const subnet = vpc?.subnets.find(({ name }) => name === subnetName);
  if (vpc === undefined || subnet === undefined) throw new RangeError(`There is no ${subnetName} in ${vpcName}.`);
  const { first } = blockOf(subnet.cidr);
  const id = seed.id ?? derivedUuid(`instance ${seed.name}`);
  return {
    id,
    name: seed.name,
    description: seed.description,
    specCode: seed.specCode,
    version,
    memory: seed.memory,
    used: seed.used,
    keys: seed.keys,
    vpc,
    subnet,
    addresses: seed.hosts.map((host) => addressText(first + host)),
    domain: `redis-${id.slice(0, 8)}.dcs.example.com`,
    port: seed.port ?? 6379,
    publicAccess: seed.publicAccess ?? false,
    status: seed.status ?? 'RUNNING',
    task: seed.task ?? null,
    hasPassword: seed.noPassword === undefined,
    ssl: seed.ssl ?? false,
    databases: seed.databases ?? (seed.keys === 0 ? [] : [[0, seed.keys]]),
    isAnalysed: seed.isAnalysed ?? false,
    region: seed.region ?? 'sandbox-1',
    firstWhitelist: version === '3.0' ? undefined : (seed.whitelist ?? openToAll),
    restartsFor: seed.restartsFor ?? [],
    firstParameters: seed.parameters ?? {},
  };
}
