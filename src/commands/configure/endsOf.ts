import type { ConfiguredInstance, ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { plainAddresses } from '../../task/redisAddresses.ts';

/** Whether a task has the source and the target that it was told; `unknown` where the cloud does not say so of one. */
export function endsOf({ task, detail }: KnownTask, body: ConfigureMigrationTaskBody): 'same' | 'other' | 'unknown' {
  const { source, target } = toldOf({ task, detail });
  const ends = [compare(body.source_instance, source), compare(body.target_instance, target)];
  if (ends.includes('other')) return 'other';
  return ends.includes('unknown') ? 'unknown' : 'same';
}

/** Whether the cloud says the same ends of a task as at another time. */
export function haveSameEnds(
  one: Pick<KnownTask, 'task' | 'detail'>,
  other: Pick<KnownTask, 'task' | 'detail'>,
): boolean {
  return JSON.stringify(toldOf(one)) === JSON.stringify(toldOf(other));
}

function toldOf({ task, detail }: Pick<KnownTask, 'task' | 'detail'>): {
  readonly source: Told;
  readonly target: Told;
} {
  return {
    source: {
      id: task.source_instance_id ?? detail?.source_instance?.id,
      addrs: task.data_source ?? detail?.source_instance?.addrs,
    },
    target: {
      id: task.target_instance_id ?? detail?.target_instance?.id,
      addrs: task.target_instance_addrs ?? detail?.target_instance?.addrs,
    },
  };
}

interface Told {
  readonly id: string | undefined;
  readonly addrs: string | undefined;
}

function compare(wanted: ConfiguredInstance, { id = '', addrs = '' }: Told): 'same' | 'other' | 'unknown' {
  if (wanted.id !== undefined) {
    if (id.trim() === '') return 'unknown';
    return id.trim().toLowerCase() === wanted.id.toLowerCase() ? 'same' : 'other';
  }
  if (addrs.trim() === '') return 'unknown';
  return sorted(addrs) === sorted(wanted.addrs ?? '') ? 'same' : 'other';
}

/** The masters of a cluster have no order, and names no capitals. */
function sorted(addrs: string): string {
  return plainAddresses(addrs).toLowerCase().split(',').sort().join();
}
