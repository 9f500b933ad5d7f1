/** A subnet to be: what is left out is derived from its name and its place. */
export interface SubnetSeed {
  readonly name: string;
  readonly cidr: string;
  /** The letter that ends the availability zone; missing where the subnet is not bound to one. */
  readonly zone?: 'a' | 'b' | 'c';
  readonly id?: string;
  readonly description?: string;
  readonly dhcp?: false;
  readonly full?: true;
  readonly cidrV6?: string;
}

export interface VpcSeed {
  readonly name: string;
  readonly cidr: string;
  readonly description: string;
  readonly id?: string;
  readonly enterpriseProject?: string;
  readonly subnets: readonly SubnetSeed[];
  /** So many more subnets, of 256 addresses each, from the start of the VPC. */
  readonly manySubnets?: number;
}

interface SecurityGroupSeed {
  readonly name: string;
  readonly description: string;
  readonly id?: string;
  readonly enterpriseProject?: string;
  /** Ports open from 10.0.0.0/8. */
  readonly ports: readonly number[];
  /** What may leave; everything by default. */
  readonly egress?: readonly EgressRule[];
}

/** A rule of what leaves, of IPv4. What is left out is about everything. */
export interface EgressRule {
  readonly protocol?: 'tcp' | 'udp';
  readonly ports?: string;
  /** A block of addresses. */
  readonly to?: string;
  readonly denied?: true;
  /** 1 is the strongest, and the default. */
  readonly priority?: number;
}

/** The IDs of the documented example. Source: DCS API reference, CreateOnlineMigrationTask, example request. */
export const documentedExample = {
  vpcId: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnetId: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  securityGroupId: '9df96622-24b7-4813-84b8-ab74552a21d7',
} as const;

/** Names of projects: the built-in one of a region is named as the region, a sub-project adds a suffix, MOS belongs to object storage and has no region. */
export const projectNames = ['sandbox-1', 'sandbox-1_team-a', 'cn-north-4', 'MOS'] as const;

export const regionSeeds = [
  { id: 'sandbox-1', locales: { 'en-us': 'Local Sandbox', 'zh-cn': '本地沙箱' } },
  { id: 'cn-north-4', locales: { 'en-us': 'CN North-Beijing4', 'zh-cn': '华北-北京四' } },
] as const;

const analytics = '0f1b7a3c-6d52-4a8e-9c1f-3e5d7b9a2c40';

