import type { Check } from '../../task/preflight/check.ts';
import { createListeners } from '../tasks/listeners.ts';
import type { TaskPlace } from '../tasks/taskSight.ts';

/** What this window has last seen of the ends of migrations, which are asked only where somebody wants that. */
export interface EndsSeen {
  see(place: TaskPlace, taskId: string, checks: readonly Check[]): void;
  of(place: TaskPlace, taskId: string): readonly Check[] | undefined;
  /** Gives what ends that. */
  onChange(listener: () => void): () => void;
}

/** Migrations whose ends are remembered. */
const mostSeen = 200;

export function createEndsSeen(): EndsSeen {
  const { tell, add: onChange } = createListeners();
  const seen = new Map<string, readonly Check[]>();
  return {
    see(place, taskId, checks) {
      const name = nameOf(place, taskId);
      seen.delete(name);
      seen.set(name, checks);
      const [oldest] = seen.keys();
      if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest);
      tell();
    },
    of: (place, taskId) => seen.get(nameOf(place, taskId)),
    onChange,
  };
}

/** Of whoever asks: another account may not be told of them. */
function nameOf({ connection, projectId }: TaskPlace, taskId: string): string {
  const { endpoints, session } = connection;
  return [session.identity.accessKeyId, endpoints.dcs, projectId, taskId].join(' ');
}
