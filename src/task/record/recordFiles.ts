import { lstat, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { alone } from '../journal/alone.ts';
import { writeWhole } from '../journal/journalFiles.ts';
import { foldersIn } from '../journal/journalNames.ts';
import { codeOf, orProblem } from '../journal/journalProblem.ts';

/** Bytes of a file that are read: whatever has made it longer was not this extension. */
const longestRead = 4 * 1024 * 1024;

/**
 * Puts lines at the end of a file, whole, also where other windows do the same; gives how many bytes it has then. The time becomes that of its last change.
 * @throws {JournalProblem}
 */
export function append(
  path: string,
  lines: readonly string[],
  { now, durably }: { readonly now: Date; readonly durably: boolean },
): Promise<number> {
  return orProblem(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a+', 0o600);
    try {
      // A window that was killed may have left half a line.
      const { size } = await handle.stat();
      const start = size > 0 && (await lastByte(handle, size)) !== newline ? '\n' : '';
      const text = `${start}${lines.join('\n')}\n`;
      await handle.appendFile(text);
      await handle.utimes(now, now);
      if (durably) await handle.sync();
      return size + Buffer.byteLength(text);
    } finally {
      await handle.close();
    }
  });
}

const newline = 0x0a;

async function lastByte(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<number | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 ? buffer[0] : undefined;
}

/** Its lines; none where it is not there. Of one that is too long, the end. @throws {JournalProblem} where it is not given out */
export async function readLines(path: string): Promise<readonly string[]> {
  const bytes = await orProblem(path, () => readEnd(path));
  const isCut = bytes.byteLength > longestRead;
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.slice(isCut ? 1 : 0).filter((line) => line !== '');
}

/** One byte more than is read of the longest, so that a line that is cut can be told. */
async function readEnd(path: string): Promise<Uint8Array> {
  try {
    // Never opened where it is no file: reading a pipe waits for ever.
    return (await lstat(path)).isFile() ? await lastBytes(path, longestRead + 1) : new Uint8Array();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Uint8Array();
    throw error;
  }
}

async function lastBytes(path: string, most: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, most);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Makes a file shorter, for one window at a time. What another one appends meanwhile may be lost. @throws {JournalProblem} */
export async function replaceLines(
  path: string,
  now: () => Date,
  change: (lines: readonly string[]) => readonly string[],
): Promise<void> {
  await alone(`${path}.busy`, now, async () => {
    const lines = change(await readLines(path));
    await writeWhole(path, `${lines.join('\n')}\n`, now(), foldersIn(dirname(dirname(path))));
  });
}
