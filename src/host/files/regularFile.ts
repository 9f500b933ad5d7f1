import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';

/** What is under a path. */
type RegularFile =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** Bytes, as far as they were counted. */
  | { readonly kind: 'tooLarge'; readonly size: number }
  /** A folder, a device, a pipe, or links in a circle. */
  | { readonly kind: 'notRegular' };

/** Bytes asked for at once, at least. */
const pieceSize = 16_384;

/** Windows has neither, and zero in their place. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Reads a regular file, also where a link leads to it, and opens nothing else: a device gives bytes without end or does something when it
 * is opened, and a pipe waits for its other end. Never reads more than `largest` bytes and one, whatever size the file is said to have:
 * those of /proc say 0, others grow.
 * @throws what node:fs throws
 */
export async function readRegularFile(path: string, largest: number): Promise<RegularFile> {
  try {
    const end = (await lstat(path)).isSymbolicLink() ? await realpath(path) : path;
    if (!(await lstat(end)).isFile()) return { kind: 'notRegular' };
    const handle = await open(end, flags);
    try {
      return await readOpened(handle, largest);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Links in a circle, and one that was put in the place of the file since it was looked at.
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return { kind: 'notRegular' };
    throw error;
  }
}

/** What was looked at by its path may not be what was opened. */
async function readOpened(handle: FileHandle, largest: number): Promise<RegularFile> {
  const status = await handle.stat();
  if (!status.isFile()) return { kind: 'notRegular' };
  if (status.size > largest) return { kind: 'tooLarge', size: status.size };
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size <= largest) {
    const room = Math.min(largest + 1 - size, Math.max(status.size + 1 - size, pieceSize));
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(room), 0, room, null);
    if (bytesRead === 0) return { kind: 'read', bytes: Buffer.concat(pieces) };
    pieces.push(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
  return { kind: 'tooLarge', size };
}
