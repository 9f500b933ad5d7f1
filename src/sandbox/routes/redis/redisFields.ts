import { addressesOf, type Redis } from '../../redis/redis.ts';

/**
 * With the oddities of the service: texts for numbers and truths, a leading dot, `{}` for nothing, and a security group that is
 * none. Source: DCS API reference, ListInstances, example response.
 */
export function listed(redis: Redis): object {
  const isSmall = redis.memory < 1024;
  return {
    publicip_id: {},
    publicip_address: null,
    vpc_name: redis.vpc.name,
    charging_mode: 0,
    vpc_id: redis.vpc.id,
    subnet_id: redis.subnet.id,
    created_at: '2026-02-03T09:00:34.335Z',
    updated_at: '2026-02-03T09:04:12.101Z',
    enable_ssl: false,
    max_memory: redis.memory,
    used_memory: redis.used,
    capacity: isSmall ? 0 : redis.memory / 1024,
    capacity_minor: isSmall ? String(redis.memory / 1024).slice(1) : '',
    order_id: null,
    maintain_begin: '18:00:00',
    maintain_end: '19:00:00',
    engine: 'Redis',
    engine_version: redis.version,
    no_password_access: isSmall ? String(redis.password === undefined) : redis.password === undefined,
    ip: redis.addresses.join(','),
    access_user: null,
    instance_id: redis.id,
    enable_publicip: false,
    port: redis.port,
    domain_name: `redis-${redis.id.slice(0, 8)}.dcs.example.com`,
    name: redis.name,
    spec_code: redis.specCode,
    status: redis.status,
    security_group_id: 'securityGroupId',
    enterprise_project_id: '0',
    tags: [],
    az_codes: ['sandbox-1a', 'sandbox-1b'],
    description: redis.description,
    cpu_type: 'x86_64',
    features: { support_acl: true, support_transparent_client_ip: true, support_ssl: redis.ssl },
    sub_status: 'normal',
  };
}

/** Source: DCS API reference, ShowInstance. */
export function detailed(redis: Redis): object {
  return {
    ...listed(redis),
    cache_mode: cacheMode(redis.specCode),
    db_number: /cluster|proxy/.test(redis.specCode) ? 1 : 256,
    replica_count: 2,
    sharding_count: redis.addresses.length,
    product_type: 'generic',
    storage_type: 'DRAM',
    subnet_name: redis.subnet.name,
    subnet_cidr: redis.subnet.cidr,
    security_group_name: 'securityGroupName',
    backend_addrs: addressesOf(redis),
    task: redis.task,
  };
}

/** The second word of a specification, except where its last but one begins with a `p`. Source: DCS user guide, "Instance specifications". */
function cacheMode(specCode: string): string {
  if (/\.p\d+\./.test(specCode)) return 'ha_rw_split';
  const [, mode = ''] = /^redis\.(single|ha|cluster|proxy)\./.exec(specCode) ?? [];
  return mode === '' ? 'ha' : mode;
}
