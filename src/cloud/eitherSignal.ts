/**
 * Aborted with the first of them, until it is released: `AbortSignal.any` would leave something behind, each time, in a signal that
 * lives as long as the window.
 */
export function eitherSignal(...signals: readonly (AbortSignal | undefined)[]): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const either = new AbortController();
  const abort = () => either.abort();
  const given = signals.filter((signal) => signal !== undefined);
  for (const signal of given) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: either.signal,
    release() {
      for (const signal of given) signal.removeEventListener('abort', abort);
    },
  };
}
