import type { PlannedTask } from './batchPlan.ts';

/** When somebody signs out or switches, nothing more of what was decided on before is sent: not by the other account either. */
export function stopWith(tasks: readonly PlannedTask[], stop: AbortController): () => void {
  const sessions = [...new Set(tasks.map(({ place }) => place.connection.session))];
  const end = () => stop.abort();
  for (const { over } of sessions) {
    if (over.aborted) end();
    over.addEventListener('abort', end, { once: true });
  }
  return () => {
    for (const { over } of sessions) over.removeEventListener('abort', end);
  };
}
