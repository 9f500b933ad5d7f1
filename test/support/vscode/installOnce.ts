import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { atExit } from '../suite/cleanup.ts';
import { isRunning } from '../suite/processes.ts';

/** `isDone` looks at the target only; `fill` gets an empty folder and writes last what `isDone` looks for. */
interface Installation {
  isDone: () => Promise<boolean>;
  fill: (folder: string) => Promise<void>;
}

/**
 * Makes the folder `target` by filling another one beside it and renaming that: nobody ever sees half an installation,
 * an interrupted one is done again, and of two processes at once the slower one takes over what the faster one made.
 */
export async function installOnce(target: string, installation: Installation): Promise<void> {
  if (await installation.isDone()) return;
  await mkdir(dirname(target), { recursive: true });
  await removeAbandoned(target);
  const folder = `${target}.part-${process.pid}`;
  const erase = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const forget = atExit(erase);
  erase();
  try {
    await mkdir(folder);
    await installation.fill(folder);
    await replace(target, folder, installation);
  } finally {
    forget();
    erase();
  }
}

async function replace(target: string, folder: string, installation: Installation): Promise<void> {
  if (await installation.isDone()) return;
  await rm(target, { recursive: true, force: true });
  await rename(folder, target).catch(async (error: unknown) => {
    if (!(await installation.isDone())) throw error;
  });
}

/** What an interrupted installation left: folders named after a process that is no more. */
async function removeAbandoned(target: string): Promise<void> {
  const prefix = `${basename(target)}.part-`;
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) {
      // A child of that process may still be writing there; the next installation tries again.
      await rm(join(dirname(target), name), { recursive: true, force: true }).catch(() => {});
    }
  }
}
