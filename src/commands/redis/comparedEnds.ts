import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Both } from '../../redis/compare/ends.ts';
import { plainAddresses } from '../../task/redisAddresses.ts';
import type { RedisChoice } from '../preflight/configureForm.ts';

/** What a task migrates from and to, as far as the cloud says it. */
export function endsOfTask({ task, detail }: KnownTask): Both<RedisChoice | undefined> {
  return {
    source: choiceOf({
      id: task.source_instance_id ?? detail?.source_instance?.id,
      name: task.source_instance_name ?? detail?.source_instance?.name,
      addrs: task.data_source ?? detail?.source_instance?.addrs,
    }),
    target: choiceOf({
      id: task.target_instance_id ?? detail?.target_instance?.id,
      name: task.target_instance_name ?? detail?.target_instance?.name,
      addrs: task.target_instance_addrs ?? detail?.target_instance?.addrs,
    }),
  };
}

interface Told {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly addrs: string | undefined;
}

function choiceOf({ id = '', name = '', addrs = '' }: Told): RedisChoice | undefined {
  if (id.trim() !== '') return { kind: 'instance', instance: { instance_id: id.trim(), name } };
  return addrs.trim() === '' ? undefined : { kind: 'address', addrs: plainAddresses(addrs) };
}
