import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/cloud/connection.ts';
import { soundsSecret } from '../../../../src/cloud/redaction/secretNames.ts';
import { configureMigrationTask } from '../../../../src/cloud/services/configureTask.ts';
import { listInstances, showInstance } from '../../../../src/cloud/services/instances.ts';
import {
  createOnlineMigrationTask,
  listMigrationTasks,
  showJob,
  showMigrationTask,
} from '../../../../src/cloud/services/migrationTasks.ts';
import { listSecurityGroups, listSubnets, listVpcs } from '../../../../src/cloud/services/networks.ts';
import { changeParameters, listParameters } from '../../../../src/cloud/services/parameters.ts';
import { listProjects } from '../../../../src/cloud/services/projects.ts';
import { showsSsl } from '../../../../src/cloud/services/ssl.ts';
import {
  deleteMigrationTasks,
  restartMigrationTasks,
  setResumeMode,
  stopMigrationTask,
  stopMigrationTasks,
} from '../../../../src/cloud/services/taskActions.ts';
import { listMigrationTaskLogs, showMigrationTaskStats } from '../../../../src/cloud/services/taskProgress.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import { english } from '../../../support/desk/english.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { collect } from '../../../support/suite/collect.ts';

type Record = Readonly<{ [name: string]: unknown }>;

interface Call {
  readonly call: (connection: Connection) => Promise<unknown>;
  /** An answer with these fields at each place where the service has fields. */
  readonly answer: (fields: Record) => unknown;
  /** The fields that its schema declares, by where they stand; a list stands for its items. */
  readonly declared: { readonly [place: string]: readonly string[] };
}

