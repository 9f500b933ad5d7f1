import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/** Where these paths lead, links followed; those that lead nowhere as they are. */
export function endsOf(paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map((path) => realpath(path).catch(() => path)));
}

/** Whether a link on the way to a file leads out of all of these folders, which are ends themselves. What leads nowhere does not. */
export async function leadsOut(path: string, folders: readonly string[]): Promise<boolean> {
  const end = await realpath(path).catch(() => undefined);
  return end !== undefined && !folders.some((folder) => isInside(folder, end));
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On another drive of Windows there is no relative way.
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}
