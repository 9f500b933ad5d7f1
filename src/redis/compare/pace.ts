import type { CompareTools } from './compareOptions.ts';

/** Gives what waits for the next turn, of both ends together. */
export function createPace(
  { now, wait }: Pick<CompareTools, 'now' | 'wait'>,
  perMinute: number,
  signal: AbortSignal,
): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 60_000 / perMinute;
    if (at > now()) await wait(at - now(), signal);
  };
}
