import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { Keep } from '../watch/keeping.ts';
import type { AwaitedMachines } from './awaitedMachines.ts';
import type { FailureLogs } from './failureLogs.ts';
import type { FollowedExchanges } from './followedExchanges.ts';
import type { Marks } from './marks.ts';
import type { RunOnTask } from './nextButtons.ts';
import type { Standing } from './standing.ts';

export type Parts = Pick<Desk, 't' | 'now' | 'wait' | 'tasks' | 'notifier' | 'log' | 'status' | 'changes' | 'records'>;

/** How a notification leads on. */
export interface Leading {
  /** Whether this window shows the tasks of this place. */
  readonly isHere: (place: TaskPlace) => Promise<boolean>;
  readonly runOnTask: RunOnTask;
}

/** What becomes of the marked tasks, for one window. */
export interface Window extends Parts, Leading {
  readonly marks: Marks;
  readonly standing: Standing;
  readonly awaited: AwaitedMachines;
  readonly logs: FailureLogs;
  readonly swaps: FollowedExchanges;
  readonly keep: Keep;
}

/** @throws {JournalProblem} */
export async function forget(
  window: Pick<Window, 'marks' | 'standing' | 'awaited' | 'logs'>,
  taskId: string,
  how: 'remove' | 'leave' = 'remove',
): Promise<void> {
  const { marks, standing, awaited, logs } = window;
  standing.forget(taskId);
  awaited.end(taskId, 'left');
  logs.forget(taskId);
  await marks[how](taskId);
}

/** Where something was seen, and when, in milliseconds since 1970. */
export interface Seen extends Omit<Window, 'isHere'> {
  readonly isHere: () => Promise<boolean>;
  readonly place: TaskPlace;
  readonly seenAt: number;
}

/** Logs that the disk refused it. */
export function tellTrouble({ t, log }: Parts, place: TaskPlace): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(placed(journalTroubleText(error, t), place, t));
  };
}
