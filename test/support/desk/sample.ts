import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../suite/cleanup.ts';

/** A copy of `media/samples/`, of that name, in a temporary folder: to open in a window and write to. */
export interface SampleWorkspace {
  path: string;
  /** Makes it what it was when it was new; the folder itself stays. */
  restore: () => Promise<void>;
  remove: () => void;
}

export async function sampleWorkspace(): Promise<SampleWorkspace> {
  const folder = await temporaryFolder('workspace');
  const path = join(folder.path, 'samples');
  await cp(sample, path, { recursive: true });
  return { path, restore: () => restore(path), remove: folder.remove };
}

const sample = 'media/samples';

/** What is as it was is not touched: a window that has the folder open would see its settings go and come again. */
async function restore(path: string): Promise<void> {
  const ours = await readdir(sample, { recursive: true });
  for (const name of await readdir(path, { recursive: true }))
    if (!ours.includes(name)) await rm(join(path, name), { recursive: true, force: true, maxRetries: 5 });
  await cp(sample, path, { recursive: true, filter: async (from, to) => !(await areSameFile(from, to)) });
}

async function areSameFile(one: string, other: string): Promise<boolean> {
  const [text, there] = await Promise.all([one, other].map((path) => readFile(path).catch(() => undefined)));
  return text !== undefined && there !== undefined && text.equals(there);
}
