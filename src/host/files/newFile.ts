import { open, unlink } from 'node:fs/promises';

/**
 * Writes a file that is not there yet. Whether it is, only the disk can say without a moment between the look and the write; links are
 * not followed. What was begun and could not be finished is taken away again.
 * @throws what node:fs throws
 */
export async function writeNewFile(path: string, text: string): Promise<'written' | 'exists'> {
  const handle = await open(path, 'wx').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (handle === undefined) return 'exists';
  try {
    await handle.writeFile(text);
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return 'written';
}
