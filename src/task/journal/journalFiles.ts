import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Folders } from './journalNames.ts';
import { codeOf, orProblem } from './journalProblem.ts';

type FileContent =
  /** `touched`: the time of its last change. */
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly touched: Date }
  /** Another window took it away. */
  | { readonly kind: 'gone' }
  /** Not a file. */
  | { readonly kind: 'noFile' }
  /** It is there, and the operating system does not give it out; that may pass. */
  | { readonly kind: 'withheld' };

/**
 * Puts a text into a file, whole or not at all, and durable when it resolves: also where the computer loses its power then.
 * The time becomes that of its last change.
 * @throws {JournalProblem}
 */
export async function writeDurably(path: string, text: string, time: Date, folders: Folders): Promise<void> {
  await write(path, text, time, folders, true);
}

/** As `writeDurably`, but not durable: where it is lost with the power, nothing is lost. @throws {JournalProblem} */
export async function writeWhole(path: string, text: string, time: Date, folders: Folders): Promise<void> {
  await write(path, text, time, folders, false);
}

async function write(path: string, text: string, time: Date, { writing }: Folders, durably: boolean): Promise<void> {
  const temporary = join(writing, `${randomUUID()}.json`);
  await orProblem(path, async () => {
    await makeFolder(writing);
    await makeFolder(dirname(path));
    try {
      await writeNew(temporary, text, time, durably);
      // On Windows as well, rename replaces a file that is there, in one step.
      await insist(() => rename(temporary, path));
    } catch (error) {
      await discard(temporary);
      throw error;
    }
    if (durably) await syncFolder(dirname(path));
  });
}

async function writeNew(path: string, text: string, time: Date, durably: boolean): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.utimes(time, time);
    if (durably) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes a file away; one that is gone already is no problem. @throws {JournalProblem} */
export async function remove(path: string): Promise<void> {
  await orProblem(path, async () => {
    try {
      await insist(() => unlink(path));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

/** As `remove`, where it does not matter whether it succeeds or lasts. */
export async function discard(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** The names that end in `.json`, sorted; none where the folder is not there. @throws {JournalProblem} */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await orProblem(folder, async () => {
    try {
      return await readdir(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  });
  return names.filter((name) => name.endsWith('.json')).sort();
}

/** Throws nothing. */
export async function readContent(path: string): Promise<FileContent> {
  try {
    const status = await lstat(path);
    // Never opened where it is none: reading a pipe waits for ever.
    if (!status.isFile()) return { kind: 'noFile' };
    return { kind: 'read', bytes: await readFile(path), touched: status.mtime };
  } catch (error) {
    return { kind: codeOf(error) === 'ENOENT' ? 'gone' : 'withheld' };
  }
}

/** Whether something is there under this path; it may be anything. @throws {JournalProblem} */
export async function isThere(path: string): Promise<boolean> {
  return (await lastChange(path)) !== undefined;
}

/** When a file was last changed; undefined where it is not there. @throws {JournalProblem} */
export function lastChange(path: string): Promise<Date | undefined> {
  return orProblem(path, async () => {
    try {
      return (await lstat(path)).mtime;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** Moves what cannot be read out of the way, as it is; the name tells where it was. Throws nothing: what cannot be moved stays. */
export async function setAside(path: string, { aside }: Folders): Promise<void> {
  // The end makes it another name each time: nothing that was kept may be overwritten.
  const name = `${basename(dirname(path))}-${basename(path, '.json')}-${randomUUID().slice(0, 8)}.json`;
  try {
    await makeFolder(aside);
    await insist(() => rename(path, join(aside, name)));
    await syncFolder(aside);
  } catch {
    // Whoever lists the entries finds it again and tells where it is.
  }
}

/** Works on each, some at a time, so that the file handles do not run out; the results are in the order of the names. */
export async function forEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const atOnce = 32;
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return results;
}

/** On Windows a virus scanner or an indexer holds a new file for a moment, and what is done to it then fails; nowhere else. */
export async function insist(
  work: () => Promise<void>,
  platform: string = process.platform,
  pauses: readonly number[] = [20, 50, 100, 200, 400],
): Promise<void> {
  for (const length of platform === 'win32' ? pauses : []) {
    try {
      return await work();
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
      await setTimeout(length);
    }
  }
  return work();
}

/** A folder that is new has to be durable, too, in the one above it. Nobody else may look into it, nor into the journal around it. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const own of [dirname(folder), folder]) await keepPrivate(own);
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let above = dirname(resolve(folder)); above.length >= top.length; above = dirname(above)) {
    await syncFolder(above);
    if (above === dirname(above)) return;
  }
}

/** Version 0.1.0 made folders that everybody could read. What is not ours, or a link to elsewhere, is as somebody wanted it. Throws nothing. */
async function keepPrivate(folder: string): Promise<void> {
  // Windows has no such modes: there the folder inherits who may read it.
  if (process.platform === 'win32') return;
  try {
    const status = await lstat(folder);
    const isOurs = status.isDirectory() && status.uid === process.getuid?.();
    if (isOurs && (status.mode & 0o077) !== 0) await chmod(folder, status.mode & 0o7700);
  } catch {
    // The journal works all the same; whether it can be used is found out by writing.
  }
}

/** Makes the names in a folder durable. Windows has no such call and needs none; some file systems have none either. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}
