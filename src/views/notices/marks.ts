import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import type { MarkedTask, Notice, Notices } from '../../task/journal/notices.ts';

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
  /** `told`: what it is already. @throws {JournalProblem} and it is not marked then */
  add(place: TaskPlace, mark: MarkedTask, told?: Notice): Promise<void>;
  /** What cannot be kept is marked all the same, in this window alone. */
  addAnyway(place: TaskPlace, mark: MarkedTask, onProblem: (problem: JournalProblem) => void): Promise<void>;
  remove(taskId: string): Promise<void>;
  /** Takes over what other windows have marked, and gives what they have unmarked. @throws {JournalProblem} */
  read(): Promise<readonly string[]>;
}

interface Kept {
  readonly mark: MarkedTask;
  readonly store: Notices;
}

export function createMarks({ shared, own }: Stores): Marks {
  const marks = new Map<string, Kept>();
  /** Those that are not in their store yet. */
  const unkept = new Set<string>();
  const keep = async (mark: MarkedTask, store: Notices, told?: Notice) => {
    marks.set(mark.taskId, { mark, store });
    unkept.add(mark.taskId);
    await store.mark(mark, told).finally(() => unkept.delete(mark.taskId));
  };
  const add: Marks['add'] = async (place, mark, told) => {
    await keep(mark, place.sandbox ? own : shared, told).catch((error: unknown) => {
      marks.delete(mark.taskId);
      throw error;
    });
  };
  return {
    all: () => [...marks.values()].map(({ mark }) => mark),
    storeOf: (taskId) => marks.get(taskId)?.store,
    add,
    async addAnyway(place, mark, onProblem) {
      await add(place, mark).catch((error: unknown) => {
        if (!(error instanceof JournalProblem)) throw error;
        onProblem(error);
        return keep(mark, own);
      });
    },
    async remove(taskId) {
      const store = marks.get(taskId)?.store;
      marks.delete(taskId);
      await store?.unmark(taskId);
    },
    read: () => readAll([shared, own], marks, unkept),
  };
}

async function readAll(
  stores: readonly Notices[],
  marks: Map<string, Kept>,
  unkept: ReadonlySet<string>,
): Promise<readonly string[]> {
  const before = [...marks.keys()].filter((taskId) => !unkept.has(taskId));
  const kept = new Map<string, Kept>();
  for (const store of stores) for (const mark of await store.marked()) kept.set(mark.taskId, { mark, store });
  for (const [taskId, one] of kept) if (!marks.has(taskId)) marks.set(taskId, one);
  const gone = before.filter((taskId) => !kept.has(taskId) && !unkept.has(taskId));
  for (const taskId of gone) marks.delete(taskId);
  return gone;
}
