import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Sample } from '../../task/sample.ts';

/** All figures of a task, oldest first: those that were kept of the time before this window's own, then these. */
export function allSamples({ samples, record }: Pick<KnownTask, 'samples' | 'record'>): readonly Sample[] {
  const kept = record?.samples ?? [];
  const from = samples[0]?.at ?? Number.POSITIVE_INFINITY;
  // Several windows may have kept the same look.
  const earlier = kept.filter(({ at }, index) => at < from && at !== kept[index - 1]?.at);
  return earlier.length === 0 ? samples : [...earlier, ...samples];
}