const task = [
  ...[
    'task_id',
    'task_name',
    'status',
    'migration_type',
    'migrate_type',
    'migration_method',
    'created_at',
    'released_at',
  ],
  ...['description', 'error_message', 'ecs_tenant_private_ip', 'target_instance_addrs', 'target_instance_address'],
  'resume_mode',
];
const detail = [
  ...[...task, 'updated_at', 'task_status', 'bandwidth_limit_mb'],
  ...['tenant_vpc_id', 'tenant_subnet_id', 'tenant_security_group_id'],
];
const result = ['task_id', 'result', 'error_code', 'error_msg'];
const instance = ['id', 'name', 'addrs', 'ip', 'port'];
const redis = [
  ...['instance_id', 'name', 'description', 'status', 'engine', 'engine_version', 'spec_code'],
  ...[
    'max_memory',
    'used_memory',
    'vpc_id',
    'vpc_name',
    'subnet_id',
    'ip',
    'port',
    'takes_all',
    'domain_name',
    'enable_publicip',
  ],
];
const network = ['id', 'name', 'cidr', 'status', 'description'];
const body = { name: 'n', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' };

const calls: { readonly [name: string]: Call } = {
  'a create': {
    call: (connection) => createOnlineMigrationTask(connection, 'p', body),
    answer: (fields) => ({ ...fields, instance_id: 'shown instance_id' }),
    declared: { '': ['instance_id', 'job_id'] },
  },
  'the list of tasks': {
    call: (connection) => listMigrationTasks(connection, 'p').next(),
    answer: (fields) => ({ ...fields, count: 1, migration_tasks: [fields] }),
    declared: {
      migration_tasks: [
        ...[...task, 'data_source', 'source_instance_id', 'source_instance_name'],
        ...['target_instance_id', 'target_instance_name'],
      ],
    },
  },
  'a task': {
    call: (connection) => showMigrationTask(connection, 'p', 't'),
    answer: (fields) => ({ ...fields, source_instance: fields, target_instance: fields }),
    declared: { '': detail, source_instance: instance, target_instance: instance },
  },
  'the figures of a task': {
    call: (connection) => showMigrationTaskStats(connection, 'p', 't'),
    answer: (fields) => fields,
    declared: {
      '': [
        ...['full_migration_progress', 'offset', 'source_dbsize', 'target_dbsize'],
        ...['target_input_kbps', 'target_ops', 'is_migrating'],
      ],
    },
  },
  'the log of a task': {
    call: (connection) => listMigrationTaskLogs(connection, 'p', 't').next(),
    answer: (fields) => ({ ...fields, log_num: 1, migration_logs: [fields] }),
    declared: { migration_logs: ['created_at', 'log_level', 'message', 'log_code'] },
  },
  'a stop': {
    call: (connection) => stopMigrationTask(connection, 'p', 't'),
    answer: (fields) => ({ ...fields, source_instance: fields, target_instance: fields }),
    declared: { '': detail, source_instance: instance, target_instance: instance },
  },
  'a stop of several': {
    call: (connection) => stopMigrationTasks(connection, 'p', ['t']),
    answer: (fields) => ({ ...fields, migration_tasks: [fields] }),
    declared: { migration_tasks: result },
  },
  'a restart': {
    call: (connection) => restartMigrationTasks(connection, 'p', ['t']),
    answer: (fields) => ({ ...fields, migration_tasks: [fields] }),
    declared: { migration_tasks: result },
  },
  'a change of the resume mode': {
    call: (connection) => setResumeMode(connection, 'p', 't', 'auto'),
    answer: (fields) => fields,
    declared: {},
  },
  'a deletion': {
    call: (connection) => deleteMigrationTasks(connection, 'p', ['t']),
    answer: (fields) => fields,
    declared: {},
  },
  'a configuration': {
    call: (connection) =>
      configureMigrationTask(connection, 'p', 't', {
        migration_method: 'full_amount_migration',
        resume_mode: 'auto',
        source_instance: { addrs: '10.0.0.1:6379' },
        target_instance: { id: 'i' },
      }),
    answer: (fields) => fields,
    declared: { '': ['id', 'name', 'status'] },
  },
  instances: {
    call: (connection) => collect(listInstances(connection, 'p')),
    answer: (fields) => ({ ...fields, instance_num: 1, instances: [fields] }),
    declared: { instances: redis },
  },
  'an instance': {
    call: (connection) => showInstance(connection, 'p', 'i'),
    answer: (fields) => fields,
    declared: { '': [...redis, 'cache_mode', 'task'] },
  },
  'a whitelist': {
    call: (connection) => showWhitelist(connection, 'p', 'i'),
    answer: (fields) => ({ ...fields, enable_whitelist: 'true', whitelist: [fields] }),
    declared: { '': ['enable_whitelist', 'whitelist_ip_limit_num'], whitelist: ['group_name'] },
  },
  'an addition to a whitelist': {
    call: (connection) => addToWhitelist(connection, 'p', 'i', []),
    answer: (fields) => fields,
    declared: { '': ['job_id'] },
  },
  'another whitelist': {
    call: (connection) => replaceWhitelist(connection, 'p', 'i', { enable_whitelist: false, whitelist: [] }),
    answer: (fields) => fields,
    declared: {},
  },
  parameters: {
    call: (connection) => listParameters(connection, 'p', 'i'),
    answer: (fields) => ({ ...fields, redis_config: [fields] }),
    declared: {
      redis_config: [
        ...['param_id', 'param_name', 'param_value', 'default_value', 'value_type', 'value_range'],
        ...['description', 'need_restart'],
      ],
    },
  },
  'a change of parameters': {
    call: (connection) => changeParameters(connection, 'p', 'i', []),
    answer: (fields) => fields,
    declared: { '': ['job_id'] },
  },
  SSL: {
    call: (connection) => showsSsl(connection, 'p', 'i'),
    answer: (fields) => fields,
    declared: { '': ['enabled'] },
  },
  'a job': {
    call: (connection) => showJob(connection, 'p', 'j'),
    answer: (fields) => fields,
    declared: { '': ['job_id', 'job_type', 'status', 'begin_time', 'end_time', 'fail_reason'] },
  },
  VPCs: {
    call: (connection) => collect(listVpcs(connection, 'p')),
    answer: (fields) => ({ ...fields, vpcs: [fields], page_info: { ...fields, next_marker: undefined } }),
    declared: { vpcs: network },
  },
  subnets: {
    call: (connection) => collect(listSubnets(connection, 'p', 'v')),
    answer: (fields) => ({ ...fields, subnets: [fields] }),
    declared: {
      subnets: [...network, 'vpc_id', 'availability_zone', 'dhcp_enable', 'available_ip_address_count'],
    },
  },
  'security groups': {
    call: (connection) => collect(listSecurityGroups(connection, 'p')),
    answer: (fields) => ({ ...fields, security_groups: [fields] }),
    declared: { security_groups: ['id', 'name', 'description'] },
  },
  projects: {
    call: (connection) => listProjects(connection),
    answer: (fields) => ({ ...fields, projects: [fields] }),
    declared: { projects: ['id', 'name', 'enabled'] },
  },
};

/** What the services answer, documented or not, and no schema declares. */
const undeclared = [
  ...['password', 'Password', 'redis_password', 'requirepass', 'auth', 'token'],
  ...[
    'network_type',
    'supported_features',
    'domain_id',
    'neutron_subnet_id',
    'links',
    'error_msg',
    'message',
    'of_tomorrow',
  ],
];
const names = [
  ...new Set([...Object.values(calls).flatMap(({ declared }) => Object.values(declared).flat()), ...undeclared]),
];
const fields = Object.fromEntries(names.map((name) => [name, `shown ${name}`]));

/** The fields of a logged answer that are shown with their values, by the name of what they stand in. */
async function shownOf({ call }: Call, status: number, answer: unknown): Promise<Call['declared']> {
  const texts: (string | undefined)[] = [];
  await call(
    connectionTo('https://dcs.example', {
      transport: async () => Response.json(answer, { status }),
      record: ({ response }) => void texts.push(response?.({ trace: false, most: 1_000_000, t: english })?.text),
    }),
  ).catch(() => undefined);
  const shown = new Map<string, string[]>();
  // What is shown by its kind only stands in parentheses.
  const json: unknown = JSON.parse(texts[0]?.replace(/^((?: *"\w+": )?)\(.*\)(,?)$/gm, '$1null$2') ?? '');
  const walk = (value: unknown, place: string) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (Array.isArray(value)) walk(inner, place);
      else if (typeof inner === 'string') shown.set(place, [...(shown.get(place) ?? []), name]);
      else walk(inner, name);
    }
  };
  walk(json, '');
  return Object.fromEntries(shown);
}

