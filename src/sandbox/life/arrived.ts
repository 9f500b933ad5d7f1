import type { Redis } from '../redis/redis.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Pace } from './pace.ts';
import { type Change, storyOf } from './story.ts';

/**
 * The databases of an instance with the keys that incremental migrations have copied into it, of whatever run; what was there before stays.
 * What a full copy alone has brought is left out: one target then stands for several in a batch that tries the product.
 */
export function databasesNow(redis: Redis, tasks: readonly SandboxTask[], pace: Pace, now: Date): Redis['databases'] {
  const keys = new Map(redis.databases);
  for (const task of tasks.filter((one) => leadsTo(one, redis))) {
    for (const source of storyOf(task, pace, now).flatMap((change) => copiedFrom(change, redis)))
      for (const [database, count] of source.databases) keys.set(database, Math.max(count, keys.get(database) ?? 0));
  }
  return [...keys].sort(([one], [other]) => one - other);
}

function leadsTo({ events }: SandboxTask, { id }: Redis): boolean {
  return events.some((event) => event.kind === 'configured' && event.settings.target.redis?.id === id);
}

function copiedFrom({ status, settings }: Change, { id }: Redis): readonly Redis[] {
  const source = settings?.source.redis;
  return status === 'INCRMIGEATING' && settings?.target.redis?.id === id && source !== undefined ? [source] : [];
}
