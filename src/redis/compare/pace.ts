import type { CompareTools } from './compareOptions.ts';

/** Turns that may be waited for at once. */
const mostWaiting = 10;

/** Gives what waits for the next turn, of both ends together. */
export function createPace(
  { now, wait }: Pick<CompareTools, 'now' | 'wait'>,
  perMinute: number,
  signal: AbortSignal,
): () => Promise<void> {
  const apart = 60_000 / perMinute;
  let next = 0;
  return async () => {
    // Of a clock that went back nothing is waited for: each end waits for one turn at a time.
    const isAhead = next - now() > mostWaiting * apart;
    const at = isAhead ? now() + apart : Math.max(now(), next);
    next = at + apart;
    if (at > now()) await wait(at - now(), signal);
  };
}
