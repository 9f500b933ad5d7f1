import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Attention } from '../../task/journal/taskLook.ts';
import { awaitsSecondLook } from '../../task/level.ts';
import { longestPair } from '../../task/readiness.ts';

/** Tasks that come in each look because somebody wants to be told of them, at most: the others have their turn, too. */
const mostFollowed = 8;

/** What is on screen first, then what somebody wants to be told of, then the others; of each, whose turn was longest ago. */
export function byTurn(
  due: readonly KnownTask[],
  { first, next, onlyFirst }: Attention,
  now: number,
): readonly KnownTask[] {
  const [onScreen, followed] = [new Set(onlyFirst ? [] : first), new Set(next)];
  const sorted = (tasks: readonly KnownTask[], longest?: number) =>
    tasks.toSorted((one, other) => turnOf(one, now, longest) - turnOf(other, now, longest));
  const seen = due.filter(({ task }) => onScreen.has(task.task_id));
  const unseen = due.filter((one) => !seen.includes(one));
  // What is told of as ready to cut over needs two looks that are nearer to each other than for being in sync.
  const awaited = sorted(
    unseen.filter(({ task }) => followed.has(task.task_id)),
    longestPair,
  ).slice(0, onlyFirst ? undefined : mostFollowed);
  return [...sorted(seen), ...awaited, ...sorted(unseen.filter((one) => !awaited.includes(one)))];
}

/** Where so many take turns that the second of two looks in a row would come too late, it comes next. */
function turnOf({ samples }: KnownTask, now: number, longest?: number): number {
  return awaitsSecondLook(samples, now, longest) ? -1 : (samples.at(-1)?.at ?? 0);
}
