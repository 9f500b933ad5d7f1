import { join } from 'node:path';
import { type KeptSettlement, parseSettled, type SettledCreation } from './journalEntry.ts';
import { discard, forEach, isThere, lastChange, namesIn, readContent, setAside } from './journalFiles.ts';
import { type Folders, openNameIn, settledName, sourceMark } from './journalNames.ts';

const settledLimit = 2000;

/** File systems keep times in steps of up to two seconds. */
const timeStep = 2000;

/** What a later settlement may replace: to know the task is more than to have given up on it. */
const weights = { dismissed: 0, several: 1, created: 2 } as const;

export function outweighs(one: KeptSettlement, other: KeptSettlement): boolean {
  return weights[one.kind] > weights[other.kind];
}

/** The settled creation in a file; one that cannot be read is set aside. */
export async function readSettled(name: string, folders: Folders): Promise<SettledCreation | undefined> {
  const path = join(folders.settled, name);
  const content = await readContent(path);
  if (content.kind === 'gone' || content.kind === 'withheld') return undefined;
  const settled = content.kind === 'read' ? parseSettled(content.bytes) : undefined;
  if (settled !== undefined && settledName(settled) === name) return settled;
  await setAside(path, folders);
  return undefined;
}

/** Settled creations of a task file that made a task, newest first. @throws {JournalProblem} */
export async function settledFrom(source: string, folders: Folders): Promise<SettledCreation[]> {
  const mark = `${sourceMark(source)}-`;
  const names = (await namesIn(folders.settled)).filter((name) => name.startsWith(mark));
  const settled = await readAll(names.reverse(), folders);
  return settled.filter((one) => one.source === source && one.settlement.kind !== 'dismissed');
}

/** All that were settled at this time or later. @throws {JournalProblem} */
export async function settledAfter(time: Date, folders: Folders): Promise<SettledCreation[]> {
  const names = await namesIn(folders.settled);
  const earliest = time.getTime() - timeStep;
  const recent = await forEach(names, async (name) => {
    const changed = await lastChange(join(folders.settled, name));
    return changed !== undefined && changed.getTime() >= earliest ? [name] : [];
  });
  const settled = await readAll(recent.flat(), folders);
  return settled.filter(({ settledAt }) => Date.parse(settledAt) >= time.getTime());
}

async function readAll(names: readonly string[], folders: Folders): Promise<SettledCreation[]> {
  const all = await forEach(names, (name) => readSettled(name, folders));
  return all.filter((one) => one !== undefined);
}

/** Takes the oldest away where there are too many, never the one that was just written. Throws nothing: too many are better than a failure. */
export async function prune(folders: Folders, justWritten: string): Promise<void> {
  try {
    const entries = (await namesIn(folders.settled)).map((name) => ({ name, open: openNameIn(name) ?? name }));
    const spare = entries.length - settledLimit;
    if (spare <= 0) return;
    const oldest = entries
      .filter(({ name }) => name !== justWritten)
      .sort((left, right) => (left.open < right.open ? -1 : 1))
      .slice(0, spare);
    for (const { name, open } of oldest) {
      // What a crash left open would come to life again without its settlement.
      if (!(await isThere(join(folders.open, open)))) await discard(join(folders.settled, name));
    }
  } catch {
    // The next one tries again.
  }
}
