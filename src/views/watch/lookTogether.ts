import type { Desk } from '../../desk/ports.ts';
import { placeMark } from '../../desk/tasks/placeMark.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import type { openSharedLooks, SharedPlace } from '../../task/journal/sharedLooks.ts';
import type { Attention, TaskLook } from '../../task/journal/taskLook.ts';
import type { KnownTasks } from './knownTasks.ts';

/** Milliseconds between two tries to find out what another window that is asking has found, and until this one asks as well. */
const betweenTries = 500;
const longestTurn = 5 * 60_000;

interface Parts extends Pick<Desk, 'now' | 'wait'> {
  readonly shared: SharedPlace;
  readonly known: KnownTasks;
}

/** Another window has failed to ask, and nobody is to ask again before then, in milliseconds since 1970. */
export class Postponed extends Error {
  override readonly name = 'Postponed';
  readonly until: number;

  constructor(until: number) {
    super('Another window has failed to ask.');
    this.until = until;
  }
}

type Ask = (attention: Attention) => Promise<TaskLook>;

/** Where other windows look at the same tasks, until it is over; undefined where none can. */
export type Share = (place: TaskPlace, over: AbortSignal) => SharedPlace | undefined;

/** What is in a sandbox nobody else sees. */
export function shareAmong(looks: ReturnType<typeof openSharedLooks>): Share {
  return (place, over) => (place.sandbox ? undefined : looks(placeMark(place), over));
}

/** What this window wants to see. */
interface Wish {
  readonly attention: Attention;
  /** One that began before is none, in milliseconds since 1970: something may have been done since. */
  readonly after: number;
  /** Something is on screen already, which may get older where asking has failed in another window. */
  readonly mayWait: boolean;
  /** Nor is one that is as old as this, in milliseconds. */
  readonly tooOld: number;
}

/**
 * The look of another window, where that is new enough and has what this one wants; else one of its own, which the others get. What
 * cannot be shared is asked for.
 */
export async function lookTogether(parts: Parts, wish: Wish, ask: Ask, signal: AbortSignal): Promise<TaskLook> {
  try {
    const found = await lookInTurn(parts, wish, ask, signal);
    if (found !== undefined) return found;
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
  }
  return ask(wish.attention);
}

/** A look of this window's own, which the others get. */
export async function lookForOthersToo(
  { shared }: Pick<Parts, 'shared'>,
  attention: Attention,
  ask: Ask,
): Promise<TaskLook> {
  const others = await shared.meet(attention).catch(nobody);
  const look = await ask(together([attention, ...others]));
  if (others.length > 0) await shared.put(look).catch(nobody);
  return look;
}

/** What cannot be shared is seen all the same. */
function nobody(error: unknown): readonly Attention[] {
  if (error instanceof JournalProblem) return [];
  throw error;
}

/** Undefined where it takes others too long. */
async function lookInTurn(parts: Parts, wish: Wish, ask: Ask, signal: AbortSignal): Promise<TaskLook | undefined> {
  const { shared, wait } = parts;
  const lookForAll = async () => {
    // Another may have ended between the two.
    return (await adopt(parts, wish)) ?? lookForOthersToo(parts, wish.attention, ask);
  };
  for (let waited = 0; waited < longestTurn && !signal.aborted; waited += betweenTries) {
    const others = await shared.meet(wish.attention);
    if (others.length === 0) return ask(wish.attention);
    const seen = await adopt(parts, wish);
    if (seen !== undefined) return seen;
    const until = wish.mayWait ? await shared.pausedUntil(wish.after) : undefined;
    if (until !== undefined) throw new Postponed(until);
    const found = await shared.alone(lookForAll);
    if (found !== undefined) return found;
    await wait(betweenTries, signal);
  }
  return undefined;
}

async function adopt({ shared, known, now }: Parts, wish: Wish): Promise<TaskLook | undefined> {
  const look = await shared.newest();
  if (look === undefined || !fits(look, wish, now().getTime()) || !tellsAll(look, wish, known)) return undefined;
  known.listed(look.tasks, look.isComplete);
  for (const [taskId, detail] of look.details) known.detailed(taskId, detail);
  for (const [taskId, sample] of look.samples) known.sampled(taskId, sample);
  for (const [taskId, job] of look.jobs) known.brought(taskId, job, look.at);
  return look;
}

/** Of a clock that was set back nothing is new. */
function fits({ began, at, attention }: TaskLook, wish: Wish, now: number): boolean {
  const isNew = began > wish.after && began <= at && at <= now && now - at < wish.tooOld;
  const seen = new Set(attention.first);
  const isForAll = !attention.onlyFirst;
  // Who waits for something finds it in its turn where all are looked at.
  if (wish.attention.onlyFirst && isForAll) return isNew;
  return isNew && (isForAll || wish.attention.onlyFirst) && wish.attention.first.every((taskId) => seen.has(taskId));
}

/** The detail of what is looked at must have been read, here or there, and since the task has changed. */
function tellsAll({ details, tasks }: TaskLook, { attention }: Wish, known: KnownTasks): boolean {
  const told = new Set(details.map(([taskId]) => taskId));
  const listed = new Map(tasks.map(({ task_id, status }) => [task_id, status]));
  const before = new Map(known.all().map((one) => [one.task.task_id, one]));
  const changed = new Set(known.changed().map(({ task }) => task.task_id));
  return attention.first.every((taskId) => {
    const status = listed.get(taskId);
    if (status === undefined || told.has(taskId)) return true;
    const one = before.get(taskId);
    const isOld = changed.has(taskId) || (one !== undefined && one.task.status !== status);
    // Who only waits for something reads it when it has come to that.
    return !isOld && (attention.onlyFirst || one?.detail !== undefined);
  });
}

function together(all: readonly Attention[]): Attention {
  const seen = all.filter(({ onlyFirst }) => !onlyFirst);
  return {
    first: [...new Set((seen.length > 0 ? seen : all).flatMap(({ first }) => first))],
    next: [...new Set(all.flatMap(({ next }) => next))],
    onlyFirst: all.every(({ onlyFirst }) => onlyFirst),
    jobs: Object.fromEntries(all.flatMap(({ jobs }) => Object.entries(jobs))),
  };
}
