import type { Instance, Settings } from '../../life/events.ts';
import { settingsOf } from '../../life/settings.ts';
import { type Change, statusOf, storyOf } from '../../life/story.ts';
import { swapFailureOf, swapStatusOf } from '../../life/swaps.ts';
import type { SandboxTask } from '../../taskBook.ts';
import type { Cloud } from '../route.ts';
import { deletedAt } from './act.ts';

/** Source: DCS API reference, ListMigrationTask. Until a task is configured nothing is known of its instances. */
export function listed(task: SandboxTask, cloud: Cloud, now: Date): object {
  const story = storyOf(task, cloud.pace, now);
  const settings = settingsOf(task);
  const outcome = outcomeOf(story);
  const ofSwap = swapFailureOf(task, cloud.pace, now);
  return {
    ...common(task, story, settings),
    data_source: settings?.source.addrs ?? null,
    source_instance_name: settings?.source.name ?? null,
    source_instance_id: settings?.source.id ?? null,
    target_instance_addrs: settings?.target.addrs ?? null,
    target_instance_name: settings?.target.name ?? null,
    target_instance_id: settings?.target.id ?? null,
    created_at: task.entry.time.toISOString(),
    error_message: (outcome?.status === 'FAILED' ? outcome.failure?.message : ofSwap) ?? null,
  };
}

/**
 * The detail has times of its own form, without a zone, and the passwords in clear. Source: DCS API reference, ShowMigrationTask,
 * example response; UTC is inferred. One that was deleted may still be answered. Source: the Terraform provider.
 */
export function detailed(task: SandboxTask, cloud: Cloud, now: Date): object {
  const { body, time } = task.entry;
  const story = storyOf(task, cloud.pace, now);
  const settings = settingsOf(task);
  return {
    ...common(task, story, settings),
    ...(deletedAt(task) === undefined ? {} : { status: 'DELETED' }),
    ...swapFields(task, cloud, now),
    network_type: 'vpc',
    source_instance: settings && task.origin !== 'import' ? instance(settings.source) : null,
    target_instance: settings ? instance(settings.target) : null,
    created_at: detailTime(time.getTime()),
    updated_at: completion(story),
    tenant_vpc_id: body['vpc_id'],
    tenant_subnet_id: body['subnet_id'],
    tenant_security_group_id: body['security_group_id'],
    ...(settings?.bandwidth ? { bandwidth_limit_mb: settings.bandwidth } : {}),
  };
}

/** Of a task that was never swapped there is none. */
function swapFields(task: SandboxTask, { pace }: Cloud, now: Date): object {
  const status = swapStatusOf(task, pace, now);
  return status === null ? {} : { task_status: status };
}

function common(
  { entry, origin, machineAddress }: SandboxTask,
  story: readonly Change[],
  settings: Settings | undefined,
) {
  const { taskId, body } = entry;
  const isUp = origin !== 'import' && story.some(({ status }) => status === 'RUNNING');
  const released = story.find(({ status }) => status === 'RELEASED');
  return {
    task_id: taskId,
    task_name: body['name'],
    description: body['description'] ?? '',
    status: statusOf(story),
    migration_type: origin === 'import' ? 'backupfile_import' : 'online_migration',
    migration_method: settings?.method ?? null,
    ecs_tenant_private_ip: isUp ? machineAddress : null,
    // As 202404011057. Source: DCS API reference, ShowMigrationTask, example response.
    released_at: released ? new Date(released.at).toISOString().replace(/\D/g, '').slice(0, 12) : null,
    resume_mode: settings?.resumeMode ?? null,
    supported_features: [],
  };
}

function instance({ id, name, addrs, password }: Instance): object {
  const [ip, port] = addrs.split(',')[0]?.split(':') ?? [];
  return { id, name, addrs, ip, port, password, task_status: null, proxy_multi_db: false, db: null };
}

/** What a task came to, whether or not its machine is still there. */
function outcomeOf(story: readonly Change[]): Change | undefined {
  return story.findLast(({ status }) => status !== 'RELEASED');
}

/** The documentation calls `updated_at` the time of completion. */
function completion(story: readonly Change[]): string | null {
  const outcome = outcomeOf(story);
  return outcome && ['SUCCESS', 'FAILED', 'TERMINATED'].includes(outcome.status) ? detailTime(outcome.at) : null;
}

function detailTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
