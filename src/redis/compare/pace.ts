import type { CompareTools } from './compareOptions.ts';

/** Commands a minute that are sent through the Web CLI: each is a request to the cloud, which has others to answer, too. */
export const perMinute = 100;

/** Gives what waits for the next turn, of both ends together. */
export function createPace(
  { now, wait }: Pick<CompareTools, 'now' | 'wait'>,
  signal: AbortSignal,
): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 60_000 / perMinute;
    if (at > now()) await wait(at - now(), signal);
  };
}
