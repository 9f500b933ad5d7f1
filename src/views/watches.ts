import type { FollowedTask } from '../desk/following.ts';
import type { Desk } from '../desk/ports.ts';

export interface Watch {
  readonly task: FollowedTask;
  /** Milliseconds since 1970. */
  readonly since: number;
  due: number;
}

/** The tasks that are followed, shown in the status bar. */
interface Watches {
  /** `onLeft`: whoever created it has signed out; it is not watched any more then. */
  add(watch: Watch, onLeft: () => void): void;
  /** False where it was dropped already. */
  drop(watch: Watch): boolean;
  has(taskId: string): boolean;
  /** The one that is due first. */
  next(): Watch | undefined;
}

export function createWatches({ status }: Pick<Desk, 'status'>): Watches {
  const watches = new Map<Watch, () => void>();
  const draw = () => status.starting([...watches.keys()].map(({ task }) => task.name));
  const drop = (watch: Watch) => {
    const left = watches.get(watch);
    if (left === undefined) return false;
    watches.delete(watch);
    watch.task.connection.session.over.removeEventListener('abort', left);
    draw();
    return true;
  };
  return {
    add(watch, onLeft) {
      const { over } = watch.task.connection.session;
      if (over.aborted) return onLeft();
      const left = () => {
        drop(watch);
        onLeft();
      };
      over.addEventListener('abort', left, { once: true });
      watches.set(watch, left);
      status.ended(undefined);
      draw();
    },
    drop,
    has: (taskId) => [...watches.keys()].some(({ task }) => task.taskId === taskId),
    next: () =>
      [...watches.keys()].reduce<Watch | undefined>(
        (first, one) => (first && first.due <= one.due ? first : one),
        undefined,
      ),
  };
}
