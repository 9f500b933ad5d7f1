import { CloudError, Refused } from '../../cloud/errors.ts';
import type { Desk } from '../../desk/ports.ts';
import { createListeners } from '../../desk/tasks/listeners.ts';
import type { Looking, NoPlace, TaskPlace, TaskSight, TaskWatch } from '../../desk/tasks/taskSight.ts';
import { createChain, oneAfterTheOther } from './chain.ts';
import { createKnownTasks, type KnownTasks } from './knownTasks.ts';
import { type Attention, isMoving, lookAtTasks } from './lookAtTasks.ts';
import { endsAll, stateAfter } from './lookFailure.ts';

/** Milliseconds from the end of a look to the next one: while a task moves, while none does. */
const whileMoving = 10_000;
const whileStill = 30_000;
/** While nobody looks, and somebody wants to be told. */
const whileQuiet = 60_000;
/** After a failure each pause is twice the one before. */
const longestPause = 5 * 60_000;
/** Whoever answers may ask for any pause. */
const longestRetryAfter = 60 * 60_000;
/** Whoever comes back within it finds what is new enough. */
const newEnough = 5000;

interface Parts extends Pick<Desk, 'now' | 'wait'> {
  /** Where the tasks are now. @throws {SettingProblem} */
  readonly place: () => Promise<TaskPlace | NoPlace>;
  readonly onError: (error: unknown) => void;
}

/** What is known of the tasks as one account, and how asking went; whoever signs in begins another. */
interface Watched {
  readonly known: KnownTasks;
  /** Aborted when somebody else is signed in. */
  readonly over: AbortController;
  sight: Omit<TaskSight, 'tasks'>;
  /** When the next look is due, in milliseconds since 1970. */
  due: number;
  /** In a row. */
  failures: number;
  /** Nothing more is asked until the person does something: five refusals of a key lock it. */
  halted: boolean;
}

const nothingKnown = { imports: 0, asOf: undefined, failure: undefined, notBefore: 0, place: undefined } as const;

function begin(): Watched {
  const sight = { state: 'loading', ...nothingKnown } as const;
  return { known: createKnownTasks(), over: new AbortController(), sight, due: 0, failures: 0, halted: false };
}

/** A window that looks, and what it looks at now. */
interface Looker {
  watched: Watched;
  /** Whatever is on screen and shows tasks. */
  readonly viewers: Set<Looking>;
  /** The next look is for more than the list. */
  wantsAll: boolean;
  disposed: boolean;
}

/**
 * Looks at the tasks while they are on screen: one look after the other, never two at a time. Where nobody looks there is no timer and
 * no request.
 */
export function createTaskWatch(parts: Parts): TaskWatch {
  const { tell, add: onChange, clear } = createListeners();
  const looker: Looker = { watched: begin(), viewers: new Set(), wantsAll: false, disposed: false };
  const { refresh, rouse } = createLooks(parts, looker, tell);
  const restart = () => {
    looker.watched.over.abort();
    looker.watched = begin();
    tell();
    rouse();
  };
  return {
    sight: () => ({ ...looker.watched.sight, tasks: looker.watched.known.all() }),
    look(looking = {}) {
      const viewer = { ...looking };
      looker.viewers.add(viewer);
      if (!viewer.quietly) hurries(looker.watched, parts.now().getTime());
      // What was in sync when somebody looked last need not be so now.
      tell();
      rouse();
      return () => {
        if (looker.viewers.delete(viewer)) rouse();
      };
    },
    hurry() {
      if (hurries(looker.watched, parts.now().getTime())) rouse();
    },
    refresh,
    restart,
    onChange,
    dispose() {
      looker.disposed = true;
      restart();
      clear();
    },
  };
}

function createLooks({ now, wait, place, onError }: Parts, looker: Looker, tell: () => void) {
  const time = () => now().getTime();
  const lookInTurn = oneAfterTheOther(async () => {
    const { watched, viewers, wantsAll, disposed } = looker;
    if (disposed) return;
    looker.wantsAll = false;
    await look(watched, wantsAll ? attentionOf(viewers) : listOnly, { place, onError }, time);
    if (watched === looker.watched && !looker.disposed) tell();
  }, onError);
  const rouse = createChain({
    isWanted: () => looker.viewers.size > 0 && !looker.watched.halted && !looker.disposed,
    pause: () => looker.watched.due - time(),
    wait,
    step: () => {
      looker.wantsAll = true;
      return lookInTurn();
    },
  });
  const refresh = async (what: 'all' | 'list' = 'all') => {
    let asked: Watched | undefined;
    // Where somebody else is signed in meanwhile it is their tasks that are asked for.
    for (let tries = 0; tries < 3 && asked !== looker.watched; tries += 1) {
      asked = looker.watched;
      Object.assign(asked, { halted: false, failures: 0 });
      if (what === 'all') looker.wantsAll = true;
      await lookInTurn();
    }
    rouse();
  };
  return { refresh, rouse };
}

const listOnly: Attention = { first: new Set(), onlyFirst: true };

/** Who asks without looking, as a command does, wants to know of all. */
function attentionOf(viewers: ReadonlySet<Looking>): Attention {
  const all = [...viewers];
  const first = new Set(all.flatMap(({ taskIds = [] }) => taskIds));
  return { first, onlyFirst: all.length > 0 && all.every(({ quietly }) => quietly === true) };
}

/** Makes the next look due at once where what is known is old, and the cloud can be reached. */
function hurries(watched: Watched, now: number): boolean {
  const age = now - (watched.sight.asOf ?? 0);
  if (watched.failures > 0 || (age >= 0 && age < newEnough)) return false;
  watched.due = now;
  return true;
}

/** One look, and what follows from it for the next. */
async function look(
  mine: Watched,
  attention: Attention,
  { place, onError }: Pick<Parts, 'place' | 'onError'>,
  time: () => number,
): Promise<void> {
  const { known, over } = mine;
  try {
    const where = mine.sight.place ?? (await place());
    if (typeof where === 'string') {
      mine.sight = { state: where, ...nothingKnown };
      mine.halted = true;
      return;
    }
    mine.sight = { ...mine.sight, place: where };
    const { imports } = await lookAtTasks(where, known, attention, over.signal);
    mine.sight = { state: 'known', imports, asOf: time(), failure: undefined, notBefore: 0, place: where };
    mine.failures = 0;
    // What an action asks for does not take the turn of what is on screen.
    if (attention !== listOnly) mine.due = time() + usualPause(mine, attention, time());
  } catch (failure) {
    if (over.signal.aborted) return;
    // What is no failure of the way to the cloud is a mistake of ours.
    if (mine.sight.place !== undefined && !(failure instanceof CloudError)) onError(failure);
    known.unseen(time());
    mine.failures += 1;
    mine.halted = endsAll(failure);
    const asked = Math.min(longestRetryAfter, failure instanceof Refused ? (failure.facts.retryAfter ?? 0) : 0);
    const pause = Math.min(longestPause, usualPause(mine, attention, time()) * 2 ** mine.failures);
    mine.due = time() + Math.max(pause, asked);
    const notBefore = asked === 0 ? 0 : time() + asked;
    mine.sight = { ...mine.sight, state: stateAfter(mine.sight.state, failure), failure, notBefore };
  }
}

function usualPause({ known }: Watched, { first, onlyFirst }: Attention, now: number): number {
  if (onlyFirst && first.size > 0) return whileQuiet;
  return known.all().some((one) => isMoving(one, now)) ? whileMoving : whileStill;
}
