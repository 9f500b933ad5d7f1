// What stands in the answers of the cloud, as JSON values: good ones, good ones bent, and errors of every shape.
import fc from 'fast-check';
import { echo } from './echoes.ts';

/** Stands under the names of passwords in what the cloud answers; nothing that comes out of a schema may hold it. */
export const passwordValue = 'R3dis-Passw0rd';

export const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 16 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.tuple(between(), echo, between()).map((parts) => parts.join('')) },
);

function between() {
  return fc.constantFrom('', 'x', ' ', 'canonicalRequest:POST|/|', 'x-security-token:', '"', '\n');
}

export const odd: fc.Arbitrary<unknown> = fc.oneof(
  words,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 53, '⟦huge⟧', '', ' ', [], {}, [null], { id: 'x' }),
  fc.constantFrom<unknown>(
    '2021-06-16T06:12:55.508Z',
    '2019/10/22 14:44:30',
    '202404011057',
    1_571_755_470_000,
    '2019/02/31',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const id = fc.oneof(
  { weight: 6, arbitrary: fc.uuid() },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>('', ' ', null, 12, 'ff8080816e255ad4016e2682e0b700a5', '__proto__', 'a/../b'),
  },
  { weight: 1, arbitrary: odd },
);

/** Some fields of a record as they should be, others odd, others missing. */
function near(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const bent = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: odd }),
    ]),
  );
  return fc
    .tuple(
      fc.record(bent, { requiredKeys: [] }),
      fc.dictionary(fc.constantFrom('extra', 'password', 'x_token'), odd, { maxKeys: 1 }),
    )
    .map(([record, more]) => ({ ...record, ...more }));
}

function listOf(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.array(fc.oneof({ weight: 6, arbitrary: item }, { weight: 1, arbitrary: odd }), { maxLength: 4 });
}

const password = fc.constant(passwordValue);
const redis = near({
  id,
  addrs: words,
  ip: words,
  port: fc.constantFrom<unknown>('6379', 6379),
  password,
  Password: password,
});
const task = {
  task_id: id,
  task_name: fc.constantFrom<unknown>('dcs-migration-thrc', 12),
  status: fc.constantFrom('CREATING', 'RUNNING', 'INCRMIGEATING', 'NEVER_HEARD_OF'),
  migration_type: fc.constantFrom('online_migration', 'backupfile_import', 'incremental_migration'),
  migrate_type: fc.constantFrom('online_migration', 'backupfile_import'),
  created_at: fc.constantFrom<unknown>('2021-06-16T06:12:55.508Z', '202404011057', 1_571_755_470_000, 'yesterday'),
  error_message: fc.constantFrom<unknown>(null, 'm'),
  redis_password: password,
};
const marker = fc.constantFrom<unknown>(undefined, null, '', 'm1', 'm2', 7);
const pageInfo = near({ next_marker: marker, current_count: fc.nat(9) });
const network = { id, name: words, cidr: fc.constant('10.0.0.0/16'), status: words, vpc_id: id };
const project = { id, name: fc.constantFrom('cn-north-4', 'cn-north-4_team', 'MOS', ''), enabled: fc.boolean() };

/** Near to what each call is answered with. */
export const successes = {
  create: near({ instance_id: id, job_id: id }),
  list: near({ count: fc.constantFrom<unknown>(0, 1, '2', 5000, -1), migration_tasks: listOf(near(task)) }),
  detail: near({ ...task, tenant_vpc_id: id, tenant_subnet_id: id, source_instance: redis, target_instance: redis }),
  job: near({
    job_id: id,
    status: fc.constantFrom('INIT', 'SUCCESS', 'FAIL', ''),
    begin_time: fc.constant('1571755470000'),
  }),
  vpcs: near({ vpcs: listOf(near(network)), page_info: pageInfo }),
  subnets: near({ subnets: listOf(near(network)) }),
  securityGroups: near({ security_groups: listOf(near(network)), page_info: pageInfo }),
  projects: near({ projects: listOf(near(project)) }),
} as const;

export type Asked = keyof typeof successes;

const code = fc.oneof(
  fc.constantFrom<unknown>('APIGW.0308', 'APIG.0301', 'DCS.4133', 'DCS.2007', '111400063', 401, 'x'),
  odd,
);
export const failure = fc.oneof(
  near({ error_code: code, error_msg: words, request_id: words }),
  near({ code, message: words }),
  near({ error: near({ code, message: words, title: words }) }),
  near({ errorCode: code, errorMsg: words }),
  near({ badRequest: near({ a: near({ b: near({ code, message: words }) }) }) }),
);
