import { CloudError, Refused } from '../../cloud/errors.ts';
import type { Desk } from '../../desk/ports.ts';
import type { KnownTask, NoPlace, TaskPlace, TaskSight } from '../../desk/tasks/taskSight.ts';
import type { SharedPlace } from '../../task/journal/sharedLooks.ts';
import type { Attention, TaskLook } from '../../task/journal/taskLook.ts';
import { createKnownTasks, type KnownTasks } from './knownTasks.ts';
import { isMoving, isNearReady, lookAtTasks } from './lookAtTasks.ts';
import { endsAll, stateAfter } from './lookFailure.ts';
import { lookForOthersToo, lookTogether, Postponed, type Share } from './lookTogether.ts';

/** Milliseconds from the end of a look to the next one: while a task moves, while none does. */
const whileMoving = 10_000;
const whileStill = 30_000;
/** While nobody looks, and somebody wants to be told; what may be ready to cut over is looked at as while it is on screen. */
const whileQuiet = 60_000;
/** After a failure each pause is twice the one before. */
const longestPause = 5 * 60_000;
/** Whoever answers may ask for any pause. */
const longestRetryAfter = 60 * 60_000;

export interface LookParts extends Pick<Desk, 'now' | 'wait'> {
  /** Where the tasks are now. @throws {SettingProblem} */
  readonly place: () => Promise<TaskPlace | NoPlace>;
  readonly share: Share;
  /** The lag below which applications may go over to the target. */
  readonly cutOverLag?: () => number;
  readonly onError: (error: unknown) => void;
}

/** What is known of the tasks as one account, and how asking went; whoever signs in begins another. */
export interface Watched {
  readonly known: KnownTasks;
  /** Aborted when somebody else is signed in. */
  readonly over: AbortController;
  sight: Omit<TaskSight, 'tasks' | 'jobs'>;
  /** When the next look is due, in milliseconds since 1970, and when that was found out. */
  due: number;
  dueSince: number;
  /** In a row. */
  failures: number;
  /** Nothing more is asked until the person does something: five refusals of a key lock it. */
  halted: boolean;
  /** Of its place, once that is known. */
  shared: SharedPlace | undefined;
}

const nothingKnown = {
  imports: 0,
  isComplete: false,
  asOf: undefined,
  failure: undefined,
  notBefore: 0,
  place: undefined,
} as const;

export function beginWatched(): Watched {
  const sight = { state: 'loading', ...nothingKnown } as const;
  const [known, over] = [createKnownTasks(), new AbortController()];
  return { known, over, sight, due: 0, dueSince: 0, failures: 0, halted: false, shared: undefined };
}

/** What the next look is for: no more than the list, what this window looks at in its turn, or that as it is at this moment. */
export type Wanted = 'list' | 'turn' | 'now';

/** What the viewers of this window want to see. */
export interface Aim {
  readonly attention: Attention;
  /** Nothing is on screen, and no machine awaited. */
  readonly seldom: boolean;
}

/** One look, and what follows from it for the next. */
export async function lookOnce(mine: Watched, wanted: Wanted, aim: Aim, parts: LookParts): Promise<void> {
  const { known, over } = mine;
  const { place, onError } = parts;
  const time = () => parts.now().getTime();
  try {
    const where = mine.sight.place ?? (await place());
    if (typeof where === 'string') {
      mine.sight = { state: where, ...nothingKnown };
      mine.halted = true;
      return;
    }
    mine.sight = { ...mine.sight, place: where };
    const { imports, isComplete, at } = await find(mine, where, wanted, aim, parts);
    mine.sight = { state: 'known', imports, isComplete, asOf: at, failure: undefined, notBefore: 0, place: where };
    mine.failures = 0;
    // What an action asks for does not take the turn of what is on screen.
    if (wanted !== 'list') setDue(mine, at + usualPause(mine, aim, at), time());
  } catch (failure) {
    if (over.signal.aborted) return;
    if (failure instanceof Postponed) return setDue(mine, Math.min(failure.until, time() + longestRetryAfter), time());
    // What is no failure of the way to the cloud is a mistake of ours.
    if (mine.sight.place !== undefined && !(failure instanceof CloudError)) onError(failure);
    known.unseen(time());
    mine.failures += 1;
    mine.halted = endsAll(failure);
    const asked = Math.min(longestRetryAfter, failure instanceof Refused ? (failure.facts.retryAfter ?? 0) : 0);
    const pause = Math.min(longestPause, usualPause(mine, aim, time()) * 2 ** mine.failures);
    setDue(mine, time() + Math.max(pause, asked), time());
    mine.shared?.pause(mine.due).catch(() => undefined);
    const notBefore = asked === 0 ? 0 : time() + asked;
    mine.sight = { ...mine.sight, state: stateAfter(mine.sight.state, failure), failure, notBefore };
  }
}

/** Whoever wants to know sooner than those before does not wait for their turn. */
export function bringForward(mine: Watched, aim: Aim, now: number): void {
  const { asOf } = mine.sight;
  if (mine.failures > 0 || asOf === undefined) return;
  const due = asOf + usualPause(mine, aim, now);
  if (due < mine.due) setDue(mine, due, now);
}

function setDue(mine: Watched, due: number, now: number): void {
  mine.due = due;
  mine.dueSince = now;
}

/** Milliseconds until the next look; of a clock that was set back nothing is to be waited for. */
export function pauseBefore({ due, dueSince }: Watched, now: number): number {
  return now < dueSince ? 0 : due - now;
}

/** What somebody wants to know as it is now is asked for, whatever other windows have seen. */
async function find(
  mine: Watched,
  where: TaskPlace,
  wanted: Wanted,
  aim: Aim,
  { now, wait, share }: LookParts,
): Promise<TaskLook> {
  const { known, sight, over } = mine;
  const { attention } = aim;
  const ask = (what: Attention) => lookAtTasks(where, known, what, over.signal);
  if (wanted === 'list') return ask({ first: [], next: [], onlyFirst: true, jobs: {} });
  mine.shared ??= share(where, over.signal);
  if (mine.shared === undefined) return ask(attention);
  const parts = { now, wait, known, shared: mine.shared };
  if (wanted === 'now') return lookForOthersToo(parts, attention, ask);
  const tooOld = usualPause(mine, aim, now().getTime());
  return lookTogether(
    parts,
    { attention, after: sight.asOf ?? 0, tooOld, mayWait: sight.state === 'known' },
    ask,
    over.signal,
  );
}

function usualPause({ known }: Watched, { attention, seldom }: Aim, now: number): number {
  const isFollowed = ({ task }: KnownTask) => attention.first.includes(task.task_id);
  if (seldom) return known.all().some((one) => isFollowed(one) && isNearReady(one, now)) ? whileMoving : whileQuiet;
  // Somebody waits for what begins to move.
  if (attention.onlyFirst) return whileMoving;
  return known.all().some((one) => isMoving(one, now)) ? whileMoving : whileStill;
}
