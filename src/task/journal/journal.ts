import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { closedAfter, closedFrom, outweighs, prune, readClosed } from './journalClosed.ts';
import {
  type ClosedCreation,
  type Creation,
  type CreationDraft,
  closedText,
  type Ending,
  entryText,
  type KeptEnding,
} from './journalEntry.ts';
import { discard, isThere, namesIn, remove, writeDurably } from './journalFiles.ts';
import { closedName, type Folders, foldersIn, openName } from './journalNames.ts';
import { type OpenCreations, readOpen } from './journalOpen.ts';
import { computer, createPresence, type Presence } from './journalPresence.ts';
import { JournalProblem } from './journalProblem.ts';

export type { ClosedCreation, Creation, CreationDraft, Ending } from './journalEntry.ts';
export { describeAside } from './journalNames.ts';
export type { OpenCreation } from './journalOpen.ts';
export { JournalProblem } from './journalProblem.ts';

/** What is known of creates across windows and their ends. A create is noted here before it leaves and closed after its answer. */
export interface Journal {
  /** Notes that a create is being decided on, so that other windows see it. @throws {JournalProblem} */
  claim(draft: CreationDraft): Promise<Creation>;
  /**
   * Durable when it resolves: only then may the request leave. Also for a repeated try: keeps the first `sentAt`.
   * @throws {JournalProblem}
   */
  markSent(creation: Creation): Promise<Creation>;
  /**
   * Changes nothing where another window has closed it, unless now the task is known. Where it throws, the entry stays open.
   * @throws {JournalProblem}
   */
  close(creation: Creation, ending: Ending): Promise<void>;
  /** This window does not work on it any more, though it is open: others may close it at once. Never rejects. */
  release(creation: Creation): Promise<void>;
  /** All unsettled ones of every window. Claims of dead windows that never sent anything are cleaned away. @throws {JournalProblem} */
  open(): Promise<OpenCreations>;
  /** Settled creations of a task file that made a task, newest first. @throws {JournalProblem} */
  createdFrom(source: string): Promise<readonly ClosedCreation[]>;
  /** All that were closed at this time or later, whatever came of them. @throws {JournalProblem} */
  closedSince(time: Date): Promise<readonly ClosedCreation[]>;
  /** Told when this window has closed one; gives what stops that. */
  onClosed(listener: () => void): () => void;
  /** Stops the heartbeat. */
  dispose(): void;
}

interface JournalParts {
  readonly now: () => Date;
  /** Random by default. */
  readonly window?: string | undefined;
  readonly pid?: number | undefined;
}

/** What this window works on its entries with. */
interface Window {
  readonly folders: Folders;
  readonly presence: Presence;
  readonly now: () => Date;
}

const openLimit = 5000;

/** The journal in a folder that any number of windows share; one file an entry, so that they never wait for each other. Touches nothing until used. */
export function openJournal(folder: string, { now, window, pid }: JournalParts): Journal {
  const owner = { pid: pid ?? process.pid, window: window ?? randomUUID() };
  const presence = createPresence(owner, now);
  const own: Window = { folders: foldersIn(folder), presence, now };
  const listeners = new Set<() => void>();
  return {
    claim: (draft) => claim(own, draft),
    markSent: (creation) => markSent(own, creation),
    async close(creation, ending) {
      await close(own, creation, ending);
      for (const listener of listeners) listener();
    },
    release: (creation) => release(own, creation),
    open: () => readOpen(own.folders, presence, now()),
    createdFrom: (source) => closedFrom(source, own.folders),
    closedSince: (time) => closedAfter(time, own.folders),
    onClosed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: presence.stop,
  };
}

async function claim({ folders, presence, now }: Window, draft: CreationDraft): Promise<Creation> {
  const time = now();
  if (await isFull(folders)) {
    // Claims of windows that are gone may be all that fills it.
    await readOpen(folders, presence, time);
    if (await isFull(folders)) throw new JournalProblem('FULL', folders.open, `${openLimit} creates are not closed`);
  }
  const creation = { ...draft, operationId: randomUUID(), startedAt: time.toISOString(), owner: presence.owner };
  const path = join(folders.claimed, openName(creation));
  // Before it is there, or a look meanwhile would take it for a dead window's.
  presence.hold(creation.operationId, path);
  try {
    await writeDurably(path, entryText({ computer, creation }), time, folders);
  } catch (error) {
    presence.letGo(creation.operationId);
    await discard(path);
    throw error;
  }
  return creation;
}

async function isFull({ claimed, open }: Folders): Promise<boolean> {
  return (await namesIn(claimed)).length + (await namesIn(open)).length >= openLimit;
}

async function markSent({ folders, presence, now }: Window, creation: Creation): Promise<Creation> {
  const [claimed, path] = pathsOf(creation, folders);
  if (await isThere(join(folders.closed, closedName(creation))))
    throw new JournalProblem('CLOSED', path, 'another window has closed this create');
  if (creation.sentAt !== undefined && (await isThere(path))) {
    presence.hold(creation.operationId, path);
    return creation;
  }
  const time = now();
  const sent = { ...creation, sentAt: creation.sentAt ?? time.toISOString() };
  try {
    await writeDurably(path, entryText({ computer, creation: sent }), time, folders);
  } catch (error) {
    // Nothing will be sent, so nothing may say that it was.
    await discard(path);
    throw error;
  }
  presence.hold(creation.operationId, path);
  await discard(claimed);
  return sent;
}

async function close(own: Window, creation: Creation, ending: Ending): Promise<void> {
  const paths = pathsOf(creation, own.folders);
  try {
    if (ending.kind === 'notCreated') {
      for (const path of paths) await remove(path);
    } else {
      await keep(own, creation, ending);
      // The closed one counts from now on, also where these stay.
      for (const path of paths) await discard(path);
    }
    own.presence.letGo(creation.operationId);
  } catch (error) {
    await release(own, creation);
    throw error;
  }
}

async function keep({ folders, now }: Window, creation: Creation, ending: KeptEnding): Promise<void> {
  const name = closedName(creation);
  const earlier = await readClosed(name, folders);
  if (earlier !== undefined && !outweighs(ending, earlier.ending)) return;
  const time = now();
  const text = closedText({ ...creation, ending, closedAt: time.toISOString() });
  await writeDurably(join(folders.closed, name), text, time, folders);
  await prune(folders, name);
}

async function release({ folders, presence }: Window, creation: Creation): Promise<void> {
  presence.letGo(creation.operationId);
  // Long ago: nobody has to wait until the silence is long enough.
  for (const path of pathsOf(creation, folders)) await utimes(path, 0, 0).catch(() => undefined);
}

function pathsOf(creation: Creation, { claimed, open }: Folders): readonly [claimed: string, open: string] {
  const name = openName(creation);
  return [join(claimed, name), join(open, name)];
}
