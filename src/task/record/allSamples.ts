import type { Sample } from '../sample.ts';

interface Known {
  /** As this window has seen them, oldest first. */
  readonly samples: readonly Sample[];
  readonly record?: { readonly samples: readonly Sample[] } | undefined;
}

/** All figures of a task, oldest first: those that were kept of the time before this window's own, then these. */
export function allSamples({ samples, record }: Known): readonly Sample[] {
  const kept = record?.samples ?? [];
  const from = samples[0]?.at ?? Number.POSITIVE_INFINITY;
  // Several windows may have kept the same look.
  const earlier = kept.filter(({ at }, index) => at < from && at !== kept[index - 1]?.at);
  return earlier.length === 0 ? samples : [...earlier, ...samples];
}
