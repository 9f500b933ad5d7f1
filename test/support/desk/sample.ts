import { cp, readdir, rm } from 'node:fs/promises';
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
  const fill = () => cp('media/samples', path, { recursive: true });
  await fill();
  return {
    path,
    restore: async () => {
      for (const name of await readdir(path)) await rm(join(path, name), { recursive: true });
      await fill();
    },
    remove: folder.remove,
  };
}
