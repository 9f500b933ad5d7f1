import type { Check } from '../../task/preflight/check.ts';
import { createListeners } from '../tasks/listeners.ts';
import type { TaskPlace } from '../tasks/taskSight.ts';

/** What this window has last seen of the ends of migrations, which are asked only where somebody wants that. */
export interface EndsSeen {
  see(place: TaskPlace, taskId: string, checks: readonly Check[]): void;
  of(place: TaskPlace, taskId: string): readonly Check[] | undefined;
  /** Both took their password, by which it is known whether that is the same; the passwords themselves are not. */
  seePasswords(place: TaskPlace, taskId: string, areSame: boolean): void;
  haveSamePassword(place: TaskPlace, taskId: string): boolean | undefined;
  /** Gives what ends that. */
  onChange(listener: () => void): () => void;
}

/** Migrations whose ends are remembered. */
const mostSeen = 200;

export function createEndsSeen(): EndsSeen {
  const { tell, add: onChange } = createListeners();
  const seen = new Map<string, readonly Check[]>();
  const passwords = new Map<string, boolean>();
  return {
    see(place, taskId, checks) {
      remember(seen, nameOf(place, taskId), checks);
      tell();
    },
    of: (place, taskId) => seen.get(nameOf(place, taskId)),
    seePasswords: (place, taskId, areSame) => remember(passwords, nameOf(place, taskId), areSame),
    haveSamePassword: (place, taskId) => passwords.get(nameOf(place, taskId)),
    onChange,
  };
}

/** The one that was seen longest ago makes room. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > mostSeen && oldest !== undefined) map.delete(oldest);
}

/** Of whoever asks: another account may not be told of them. */
function nameOf({ connection, projectId }: TaskPlace, taskId: string): string {
  const { endpoints, session } = connection;
  return [session.identity.accessKeyId, endpoints.dcs, projectId, taskId].join(' ');
}
