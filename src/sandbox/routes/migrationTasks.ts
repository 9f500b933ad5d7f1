import { type Answer, dcsDenial, dcsError, ok } from '../answer.ts';
import { machineFailure, machineState } from '../machine.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Call, Cloud, Route } from './route.ts';

export const migrationTaskRoutes: readonly Route[] = [
  {
    service: 'dcs',
    method: 'GET',
    path: '/v2/{project_id}/migration-tasks',
    action: 'dcs:migrationTask:list',
    denied: dcsDenial,
    answer: listMigrationTasks,
  },
  {
    service: 'dcs',
    method: 'GET',
    path: '/v2/{project_id}/migration-task/{task_id}',
    action: 'dcs:migrationTask:get',
    denied: dcsDenial,
    answer: showMigrationTask,
  },
];

/** What DCS calls the states of the machine. `RUNNING` is a task that waits to be configured. Source: DCS API reference, ShowMigrationTask. */
const statusOf = { ordered: 'CREATING', starting: 'CREATING', ready: 'RUNNING', failed: 'FAILED' } as const;

/**
 * Source: DCS API reference, ListMigrationTask. It says neither how `name` matches nor in which order the tasks come:
 * here a part of the name is enough, as in the list of DCS instances, and the newest task comes first, so that one
 * created between two pages shows the last entry of the first page again.
 */
function listMigrationTasks(call: Call, cloud: Cloud): Answer {
  const { query, project } = call;
  const offset = wholeNumber(query.get('offset') ?? '0', 0, 999_999_999);
  const limit = wholeNumber(query.get('limit') ?? '10', 1, 1000);
  if (offset === undefined || limit === undefined) {
    return dcsError(400, 'DCS.4062', `The query parameter ${offset === undefined ? 'offset' : 'limit'} is invalid.`);
  }
  const now = cloud.now();
  const name = query.get('name') ?? '';
  const tasks = cloud.tasks
    .ofProject(project.id)
    .filter((task) => isKnown(task, cloud, now) && nameOf(task).includes(name))
    .reverse();
  const page = tasks.slice(offset, offset + limit);
  return ok({ count: tasks.length, migration_tasks: page.map((task) => listed(task, cloud, now)) });
}

/** A task that is not there is no HTTP 404. Source: the Terraform provider, which treats DCS.4133 as gone. */
function showMigrationTask({ project, parameters }: Call, cloud: Cloud): Answer {
  const now = cloud.now();
  const task = cloud.tasks.withTaskId(project.id, parameters.get('task_id') ?? '');
  if (task === undefined || !isKnown(task, cloud, now)) {
    return dcsError(400, 'DCS.4133', 'The migration task does not exist.');
  }
  return ok(detailed(task, cloud, now));
}

function wholeNumber(text: string, lowest: number, highest: number): number | undefined {
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= lowest && value <= highest ? value : undefined;
}

function isKnown({ entry }: SandboxTask, { listLag }: Cloud, now: Date): boolean {
  return now.getTime() - entry.time.getTime() >= listLag;
}

function nameOf({ entry }: SandboxTask): string {
  return String(entry.body['name']);
}

/** Of a task that is not configured yet, so that nothing is known of its instances. */
function listed(task: SandboxTask, cloud: Cloud, now: Date): object {
  const failed = machineState(task, cloud.machines, now) === 'failed';
  return {
    ...common(task, cloud, now),
    data_source: null,
    source_instance_name: null,
    source_instance_id: null,
    target_instance_addrs: null,
    target_instance_name: null,
    target_instance_id: null,
    created_at: task.entry.time.toISOString(),
    error_message: failed ? machineFailure : null,
  };
}

/** The detail has times of its own form, without a zone. Source: DCS API reference, ShowMigrationTask, example response; UTC is inferred. */
function detailed(task: SandboxTask, cloud: Cloud, now: Date): object {
  const { body, time } = task.entry;
  return {
    ...common(task, cloud, now),
    network_type: 'vpc',
    source_instance: null,
    target_instance: null,
    created_at: time.toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' '),
    updated_at: null,
    tenant_vpc_id: body['vpc_id'],
    tenant_subnet_id: body['subnet_id'],
    tenant_security_group_id: body['security_group_id'],
  };
}

function common(task: SandboxTask, cloud: Cloud, now: Date): object {
  const { taskId, body } = task.entry;
  const state = machineState(task, cloud.machines, now);
  return {
    task_id: taskId,
    task_name: body['name'],
    description: body['description'] ?? '',
    status: statusOf[state],
    migration_type: 'online_migration',
    migration_method: null,
    ecs_tenant_private_ip: state === 'ready' ? task.machineAddress : null,
    released_at: null,
    resume_mode: null,
    supported_features: [],
  };
}
