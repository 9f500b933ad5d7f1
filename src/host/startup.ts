import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from '../commands/ports.ts';

/** The folder of the journal, in the extension's own storage. */
export function journalFolder(globalStorage: string): string {
  return join(globalStorage, 'journal');
}

/** Puts creates without a known outcome into the status bar; where there are none, nothing more is loaded than this. */
export async function showUnsettled(globalStorage: string, theDesk: () => Promise<Desk>): Promise<void> {
  const open = await readdir(join(journalFolder(globalStorage), 'open')).catch(() => []);
  if (open.length === 0) return;
  const { refreshUnsettled } = await import('../commands/unsettled.ts');
  await refreshUnsettled(await theDesk());
}
