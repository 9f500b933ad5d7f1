import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../suite/cleanup.ts';

/** A copy of `media/samples/`, of that name, in a temporary folder: to open in a window and write to. */
export async function sampleWorkspace(): Promise<{ path: string; remove: () => void }> {
  const folder = await temporaryFolder('workspace');
  const path = join(folder.path, 'samples');
  await cp('media/samples', path, { recursive: true });
  return { path, remove: folder.remove };
}
