import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { alone } from '../journal/alone.ts';
import { readContent, writeWhole } from '../journal/journalFiles.ts';
import { foldersIn } from '../journal/journalNames.ts';
import { orProblem } from '../journal/journalProblem.ts';

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

/** Its lines; none where it is not there. Of one that is too long, the end. @throws {JournalProblem} */
export async function readLines(path: string): Promise<readonly string[]> {
  const content = await readContent(path);
  if (content.kind !== 'read') return [];
  const isCut = content.bytes.byteLength > longestRead;
  const bytes = isCut ? content.bytes.subarray(-longestRead) : content.bytes;
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.slice(isCut ? 1 : 0).filter((line) => line !== '');
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
