import { join } from 'node:path';
import { type ClosedCreation, type KeptEnding, parseClosed } from './journalEntry.ts';
import { discard, forEach, isThere, lastChange, namesIn, readContent, setAside } from './journalFiles.ts';
import { closedName, type Folders, openNameIn, sourceMark } from './journalNames.ts';

const closedLimit = 2000;

/** File systems keep times in steps of up to two seconds. */
const timeStep = 2000;

/** What a later ending may replace: to know the task is more than to have given up on it. */
const weights = { dismissed: 0, several: 1, created: 2 } as const;

export function outweighs(one: KeptEnding, other: KeptEnding): boolean {
  return weights[one.kind] > weights[other.kind];
}

/** The closed creation in a file; one that cannot be read is set aside. */
export async function readClosed(name: string, folders: Folders): Promise<ClosedCreation | undefined> {
  const path = join(folders.closed, name);
  const content = await readContent(path);
  if (content.kind === 'gone' || content.kind === 'withheld') return undefined;
  const closed = content.kind === 'read' ? parseClosed(content.bytes) : undefined;
  if (closed !== undefined && closedName(closed) === name) return closed;
  await setAside(path, folders);
  return undefined;
}

/** Settled creations of a task file that made a task, newest first. @throws {JournalProblem} */
export async function closedFrom(source: string, folders: Folders): Promise<ClosedCreation[]> {
  const mark = `${sourceMark(source)}-`;
  const names = (await namesIn(folders.closed)).filter((name) => name.startsWith(mark));
  const closed = await readAll(names.reverse(), folders);
  return closed.filter((one) => one.source === source && one.ending.kind !== 'dismissed');
}

/** All that were closed at this time or later. @throws {JournalProblem} */
export async function closedAfter(time: Date, folders: Folders): Promise<ClosedCreation[]> {
  const names = await namesIn(folders.closed);
  const earliest = time.getTime() - timeStep;
  const recent = await forEach(names, async (name) => {
    const changed = await lastChange(join(folders.closed, name));
    return changed !== undefined && changed.getTime() >= earliest ? [name] : [];
  });
  const closed = await readAll(recent.flat(), folders);
  return closed.filter(({ closedAt }) => Date.parse(closedAt) >= time.getTime());
}

async function readAll(names: readonly string[], folders: Folders): Promise<ClosedCreation[]> {
  const all = await forEach(names, (name) => readClosed(name, folders));
  return all.filter((one) => one !== undefined);
}

/** Takes the oldest away where there are too many, never the one that was just written. Throws nothing: too many are better than a failure. */
export async function prune(folders: Folders, justWritten: string): Promise<void> {
  try {
    const entries = (await namesIn(folders.closed)).map((name) => ({ name, open: openNameIn(name) ?? name }));
    const spare = entries.length - closedLimit;
    if (spare <= 0) return;
    const oldest = entries
      .filter(({ name }) => name !== justWritten)
      .sort((left, right) => (left.open < right.open ? -1 : 1))
      .slice(0, spare);
    for (const { name, open } of oldest) {
      // What a crash left open would come to life again without its ending.
      if (!(await isThere(join(folders.open, open)))) await discard(join(folders.closed, name));
    }
  } catch {
    // The next one tries again.
  }
}