export const vpcSeeds: readonly VpcSeed[] = [
  {
    name: 'vpc-example',
    cidr: '192.168.0.0/16',
    description: 'Sandbox: the VPC of the documented example',
    id: documentedExample.vpcId,
    subnets: [
      {
        name: 'subnet-example',
        cidr: '192.168.0.0/24',
        zone: 'a',
        id: documentedExample.subnetId,
        description: 'Sandbox: the network of the documented example',
      },
      { name: 'subnet-example-b', cidr: '192.168.1.0/24', zone: 'b' },
    ],
  },
  {
    name: 'vpc-dev',
    cidr: '10.10.0.0/16',
    description: 'Sandbox: development',
    subnets: [
      { name: 'subnet-dev-app', cidr: '10.10.0.0/24', zone: 'a' },
      { name: 'subnet-dev-cache', cidr: '10.10.1.0/24', zone: 'b', cidrV6: '2001:db8:10:1::/64' },
      { name: 'subnet-dev-static', cidr: '10.10.2.0/24', zone: 'a', dhcp: false, description: 'Sandbox: DHCP is off' },
      { name: 'subnet-dev-small', cidr: '10.10.3.0/28', zone: 'c' },
    ],
  },
  {
    name: 'vpc-staging',
    cidr: '10.20.0.0/16',
    description: 'Sandbox: staging',
    subnets: [
      { name: 'subnet-staging-app', cidr: '10.20.0.0/23', zone: 'a' },
      { name: 'subnet-staging-cache', cidr: '10.20.2.0/24', zone: 'b' },
      { name: 'subnet-staging-anyzone', cidr: '10.20.3.0/24', description: 'Sandbox: bound to no availability zone' },
    ],
  },
  {
    name: 'vpc-prod-cache',
    cidr: '10.30.0.0/16',
    description: 'Sandbox: production caches',
    enterpriseProject: analytics,
    subnets: [
      { name: 'subnet-prod-redis-a', cidr: '10.30.0.0/24', zone: 'a' },
      { name: 'subnet-prod-redis-b', cidr: '10.30.1.0/24', zone: 'b' },
      {
        name: 'subnet-prod-full',
        cidr: '10.30.2.0/26',
        zone: 'a',
        full: true,
        description: 'Sandbox: every address is taken',
      },
      { name: 'subnet-prod-migration', cidr: '10.30.4.0/22', zone: 'c' },
    ],
  },
  {
    name: '缓存迁移专用网络',
    cidr: '172.16.0.0/16',
    description: '沙箱 (sandbox): 名称和描述为中文',
    subnets: [
      { name: '子网-迁移机', cidr: '172.16.0.0/24', zone: 'a', description: '沙箱 (sandbox): 迁移机所在子网' },
      { name: '子网-自建Redis', cidr: '172.16.1.0/24', zone: 'b' },
    ],
  },
  {
    name: 'vpc-team-payments-and-settlement-shared-services-europe-and-asia',
    cidr: '10.50.0.0/16',
    description: 'Sandbox: a name of 64 characters, the longest there can be',
    subnets: [
      {
        name: 'subnet-team-payments-and-settlement-shared-services-availability',
        cidr: '10.50.0.0/24',
        zone: 'c',
      },
    ],
  },
  { name: 'vpc-empty', cidr: '10.60.0.0/24', description: 'Sandbox: no subnets yet', subnets: [] },
  {
    name: 'vpc-retired',
    cidr: '10.61.0.0/16',
    description: 'Sandbox: no subnet that can be used',
    subnets: [
      { name: 'subnet-retired-static', cidr: '10.61.0.0/24', zone: 'a', dhcp: false },
      { name: 'subnet-retired-full', cidr: '10.61.1.0/28', zone: 'b', full: true },
    ],
  },
  {
    name: 'vpc-large',
    cidr: '10.64.0.0/12',
    description: 'Sandbox: 2,300 subnets, more than one page of them',
    subnets: [],
    manySubnets: 2300,
  },
];

export const securityGroupSeeds: readonly SecurityGroupSeed[] = [
  {
    name: 'sg-example',
    description: 'Sandbox: the security group of the documented example',
    id: documentedExample.securityGroupId,
    ports: [6379],
  },
  { name: 'default', description: 'Default security group (sandbox)', ports: [] },
  { name: 'sg-dev-app', description: 'Sandbox: development, applications', ports: [22, 8080] },
  { name: 'sg-dev-cache', description: 'Sandbox: development, Redis', ports: [6379] },
  { name: 'sg-staging-app', description: 'Sandbox: staging, applications', ports: [443] },
  {
    name: 'sg-staging-cache',
    description: 'Sandbox: staging, Redis',
    ports: [6379, 6380],
    egress: [
      { protocol: 'tcp', ports: '6379,6380', to: '10.20.0.0/16' },
      { protocol: 'udp', ports: '53' },
      { denied: true, to: '10.20.2.0/24', priority: 2 },
    ],
  },
  {
    name: 'sg-prod-redis',
    description: 'Sandbox: production, Redis',
    enterpriseProject: analytics,
    ports: [6379, 16379],
  },
  { name: 'sg-prod-web', description: 'Sandbox: production, web', ports: [80, 443] },
  { name: 'sg-migration', description: 'Sandbox: migration machines', ports: [6379] },
  { name: '安全组-缓存迁移', description: '沙箱 (sandbox): 供迁移机使用', ports: [6379] },
  {
    name: 'sg-team-payments-and-settlement-shared-services-europe-and-asia1',
    description: 'Sandbox: a name of 64 characters',
    ports: [443],
  },
  { name: 'sg-closed', description: '', ports: [], egress: [] },
];
