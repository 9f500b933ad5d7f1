import { derivedHex, derivedNumber, derivedUuid } from './derivedId.ts';
import { addressText, blockOf, subBlock } from './ipv4.ts';
import { peeringSeeds } from './peeringSeeds.ts';
import { buildRedis, type Redis } from './redis/redis.ts';
import { redisSeeds } from './redis/redisSeeds.ts';
import {
  type EgressRule,
  projectNames,
  regionSeeds,
  type SubnetSeed,
  securityGroupSeeds,
  type VpcSeed,
  vpcSeeds,
} from './worldTables.ts';

export interface Project {
  readonly id: string;
  readonly name: string;
  /** The account, or the project of the region for a sub-project. */
  readonly parentId: string;
  readonly description: string;
  /** The region of the project; for a project without one its name. */
  readonly region: string;
}

export interface Region {
  readonly id: string;
  readonly locales: Readonly<Record<string, string>>;
}

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly enterpriseProjectId: string;
  readonly createdAt: string;
  readonly subnets: readonly Subnet[];
}

export interface Subnet {
  /** The network ID: what a migration task calls `subnet_id`. */
  readonly id: string;
  /** The ID of the OpenStack subnet, which a migration task does not take. */
  readonly neutronSubnetId: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly cidrV6: string | undefined;
  readonly dhcp: boolean;
  readonly zone: string | undefined;
  readonly freeAddresses: number;
  readonly createdAt: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enterpriseProjectId: string;
  readonly ports: readonly number[];
  /** What may leave. */
  readonly egress: readonly EgressRule[];
  readonly createdAt: string;
}

/** One that a VPC has asked for and another may have accepted. */
export interface Peering {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly from: Vpc;
  readonly to: Vpc;
  readonly routes: 'both' | 'there' | 'none';
  readonly createdAt: string;
}

/** An account with everything in it. Every project of it shows the same networks. */
export interface World {
  readonly domainId: string;
  readonly regions: readonly Region[];
  readonly projects: readonly Project[];
  readonly vpcs: readonly Vpc[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly redis: readonly Redis[];
  readonly peerings: readonly Peering[];
}

let shared: World | undefined;

/** What {@link buildWorld} builds, once for all sandboxes of a process: thousands of networks, which nobody changes. */
export function sharedWorld(): World {
  shared ??= buildWorld();
  return shared;
}

/** The made-up account: the same to the last character each time, since every ID, number and time is derived from a name. */
export function buildWorld(): World {
  const domainId = derivedHex('account');
  const vpcs = vpcSeeds.map(buildVpc);
  return {
    domainId,
    regions: regionSeeds,
    projects: projectNames.map((name) => buildProject(name, domainId)),
    vpcs,
    securityGroups: securityGroupSeeds.map((seed) => ({
      id: seed.id ?? derivedUuid(`security group ${seed.name}`),
      name: seed.name,
      description: seed.description,
      enterpriseProjectId: seed.enterpriseProject ?? '0',
      ports: seed.ports,
      egress: seed.egress ?? [{ to: '0.0.0.0/0' }],
      createdAt: createdAt(`security group ${seed.name}`),
    })),
    redis: redisSeeds.map((seed) => buildRedis(seed, vpcs)),
    peerings: peeringSeeds.flatMap(({ from, to, name, status, routes }) => {
      const [one, other] = [from, to].map((wanted) => vpcs.find((vpc) => vpc.name === wanted));
      if (one === undefined || other === undefined) return [];
      const id = derivedUuid(`peering ${name}`);
      return [{ id, name, status, routes, from: one, to: other, createdAt: createdAt(`peering ${name}`) }];
    }),
  };
}

function buildProject(name: string, domainId: string): Project {
  const [region = name, suffix] = name.split('_');
  return {
    id: projectId(name),
    name,
    parentId: suffix === undefined ? domainId : projectId(region),
    description: suffix === undefined ? '' : `Sandbox: sub-project of ${region}`,
    region,
  };
}

function projectId(name: string): string {
  return derivedHex(`project ${name}`);
}

function buildVpc(seed: VpcSeed): Vpc {
  const id = seed.id ?? derivedUuid(`vpc ${seed.name}`);
  const subnets = [...seed.subnets, ...manySubnets(seed)];
  return {
    id,
    name: seed.name,
    description: seed.description,
    cidr: seed.cidr,
    enterpriseProjectId: seed.enterpriseProject ?? '0',
    createdAt: createdAt(`vpc ${seed.name}`),
    subnets: subnets.map((subnet) => buildSubnet(subnet, id)),
  };
}

/** Every hundredth without DHCP and the one after it full, so that what cannot be used is found on every page. */
function manySubnets({ name, cidr, manySubnets: count = 0 }: VpcSeed): SubnetSeed[] {
  const zones = ['a', 'b', 'c'] as const;
  return Array.from({ length: count }, (_, index): SubnetSeed => {
    const zone = zones[index % zones.length] ?? 'a';
    const seed = {
      name: `${name.replace('vpc', 'subnet')}-${String(index + 1).padStart(4, '0')}`,
      cidr: subBlock(cidr, 24, index),
      zone,
    };
    if (index % 100 === 98) return { ...seed, dhcp: false };
    if (index % 100 === 99) return { ...seed, full: true };
    return seed;
  });
}

function buildSubnet(seed: SubnetSeed, vpcId: string): Subnet {
  const origin = `subnet ${vpcId} ${seed.name}`;
  const { first, size } = blockOf(seed.cidr);
  // The cloud keeps five addresses of each subnet: network, gateway, interface, DHCP and broadcast.
  const usable = size - 5;
  return {
    id: seed.id ?? derivedUuid(origin),
    neutronSubnetId: derivedUuid(`${origin} in OpenStack`),
    vpcId,
    name: seed.name,
    description: seed.description ?? '',
    cidr: seed.cidr,
    gateway: addressText(first + 1),
    cidrV6: seed.cidrV6,
    dhcp: seed.dhcp ?? true,
    zone: seed.zone,
    freeAddresses: seed.full ? 0 : usable - derivedNumber(origin, Math.ceil(usable / 2)),
    createdAt: createdAt(origin),
  };
}

/** A time in 2024, UTC, in the form of the VPC API. */
function createdAt(seed: string): string {
  const seconds = derivedNumber(`time of ${seed}`, 366 * 86_400);
  return `${new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString().slice(0, 19)}Z`;
}
