import type { Whitelist } from './whitelist.ts';

/** An instance of the made-up account. What is left out is that of most of them. */
export interface RedisSeed {
  readonly name: string;
  readonly description: string;
  readonly id?: string;
  /** As the cloud sells it. Source: DCS user guide, "Instance specifications". */
  readonly specCode: string;
  /** `5.0` by default. */
  readonly version?: string;
  /** Megabytes. */
  readonly memory: number;
  readonly used: number;
  readonly keys: number;
  /** Where it stands; the documented example by default. */
  readonly vpc?: string;
  readonly subnet?: string;
  /** The last part of each of its addresses. */
  readonly hosts: readonly [number, ...number[]];
  /** `RUNNING` by default. */
  readonly status?: string;
  /** What is being done to it, although it runs. */
  readonly task?: string;
  readonly noPassword?: true;
  readonly ssl?: true;
  /** `sandbox-1` by default. */
  readonly region?: string;
  /** What its whitelist begins with; everybody is let in by default. */
  readonly whitelist?: Whitelist;
  /** Parameters that somebody has changed. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** An instance that documents and tests name. */
export const exampleTargetId = 'c4f7a1d2-3b5e-4c6d-8e9f-0a1b2c3d4e5f';

/** Sizes, versions and types, and what can be wrong with an end of a migration. No whitelist names a subnet, so none lets a machine in by chance. */
export const redisSeeds: readonly RedisSeed[] = [
  {
    name: 'orders-redis',
    description: 'Sandbox: orders, in use',
    specCode: 'redis.ha.xu1.large.r2.4',
    memory: 4096,
    used: 2870,
    keys: 412_000,
    hosts: [21],
    whitelist: { enabled: true, groups: [{ name: 'appgroup', entries: ['192.168.8.0/28'] }] },
    parameters: { 'client-output-buffer-slave-hard-limit': '134217728' },
  },
  {
    name: 'orders-redis-new',
    description: 'Sandbox: an empty target with room for orders',
    id: exampleTargetId,
    specCode: 'redis.ha.xu1.large.r2.8',
    version: '6.0',
    memory: 8192,
    used: 2,
    keys: 0,
    hosts: [22],
    whitelist: { enabled: true, groups: [{ name: 'orders-app', entries: ['192.168.9.0/26', '192.168.10.9'] }] },
  },
  {
    name: 'carts-redis',
    description: 'Sandbox: carts, ready to be migrated',
    specCode: 'redis.ha.xu1.large.r2.2',
    memory: 2048,
    used: 520,
    keys: 64_000,
    hosts: [43],
    parameters: { 'repl-timeout': '600' },
  },
  {
    name: 'carts-redis-new',
    description: 'Sandbox: an empty target with room for carts',
    specCode: 'redis.ha.xu1.large.r2.4',
    version: '6.0',
    memory: 4096,
    used: 2,
    keys: 0,
    hosts: [44],
  },
  {
    name: 'sessions-redis',
    description: 'Sandbox: a single node without a password',
    specCode: 'redis.single.xu1.large.2',
    memory: 2048,
    used: 610,
    keys: 98_000,
    hosts: [23],
    noPassword: true,
  },
  {
    name: 'catalogue-proxy',
    description: 'Sandbox: a proxy cluster',
    specCode: 'redis.proxy.xu1.large.16',
    memory: 16_384,
    used: 5200,
    keys: 1_904_000,
    hosts: [24],
  },
  {
    name: 'catalogue-cluster-new',
    description: 'Sandbox: an empty cluster of three shards',
    specCode: 'redis.cluster.xu1.large.r2.24',
    version: '6.0',
    memory: 24_576,
    used: 9,
    keys: 0,
    hosts: [25, 26, 27],
  },
  {
    name: 'legacy-redis',
    description: 'Sandbox: the oldest version that there is',
    specCode: 'dcs.master_standby',
    version: '3.0',
    memory: 2048,
    used: 300,
    keys: 21_000,
    hosts: [28],
  },
  {
    name: 'tiny-redis',
    description: 'Sandbox: too small for most',
    specCode: 'redis.ha.xu1.tiny.r2.128',
    memory: 128,
    used: 1,
    keys: 0,
    hosts: [29],
  },
  {
    name: 'reports-redis',
    description: 'Sandbox: runs, and is being backed up',
    specCode: 'redis.ha.xu1.large.p2.8',
    memory: 8192,
    used: 1400,
    keys: 77_000,
    hosts: [30],
    task: 'BACKUPING',
  },
  {
    name: 'growing-redis',
    description: 'Sandbox: is being resized',
    specCode: 'redis.ha.xu1.large.r2.4',
    memory: 4096,
    used: 700,
    keys: 51_000,
    hosts: [31],
    status: 'EXTENDING',
  },
  {
    name: 'ledger-redis',
    description: 'Sandbox: speaks SSL only, which a migration does not',
    specCode: 'redis.ha.xu1.large.r2.4',
    version: '6.0',
    memory: 4096,
    used: 350,
    keys: 30_000,
    hosts: [32],
    ssl: true,
  },
  {
    name: 'prod-redis',
    description: 'Sandbox: in another VPC',
    specCode: 'redis.ha.xu1.large.r2.16',
    memory: 16_384,
    used: 9100,
    keys: 2_730_000,
    vpc: 'vpc-prod-cache',
    subnet: 'subnet-prod-redis-a',
    hosts: [40],
  },
  {
    name: '商品缓存',
    description: '沙箱 (sandbox): 名称和描述为中文',
    specCode: 'redis.ha.xu1.large.r2.4',
    memory: 4096,
    used: 1250,
    keys: 160_000,
    vpc: '缓存迁移专用网络',
    subnet: '子网-自建Redis',
    hosts: [41],
  },
  {
    name: 'beijing-redis',
    description: 'Sandbox: in another region',
    specCode: 'redis.ha.xu1.large.r2.4',
    memory: 4096,
    used: 420,
    keys: 12_000,
    hosts: [42],
    region: 'cn-north-4',
  },
];
