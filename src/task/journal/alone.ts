import { open, rm, utimes } from 'node:fs/promises';
import { discard, lastChange } from './journalFiles.ts';
import { codeOf, orProblem } from './journalProblem.ts';

/** Longer, in milliseconds, than anything takes that is done alone: whoever began it was killed. */
const longest = 60_000;

/**
 * Does it while no other window does anything under this path, which is a file as long as it takes; undefined where another one is about
 * it. Its folder has to be there.
 * @throws {JournalProblem}
 */
export async function alone<T>(path: string, now: () => Date, work: () => Promise<T>): Promise<T | undefined> {
  const begun = await lastChange(path);
  if (begun !== undefined && Math.abs(now().getTime() - begun.getTime()) > longest)
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  if (!(await orProblem(path, () => isMadeNow(path, now())))) return undefined;
  try {
    return await work();
  } finally {
    await discard(path);
  }
}

/** Milliseconds between two signs of life. */
const beat = 10_000;

/** However long the cloud takes, nobody takes a window that waits for it for one that is gone. */
export async function whileTouched<T>(path: string, now: () => Date, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => utimes(path, now(), now()).catch(() => undefined), beat).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Makes an empty file, for one window only: false where it was there. `time`: of its last change. */
export async function isMadeNow(path: string, time?: Date): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await (time === undefined ? handle.close() : handle.utimes(time, time).finally(() => handle.close()));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