describe('the log of an answer', () => {
  for (const [name, one] of Object.entries(calls)) {
    it(`to a request for ${name} has the values of what its schema declares and of nothing else`, async () => {
      const shown = await shownOf(one, 200, one.answer(fields));
      const sorted = (places: Call['declared']) =>
        Object.fromEntries(Object.entries(places).map(([place, list]) => [place, [...list].sort()]));
      assert.deepEqual(sorted(shown), sorted(one.declared));
    });

    it(`to a request for ${name} that is refused has the documented fields of an error`, async () => {
      const refusal = {
        error: { ...fields, code: 'shown code', title: 'shown title' },
        request_id: 'shown request_id',
      };
      const { '': top = [], error = [], ...others } = await shownOf(one, 403, refusal);
      const known = Object.values(one.declared).flat();
      assert.deepEqual(top, ['request_id']);
      const documented = ['code', 'error_code', 'error_msg', 'message', 'title'];
      const besides = (list: readonly string[]) => list.filter((field) => !known.includes(field)).sort();
      assert.deepEqual(besides(error), besides(documented));
      assert.deepEqual(others, {});
    });
  }

  it('has no place where a secret may stand', () => {
    for (const { declared } of Object.values(calls)) {
      for (const field of Object.values(declared).flat()) assert.equal(soundsSecret(field), false, field);
    }
  });
});
