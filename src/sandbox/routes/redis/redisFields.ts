import { derivedUuid } from '../../derivedId.ts';
import { addressesOf, type Redis } from '../../redis/redis.ts';

/** With the oddities of the service: `{}` for nothing, and a security group that is none. Source: DCS API reference, ListInstances, example response. */
export function listed(redis: Redis): object {
  return {
    ...placeOf(redis),
    ...sizeOf(redis),
    instance_id: redis.id,
    name: redis.name,
    description: redis.description,
    engine: 'Redis',
    engine_version: redis.version,
    spec_code: redis.specCode,
    status: redis.status,
    sub_status: 'normal',
    access_user: null,
    enable_ssl: false,
    charging_mode: 0,
    order_id: null,
    created_at: '2026-02-03T09:00:34.335Z',
    updated_at: '2026-02-03T09:04:12.101Z',
    maintain_begin: '18:00:00',
    maintain_end: '19:00:00',
    enterprise_project_id: '0',
    tags: [],
    cpu_type: 'x86_64',
    features: { support_acl: true, support_transparent_client_ip: true, support_ssl: redis.ssl },
  };
}

function placeOf({ id, vpc, subnet, addresses, domain, port, publicAccess }: Redis): object {
  return {
    vpc_id: vpc.id,
    vpc_name: vpc.name,
    subnet_id: subnet.id,
    security_group_id: 'securityGroupId',
    ip: addresses.join(','),
    port,
    domain_name: domain,
    enable_publicip: publicAccess,
    publicip_id: publicAccess ? derivedUuid(`public address of ${id}`) : {},
    publicip_address: publicAccess ? '203.0.113.46' : null,
    az_codes: ['sandbox-1a', 'sandbox-1b'],
  };
}

/** Small ones are written in another way, with a dot that leads, and their truths as texts. */
function sizeOf({ memory, used, hasPassword }: Redis): object {
  const isSmall = memory < 1024;
  return {
    max_memory: memory,
    used_memory: used,
    capacity: isSmall ? 0 : memory / 1024,
    capacity_minor: isSmall ? String(memory / 1024).slice(1) : '',
    no_password_access: isSmall ? String(!hasPassword) : !hasPassword,
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
