import type { Lifecycle } from '../../task/lifecycle.ts';
import type { KnownTask } from './taskSight.ts';

const day = 24 * 60 * 60_000;

/**
 * Whole days for which a migration machine has been billed while it waits to be configured; undefined for less than one, where that is
 * not known, and in the sandbox. `now` in milliseconds since 1970.
 */
export function daysIdle(
  { task, detail }: KnownTask,
  { phase }: Lifecycle,
  place: { readonly sandbox: boolean } | undefined,
  now: number,
): number | undefined {
  const created = (task.created_at ?? detail?.created_at)?.time;
  if (phase !== 'toConfigure' || created === undefined || place?.sandbox === true) return undefined;
  const days = Math.floor((now - created.getTime()) / day);
  return days < 1 ? undefined : days;
}
