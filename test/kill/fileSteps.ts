import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';

/**
 * Tells of every step in which the journal changes its files, before the next one is done; `reach` may hold it there. Steps are
 * `claimed:half` and the like: a folder of the journal, and how far the entry for it is.
 */
export function tellFileSteps(reach: (step: string) => Promise<void>): void {
  const { open, rename, rm } = { ...fs };
  Object.assign(fs, {
    open: async (...[path, ...how]: Parameters<typeof open>) => {
      const handle = await open(path, ...how);
      if (folderOf(path) === 'writing') tellWriting(handle, reach);
      else tellSync(handle, () => reach(`${basename(String(path))}:listed`));
      return handle;
    },
    rename: async (from: string, to: string) => {
      await rename(from, to);
      await reach(`${folderOf(to)}:renamed`);
    },
    rm: async (...[path, how]: Parameters<typeof rm>) => {
      await reach(`${folderOf(path)}:removing`);
      await rm(path, how);
      await reach(`${folderOf(path)}:removed`);
    },
  });
  syncBuiltinESMExports();
}

type Handle = Awaited<ReturnType<typeof fs.open>>;

function tellWriting(handle: Handle, reach: (step: string) => Promise<void>): void {
  const write = handle.writeFile.bind(handle);
  let folder = '';
  Object.assign(handle, {
    writeFile: async (text: string) => {
      folder = folderFor(text);
      await reach(`${folder}:empty`);
      const half = Math.floor(text.length / 2);
      await write(text.slice(0, half));
      await reach(`${folder}:half`);
      await write(text.slice(half));
      await reach(`${folder}:written`);
    },
  });
  tellSync(handle, () => reach(`${folder}:synced`));
}

function tellSync(handle: Handle, reach: () => Promise<void>): void {
  const sync = handle.sync.bind(handle);
  Object.assign(handle, {
    sync: async () => {
      await sync();
      await reach();
    },
  });
}

/** Where an entry will be, by what it says. */
function folderFor(text: string): string {
  if (text.includes('"settlement"')) return 'settled';
  return text.includes('"sentAt"') ? 'open' : 'claimed';
}

function folderOf(path: unknown): string {
  return basename(dirname(String(path)));
}
