import type { ConfiguredInstance, ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { plainAddresses } from '../../task/redisAddresses.ts';

/** Whether a task has the source and the target that it was told; `unknown` where the cloud does not say so of one. */
export function endsOf({ task, detail }: KnownTask, body: ConfigureMigrationTaskBody): 'same' | 'other' | 'unknown' {
  const ends = [
    compare(body.source_instance, {
      id: task.source_instance_id ?? detail?.source_instance?.id,
      addrs: task.data_source ?? detail?.source_instance?.addrs,
    }),
    compare(body.target_instance, {
      id: task.target_instance_id ?? detail?.target_instance?.id,
      addrs: task.target_instance_addrs ?? detail?.target_instance?.addrs,
    }),
  ];
  if (ends.includes('other')) return 'other';
  return ends.includes('unknown') ? 'unknown' : 'same';
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
  return plainAddresses(addrs) === plainAddresses(wanted.addrs ?? '') ? 'same' : 'other';
}
