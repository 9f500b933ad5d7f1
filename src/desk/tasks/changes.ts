import { randomUUID } from 'node:crypto';
import type { Change, ChangeNotes, FoundChanges } from '../../task/journal/changeNotes.ts';
import { oneAfterTheOther } from '../../task/journal/inTurn.ts';
import { createListeners } from './listeners.ts';
import { placeMark } from './placeMark.ts';
import type { TaskPlace } from './taskSight.ts';

/** What is about to be changed, at which instance and for which task. */
export interface Changing extends Pick<Change, 'task' | 'instance'> {
  readonly what: readonly Change['what'][];
}

/** What was changed at the ends of migrations and is not set back. */
export interface Changes {
  /** All of it or nothing, before anything is sent. @throws {JournalProblem} and nothing may be sent then */
  note(place: TaskPlace, changing: Changing): Promise<readonly Change[]>;
  /** The cloud has done it. @throws {JournalProblem} */
  setDone(change: Change): Promise<void>;
  /** What was changed for a task before it was created is of this one. `ids`: of the changes. @throws {JournalProblem} */
  created(task: Change['task'], ids: readonly string[]): Promise<void>;
  /** It was refused, or is set back. @throws {JournalProblem} and it is open still */
  close(change: Change): Promise<void>;
  /** What is open there for whoever is signed in, in whatever window. @throws {JournalProblem} */
  at(place: TaskPlace): Promise<FoundChanges>;
  /** The IDs of the tasks that something is open of there, as it was last read. */
  tasksAt(place: TaskPlace): ReadonlySet<string>;
  /** While nobody else here changes this instance; undefined where somebody is about it. @throws {JournalProblem} */
  alone<T>(change: Change, work: () => Promise<T>): Promise<T | undefined>;
  /** Takes over what other windows have changed and set back. @throws {JournalProblem} */
  read(): Promise<void>;
  /** Called when something of what is open is other than before; gives what ends that. */
  onChange(listener: () => void): () => void;
}

interface Stores {
  /** What all windows know. */
  readonly shared: ChangeNotes;
  /** What ends with the window, as its sandbox does. */
  readonly own: ChangeNotes;
}

export function createChanges(stores: Stores, now: () => Date): Changes {
  const { shared, own } = stores;
  const inTurn = oneAfterTheOther();
  const known = createKnown(stores);
  const ofWindow = new Set<string>();
  const notesOf = ({ id }: Change) => (ofWindow.has(id) ? own : shared);
  const note: Changes['note'] = async (place, changing) => {
    const changes = changesOf(place, changing, now());
    if (place.sandbox) for (const { id } of changes) ofWindow.add(id);
    await addAll(place.sandbox ? own : shared, changes);
    known.become([...known.all(), ...changes]);
    return changes;
  };
  const created: Changes['created'] = async (task, ids) => {
    if (ids.length === 0) return;
    await known.read();
    const its = known.all().filter(({ id }) => ids.includes(id));
    for (const change of its) await notesOf(change).update({ ...change, task });
    await known.read();
  };
  const close: Changes['close'] = async (change) => {
    await notesOf(change).remove(change.id);
    known.become(known.all().filter(({ id }) => id !== change.id));
  };
  return {
    note: (place, changing) => inTurn(() => note(place, changing)),
    setDone: (change) => inTurn(() => notesOf(change).update({ ...change, isDone: true })),
    created: (task, ids) => inTurn(() => created(task, ids)),
    close: (change) => inTurn(() => close(change)),
    at: (place) => inTurn(known.read).then((unread) => ({ changes: known.at(place), unread })),
    tasksAt: (place) => new Set(known.at(place).flatMap(({ task }) => task.id ?? [])),
    alone: (change, work) => notesOf(change).alone(change, work),
    read: () => inTurn(known.read).then(() => undefined),
    onChange: known.onChange,
  };
}

/** What is open, as it was last read. */
function createKnown({ shared, own }: Stores) {
  const { tell, add: onChange } = createListeners();
  let open: readonly Change[] = [];
  const become = (changes: readonly Change[]) => {
    const isSame = changes.length === open.length && JSON.stringify(changes) === JSON.stringify(open);
    open = changes;
    if (!isSame) tell();
  };
  return {
    all: () => open,
    at: (place: TaskPlace) => open.filter(isAt(place)),
    become,
    /** Gives the paths of what cannot be read. */
    async read() {
      const [ofAll, ofOwn] = [await shared.all(), await own.all()];
      become([...ofAll.changes, ...ofOwn.changes]);
      return ofAll.unread;
    },
    onChange,
  };
}

/** Those of whoever is signed in, at the same address: nothing that a note names is ever contacted. */
function isAt(place: TaskPlace): (change: Change) => boolean {
  const here = placeMark(place);
  return ({ owner, projectId, dcsEndpoint }) =>
    owner === here.owner && projectId === here.projectId && dcsEndpoint === here.dcsEndpoint;
}

function changesOf(place: TaskPlace, { task, instance, what }: Changing, now: Date): readonly Change[] {
  const { region } = place.connection;
  const notedAt = now.toISOString();
  const of = { ...placeMark(place), region, task, instance, notedAt, isDone: false };
  return what.map((one) => ({ ...of, id: randomUUID(), what: one }));
}

async function addAll(notes: ChangeNotes, changes: readonly Change[]): Promise<void> {
  try {
    for (const change of changes) await notes.add(change);
  } catch (error) {
    for (const { id } of changes) await notes.remove(id).catch(() => undefined);
    throw error;
  }
}
