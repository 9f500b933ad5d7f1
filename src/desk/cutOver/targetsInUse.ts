import { oneAfterTheOther } from '../../task/journal/inTurn.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import type { RecordKey } from '../../task/record/records.ts';
import type { UsedTarget, UsedTargets } from '../../task/record/usedTargets.ts';
import { createListeners } from '../tasks/listeners.ts';
import type { TaskPlace } from '../tasks/taskSight.ts';

/** The migrations whose targets applications use, as a person has said in whatever window. */
export interface TargetsInUse {
  /** @throws {JournalProblem} */
  mark(place: TaskPlace, taskId: string): Promise<void>;
  /** Not any more. @throws {JournalProblem} and it is marked still */
  unmark(place: TaskPlace, taskId: string): Promise<void>;
  /** The IDs of those there, as they were last read. */
  at(place: TaskPlace): ReadonlySet<string>;
  /** Whether nobody has told yet that it may be overwritten, in whatever window; in this one where the disk cannot say that. */
  isFirst(place: TaskPlace, taskId: string): Promise<boolean>;
  /** Takes over what other windows know. @throws {JournalProblem} */
  read(): Promise<void>;
  /** Called when it is another one that is in use; gives what ends that. */
  onChange(listener: () => void): () => void;
}

interface Stores {
  /** What all windows know. */
  readonly shared: UsedTargets;
  /** What ends with the window, as its sandbox does. */
  readonly own: UsedTargets;
}

export function createTargetsInUse({ shared, own }: Stores, now: () => Date): TargetsInUse {
  const inTurn = oneAfterTheOther();
  const { tell, add: onChange } = createListeners();
  const told = new Set<string>();
  let known: readonly UsedTarget[] = [];
  const storeOf = ({ sandbox }: TaskPlace) => (sandbox ? own : shared);
  const read = async () => {
    const found = [...(await shared.all()), ...(await own.all())];
    const isSame = JSON.stringify(found) === JSON.stringify(known);
    known = found;
    if (!isSame) tell();
  };
  const change = (place: TaskPlace, work: (store: UsedTargets) => Promise<void>) =>
    inTurn(async () => {
      await work(storeOf(place));
      await read();
    });
  return {
    mark: (place, taskId) =>
      change(place, async (store) => {
        told.delete(nameOf(keyOf(place, taskId)));
        await store.mark({ ...keyOf(place, taskId), since: now().toISOString() });
      }),
    unmark: (place, taskId) => change(place, (store) => store.unmark(keyOf(place, taskId))),
    at: (place) => new Set(known.filter(isAt(place)).map(({ taskId }) => taskId)),
    async isFirst(place, taskId) {
      const key = keyOf(place, taskId);
      if (told.has(nameOf(key))) return false;
      const isFirst = await storeOf(place).isFirst(key).catch(orYes);
      told.add(nameOf(key));
      return isFirst;
    },
    read: () => inTurn(read),
    onChange,
  };
}

function keyOf({ connection, projectId }: TaskPlace, taskId: string): RecordKey {
  return { dcsEndpoint: connection.endpoints.dcs, projectId, taskId };
}

function nameOf({ dcsEndpoint, projectId, taskId }: RecordKey): string {
  return [dcsEndpoint, projectId, taskId].join(' ');
}

function isAt({ connection, projectId }: TaskPlace): (target: UsedTarget) => boolean {
  return (target) => target.projectId === projectId && target.dcsEndpoint === connection.endpoints.dcs;
}

/** Better told in each window than in none. */
function orYes(error: unknown): boolean {
  if (!(error instanceof JournalProblem)) throw error;
  return true;
}
