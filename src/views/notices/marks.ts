import { createListeners } from '../../desk/tasks/listeners.ts';
import { placeMark } from '../../desk/tasks/placeMark.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { oneAfterTheOther } from '../../task/journal/inTurn.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { isNews, type MarkedTask, type Notice, type Notices } from '../../task/journal/notices.ts';

export interface Stores {
  /** What all windows know. */
  readonly shared: Notices;
  /** What ends with the window, as its sandbox does. */
  readonly own: Notices;
}

/** What somebody wants to be told of, as this window knows it, and where that is kept. */
export interface Marks {
  all(): readonly MarkedTask[];
  /** Undefined where it is not marked. */
  storeOf(taskId: string): Notices | undefined;
  /** Whether nobody has told this of it, in whatever window; in this one where the disk cannot say that. */
  isFirst(taskId: string, notice: Notice, seenAt: number): Promise<boolean>;
  /** `told`: what it is already. @throws {JournalProblem} and it is not marked then */
  add(place: TaskPlace, mark: MarkedTask, told?: Notice): Promise<void>;
  /** What cannot be kept is marked all the same, in this window alone. */
  addAnyway(place: TaskPlace, mark: MarkedTask, onProblem: (problem: JournalProblem) => void): Promise<void>;
  /** @throws {JournalProblem} where it comes back with the next {@link read} */
  remove(taskId: string): Promise<void>;
  /** Nothing more becomes of it as this window knows it; what another has begun anew since stays marked there. @throws {JournalProblem} */
  leave(taskId: string): Promise<void>;
  /** Takes over what other windows have marked, and gives what they have unmarked. @throws {JournalProblem} */
  read(): Promise<readonly string[]>;
  /** Called when another one is marked, or one is not any more; gives what ends that. */
  onChange(listener: () => void): () => void;
}

interface Kept {
  readonly mark: MarkedTask;
  readonly store: Notices;
}

interface Held {
  readonly marks: Map<string, Kept>;
  /** Those that are not in their store yet. */
  readonly unkept: Set<string>;
  /** What is unmarked while it is being marked must not stay. */
  readonly inTurn: ReturnType<typeof oneAfterTheOther>;
  readonly tell: () => void;
}

export function createMarks({ shared, own }: Stores): Marks {
  const { tell, add: onChange } = createListeners();
  const held: Held = { marks: new Map(), unkept: new Set(), inTurn: oneAfterTheOther(), tell };
  const { marks, inTurn } = held;
  const add: Marks['add'] = async (place, mark, told) => {
    await keep(held, mark, place.sandbox ? own : shared, told).catch((error: unknown) => {
      marks.delete(mark.taskId);
      tell();
      throw error;
    });
  };
  const takeAway = async (taskId: string, isOfAny: boolean) => {
    const kept = marks.get(taskId);
    if (marks.delete(taskId)) tell();
    await inTurn(async () => kept?.store.unmark(taskId, isOfAny ? undefined : kept.mark.since));
  };
  return {
    all: () => [...marks.values()].map(({ mark }) => mark),
    storeOf: (taskId) => marks.get(taskId)?.store,
    isFirst: firstTold((taskId) => marks.get(taskId)),
    add,
    async addAnyway(place, mark, onProblem) {
      await add(place, mark).catch((error: unknown) => {
        if (!(error instanceof JournalProblem)) throw error;
        onProblem(error);
        return keep(held, mark, own);
      });
    },
    remove: (taskId) => takeAway(taskId, true),
    leave: (taskId) => takeAway(taskId, false),
    read: () => inTurn(() => readAll([shared, own], held)).finally(tell),
    onChange,
  };
}

async function keep(
  { marks, unkept, inTurn, tell }: Held,
  mark: MarkedTask,
  store: Notices,
  notice?: Notice,
): Promise<void> {
  marks.set(mark.taskId, { mark, store });
  unkept.add(mark.taskId);
  tell();
  await inTurn(() => store.mark(mark, notice)).finally(() => unkept.delete(mark.taskId));
}

async function readAll(stores: readonly Notices[], { marks, unkept }: Held): Promise<readonly string[]> {
  const before = [...marks.keys()].filter((taskId) => !unkept.has(taskId));
  const kept = new Map<string, Kept>();
  for (const store of stores) for (const mark of await store.marked()) kept.set(mark.taskId, { mark, store });
  for (const [taskId, one] of kept) {
    const known = marks.get(taskId);
    // Another window may have begun it anew.
    if (known === undefined || (!unkept.has(taskId) && isLater(one, known))) marks.set(taskId, one);
  }
  const gone = before.filter((taskId) => !kept.has(taskId) && !unkept.has(taskId));
  for (const taskId of gone) marks.delete(taskId);
  return gone;
}

function isLater(one: Kept, other: Kept): boolean {
  return Date.parse(one.mark.since) > Date.parse(other.mark.since);
}

/** Where the disk cannot say whether something was told, this window knows what it has told itself. */
function firstTold(keptOf: (taskId: string) => Kept | undefined): Marks['isFirst'] {
  const told = new Set<string>();
  return async (taskId, notice, seenAt) => {
    const kept = keptOf(taskId);
    if (kept === undefined) return false;
    const { store, mark } = kept;
    try {
      return await store.isFirst(taskId, notice, seenAt);
    } catch (error) {
      if (!(error instanceof JournalProblem)) throw error;
      // What is begun anew is marked anew.
      const one = `${taskId} ${mark.since} ${notice}`;
      const isNew = isNews(mark, notice, seenAt) && !told.has(one);
      if (isNew) told.add(one);
      return isNew;
    }
  };
}

export function markOf(
  place: TaskPlace,
  { taskId, name }: Pick<MarkedTask, 'taskId' | 'name'>,
  now: Date,
  more: Pick<MarkedTask, 'created' | 'jobId' | 'before' | 'stopping' | 'exchange'> = {},
): MarkedTask {
  const { region } = place.connection;
  return { ...placeMark(place), region, taskId, name, since: now.toISOString(), ...more };
}
