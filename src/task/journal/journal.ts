import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Creation,
  type CreationDraft,
  entryText,
  type KeptSettlement,
  type SettledCreation,
  type Settlement,
  settledText,
} from './journalEntry.ts';
import { discard, isThere, namesIn, remove, writeDurably } from './journalFiles.ts';
import { type Folders, foldersIn, openName, settledName } from './journalNames.ts';
import { type OpenCreations, readOpen } from './journalOpen.ts';
import { createPresence, machine, type Presence } from './journalPresence.ts';
import { JournalProblem } from './journalProblem.ts';
import { outweighs, prune, readSettled, settledAfter, settledFrom } from './journalSettled.ts';

export type { Creation, CreationDraft, SettledCreation, Settlement } from './journalEntry.ts';
export { type AsideEntry, describeAside } from './journalNames.ts';
export type { OpenCreation, OpenCreations } from './journalOpen.ts';
export { JournalProblem } from './journalProblem.ts';

/** What is known of creates across windows and their ends. A create is noted here before it leaves and settled after its answer. */
export interface Journal {
  /** Notes that a create is being decided on, so that other windows see it. @throws {JournalProblem} */
  claim(draft: CreationDraft): Promise<Creation>;
  /**
   * Durable when it resolves: only then may the request leave. Also for a repeated try: keeps the first `sentAt`.
   * @throws {JournalProblem}
   */
  markSent(creation: Creation): Promise<Creation>;
  /**
   * Changes nothing where another window has settled it, unless now the task is known. Where it throws, the entry stays open.
   * @throws {JournalProblem}
   */
  settle(creation: Creation, settlement: Settlement): Promise<void>;
  /** This window does not work on it any more, though it is open: others may settle it at once. Never rejects. */
  release(creation: Creation): Promise<void>;
  /** All unsettled ones of every window. Claims of dead windows that never sent anything are cleaned away. @throws {JournalProblem} */
  open(): Promise<OpenCreations>;
  /** Settled creations of a task file that made a task, newest first. @throws {JournalProblem} */
  createdFrom(source: string): Promise<readonly SettledCreation[]>;
  /** All that were settled at this time or later, whatever came of them. @throws {JournalProblem} */
  settledSince(time: Date): Promise<readonly SettledCreation[]>;
  /** Told when this window has settled one; gives what stops that. */
  onSettled(listener: () => void): () => void;
  /** Stops the heartbeat. */
  dispose(): void;
}

export interface JournalParts {
  readonly now: () => Date;
  /** Random by default. */
  readonly window?: string | undefined;
  readonly pid?: number | undefined;
}

interface Desk {
  readonly folders: Folders;
  readonly presence: Presence;
  readonly now: () => Date;
}

const openLimit = 5000;

/** The journal in a folder that any number of windows share; one file an entry, so that they never wait for each other. Touches nothing until used. */
export function openJournal(folder: string, { now, window, pid }: JournalParts): Journal {
  const owner = { pid: pid ?? process.pid, window: window ?? randomUUID() };
  const presence = createPresence(owner, now);
  const desk: Desk = { folders: foldersIn(folder), presence, now };
  const listeners = new Set<() => void>();
  return {
    claim: (draft) => claim(desk, draft),
    markSent: (creation) => markSent(desk, creation),
    async settle(creation, settlement) {
      await settle(desk, creation, settlement);
      for (const listener of listeners) listener();
    },
    release: (creation) => release(desk, creation),
    open: () => readOpen(desk.folders, presence, now()),
    createdFrom: (source) => settledFrom(source, desk.folders),
    settledSince: (time) => settledAfter(time, desk.folders),
    onSettled(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: presence.stop,
  };
}

async function claim({ folders, presence, now }: Desk, draft: CreationDraft): Promise<Creation> {
  const time = now();
  if (await isFull(folders)) {
    // Claims of windows that are gone may be all that fills it.
    await readOpen(folders, presence, time);
    if (await isFull(folders)) throw new JournalProblem('FULL', folders.open, `${openLimit} creates are not settled`);
  }
  const creation = { ...draft, operationId: randomUUID(), startedAt: time.toISOString(), owner: presence.owner };
  const path = join(folders.claimed, openName(creation));
  // Before it is there, or a look meanwhile would take it for a dead window's.
  presence.hold(creation.operationId, path);
  try {
    await writeDurably(path, entryText({ machine, creation }), time, folders);
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

async function markSent({ folders, presence, now }: Desk, creation: Creation): Promise<Creation> {
  const [claimed, path] = pathsOf(creation, folders);
  if (await isThere(join(folders.settled, settledName(creation))))
    throw new JournalProblem('SETTLED', path, 'another window has settled this create');
  if (creation.sentAt !== undefined && (await isThere(path))) {
    presence.hold(creation.operationId, path);
    return creation;
  }
  const time = now();
  const sent = { ...creation, sentAt: creation.sentAt ?? time.toISOString() };
  try {
    await writeDurably(path, entryText({ machine, creation: sent }), time, folders);
  } catch (error) {
    // Nothing will be sent, so nothing may say that it was.
    await discard(path);
    throw error;
  }
  presence.hold(creation.operationId, path);
  await discard(claimed);
  return sent;
}

async function settle(desk: Desk, creation: Creation, settlement: Settlement): Promise<void> {
  const paths = pathsOf(creation, desk.folders);
  try {
    if (settlement.kind === 'notCreated') {
      for (const path of paths) await remove(path);
    } else {
      await keep(desk, creation, settlement);
      // The settled one counts from now on, also where these stay.
      for (const path of paths) await discard(path);
    }
    desk.presence.letGo(creation.operationId);
  } catch (error) {
    await release(desk, creation);
    throw error;
  }
}

async function keep({ folders, now }: Desk, creation: Creation, settlement: KeptSettlement): Promise<void> {
  const name = settledName(creation);
  const earlier = await readSettled(name, folders);
  if (earlier !== undefined && !outweighs(settlement, earlier.settlement)) return;
  const time = now();
  const text = settledText({ ...creation, settlement, settledAt: time.toISOString() });
  await writeDurably(join(folders.settled, name), text, time, folders);
  await prune(folders, name);
}

async function release({ folders, presence }: Desk, creation: Creation): Promise<void> {
  presence.letGo(creation.operationId);
  // Long ago: nobody has to wait until the silence is long enough.
  for (const path of pathsOf(creation, folders)) await utimes(path, 0, 0).catch(() => undefined);
}

function pathsOf(creation: Creation, { claimed, open }: Folders): readonly [claimed: string, open: string] {
  const name = openName(creation);
  return [join(claimed, name), join(open, name)];
}
