import { join } from 'node:path';
import { readClosed } from './journalClosed.ts';
import { type Creation, type Entry, parseEntry } from './journalEntry.ts';
import { discard, forEach, isThere, lastChange, namesIn, readContent, setAside } from './journalFiles.ts';
import { closedName, describeAside, type Folders, openName, openNameIn } from './journalNames.ts';
import type { Presence } from './journalPresence.ts';

export interface OpenCreation extends Creation {
  /** Its window is alive and working on it. */
  readonly underWay: boolean;
}

export interface OpenCreations {
  /** Of every window, oldest first. */
  readonly creations: readonly OpenCreation[];
  /** Paths of unreadable entries, which are kept; those of creations that may be open come first. */
  readonly setAside: readonly string[];
}

/** An entry as it was found. */
interface Found extends Entry {
  readonly path: string;
  readonly touched: Date;
}

/** Milliseconds after which a half-written file is nobody's. */
const writingLife = 60 * 60_000;

/** @throws {JournalProblem} */
export async function readOpen(folders: Folders, presence: Presence, now: Date): Promise<OpenCreations> {
  // In this order, each before the next is listed: an entry that moves on meanwhile is met twice then, and never missed.
  const claims = await readEntries(folders.claimed, folders);
  const sent = await readEntries(folders.open, folders);
  const closed = new Set((await namesIn(folders.closed)).map(openNameIn));

  const unsettled = (await forEach(sent.found, (one) => withoutClosed(one, closed, folders))).flat();
  const known = new Set([...sent.found.map(({ creation }) => openName(creation)), ...closed]);
  const claimed = (await forEach(claims.found, (claim) => withoutAbandoned(claim, known, presence))).flat();
  await clearWriting(folders, now);

  const creations = [...unsettled, ...claimed].map((one) => ({
    ...one.creation,
    underWay: presence.isUnderWay(heldOf(one), one.touched),
  }));
  return {
    creations: creations.sort((left, right) => (openName(left) < openName(right) ? -1 : 1)),
    setAside: [...sent.unread, ...claims.unread, ...(await asideOf(folders))].sort(
      (left, right) => Number(describeAside(right).mayBeOpen) - Number(describeAside(left).mayBeOpen),
    ),
  };
}

/** What can be read of a folder. The rest is set aside, or stays where it is and is named. */
async function readEntries(
  folder: string,
  folders: Folders,
): Promise<{ readonly found: readonly Found[]; readonly unread: readonly string[] }> {
  const results = await forEach(await namesIn(folder), async (name): Promise<Found | string | undefined> => {
    const path = join(folder, name);
    const content = await readContent(path);
    if (content.kind === 'gone') return undefined;
    if (content.kind === 'withheld') return path;
    const entry = content.kind === 'read' ? parseEntry(content.bytes) : undefined;
    // A copy under another name is not a second create.
    if (content.kind === 'read' && entry !== undefined && openName(entry.creation) === name)
      return { ...entry, path, touched: content.touched };
    await setAside(path, folders);
    return (await isThere(path)) ? path : undefined;
  });
  return {
    found: results.filter((one) => typeof one === 'object'),
    unread: results.filter((one) => typeof one === 'string'),
  };
}

/** A crash between the two steps of closing leaves both files; the closed one counts where it can be read. */
async function withoutClosed(found: Found, closed: ReadonlySet<string | undefined>, folders: Folders) {
  if (!closed.has(openName(found.creation))) return [found];
  if ((await readClosed(closedName(found.creation), folders)) === undefined) return [found];
  await discard(found.path);
  return [];
}

/** A claim is of interest only while somebody may still send it. */
async function withoutAbandoned(claim: Found, known: ReadonlySet<string | undefined>, presence: Presence) {
  const isOver = known.has(openName(claim.creation));
  if (isOver || presence.isAbandoned(heldOf(claim), claim.touched)) await discard(claim.path);
  return !isOver && presence.isUnderWay(heldOf(claim), claim.touched) ? [claim] : [];
}

function heldOf({ computer, creation }: Entry) {
  return { computer, ...creation };
}

async function clearWriting({ writing }: Folders, now: Date): Promise<void> {
  // Another look clears what this one cannot.
  const names = await namesIn(writing).catch(() => []);
  for (const name of names) {
    const path = join(writing, name);
    const changed = await lastChange(path).catch(() => undefined);
    if (changed !== undefined && Math.abs(now.getTime() - changed.getTime()) > writingLife) await discard(path);
  }
}

/** The folder itself where it cannot be listed: that must not hide the entries that can be read. */
async function asideOf({ aside }: Folders): Promise<string[]> {
  const names = await namesIn(aside).catch(() => undefined);
  return names?.map((name) => join(aside, name)) ?? [aside];
}
