import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import { createListeners } from '../../desk/tasks/listeners.ts';
import type { Looking, TaskSight, TaskWatch } from '../../desk/tasks/taskSight.ts';
import type { Attention } from '../../task/journal/taskLook.ts';
import { usualCutOverLag } from '../../task/level.ts';
import { longestPair } from '../../task/readiness.ts';
import { createChain, onceAtATime } from './chain.ts';
import {
  type Aim,
  beginWatched,
  bringForward,
  type LookParts,
  lookOnce,
  pauseBefore,
  type Wanted,
  type Watched,
} from './oneLook.ts';

/** Whoever comes back within it finds what is new enough. */
const newEnough = 5000;

/** A window that looks, and what it looks at now. */
interface Looker {
  watched: Watched;
  /** Whatever is on screen and shows tasks. */
  readonly viewers: Set<Looking>;
  wanted: Wanted;
  disposed: boolean;
}

/**
 * Looks at the tasks while they are on screen: one look after the other, never two at a time. Where nobody looks there is no timer and
 * no request.
 */
export function createTaskWatch(parts: LookParts): TaskWatch {
  const { tell, add: onChange, clear } = createListeners();
  const looker: Looker = { watched: beginWatched(), viewers: new Set(), wanted: 'list', disposed: false };
  const { refresh, rouse } = createLooks(parts, looker, tell);
  const restart = () => {
    looker.watched.over.abort();
    looker.watched = beginWatched();
    tell();
    // Whoever only waits for something may have waited as somebody who has gone; they look again as whoever comes.
    if ([...looker.viewers].some(({ quietly }) => quietly === undefined)) rouse();
  };
  return {
    sight: () => sightOf(looker.watched, parts.cutOverLag?.()),
    look(looking = {}) {
      const viewer = { ...looking };
      come(looker, viewer, parts.now().getTime());
      // What was in sync when somebody looked last need not be so now.
      tell();
      rouse();
      return () => {
        if (!looker.viewers.delete(viewer)) return;
        if (looker.viewers.size === 0) void looker.watched.shared?.leave();
        rouse();
      };
    },
    hurry() {
      if (hurries(looker.watched, parts.now().getTime())) rouse();
    },
    refresh,
    detailed: (taskId, detail) => detailed(looker, taskId, detail, tell),
    restart,
    onChange,
    dispose() {
      looker.disposed = true;
      restart();
      clear();
    },
  };
}

function detailed({ watched }: Looker, taskId: string, detail: TaskDetail, tell: () => void): void {
  watched.known.detailed(taskId, detail);
  tell();
}

function createLooks(parts: LookParts, looker: Looker, tell: () => void) {
  const { now, wait, onError } = parts;
  const time = () => now().getTime();
  const want = (wanted: Wanted) => {
    if (wanted === 'now' || looker.wanted === 'list') looker.wanted = wanted;
  };
  const lookInTurn = onceAtATime(async () => {
    const { watched, viewers, wanted, disposed } = looker;
    if (disposed) return;
    looker.wanted = 'list';
    // What was ready before the computer slept is not called so while it is asked for.
    if (Math.abs(time() - (watched.sight.asOf ?? time())) > longestPair) tell();
    await lookOnce(watched, wanted, aimOf(viewers), parts);
    if (viewers.size === 0) void watched.shared?.leave();
    if (watched === looker.watched && !looker.disposed) tell();
  }, onError);
  const rouse = createChain({
    isWanted: () => looker.viewers.size > 0 && !looker.watched.halted && !looker.disposed,
    pause: () => pauseBefore(looker.watched, time()),
    wait,
    step: () => {
      want('turn');
      return lookInTurn();
    },
  });
  const refresh = async (what: 'all' | 'list' = 'all') => {
    let asked: Watched | undefined;
    // Where somebody else is signed in meanwhile it is their tasks that are asked for.
    for (let tries = 0; tries < 3 && asked !== looker.watched; tries += 1) {
      asked = looker.watched;
      Object.assign(asked, { halted: false, failures: 0 });
      if (what === 'all') want('now');
      await lookInTurn();
    }
    rouse();
  };
  return { refresh, rouse };
}

function sightOf({ sight, known }: Watched, cutOverLag = usualCutOverLag): TaskSight {
  const all = known.all();
  const tasks = cutOverLag === usualCutOverLag ? all : all.map((one) => ({ ...one, cutOverLag }));
  return { ...sight, tasks, jobs: known.jobs() };
}

/** Who asks without looking, as a command does, wants to know of all. */
function aimOf(viewers: ReadonlySet<Looking>): Aim {
  const all = [...viewers];
  const isQuiet = all.length > 0 && all.every(({ quietly }) => quietly !== undefined);
  const seen = isQuiet ? all : all.filter(({ quietly }) => quietly === undefined);
  const attention: Attention = {
    // What is on screen comes first, then what somebody wants to be told of.
    first: [...new Set(seen.flatMap(({ taskIds = [] }) => taskIds))],
    next: [...new Set(all.flatMap(({ taskIds = [], quietly }) => (quietly === undefined ? [] : taskIds)))],
    onlyFirst: isQuiet,
    jobs: Object.fromEntries(all.flatMap(({ jobs = {} }) => Object.entries(jobs))),
  };
  return { attention, seldom: isQuiet && all.every(({ quietly }) => quietly === 'seldom') };
}

function come({ watched, viewers }: Looker, viewer: Looking, now: number): void {
  viewers.add(viewer);
  if (viewer.quietly !== 'seldom') hurries(watched, now);
  bringForward(watched, aimOf(viewers), now);
}

/** Makes the next look due at once where what is known is old, and the cloud can be reached. */
function hurries(watched: Watched, now: number): boolean {
  const age = now - (watched.sight.asOf ?? 0);
  if (watched.failures > 0 || (age >= 0 && age < newEnough)) return false;
  watched.due = now;
  return true;
}
