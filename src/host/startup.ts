import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disposable, languages, workspace } from 'vscode';
import type { Desk } from '../desk/ports.ts';
import { taskFileGlob } from '../task/file/taskFileName.ts';

/** The folder of the journal, in the extension's own storage. */
export function journalFolder(globalStorage: string): string {
  return join(globalStorage, 'journal');
}

/** Puts creates without a known outcome into the status bar; where there are none, nothing more is loaded than this. */
export async function showUnsettled(globalStorage: string, theDesk: () => Promise<Desk>): Promise<void> {
  const open = await readdir(join(journalFolder(globalStorage), 'open')).catch(() => []);
  if (open.length === 0) return;
  const { refreshUnsettled } = await import('../desk/unsettled.ts');
  await refreshUnsettled(await theDesk());
}

/** Wherever they are: on disk, not saved yet, or made up by another extension. */
const taskFiles = { pattern: taskFileGlob };

/** Loads what appears inside task files with the first one that is open. */
export function awaitTaskFile(
  subscriptions: { dispose(): unknown }[],
  theDesk: () => Promise<Desk>,
  onError: (error: unknown) => void,
): void {
  let waiting: Disposable | undefined;
  const begin = async () => {
    waiting?.dispose();
    const { createTaskFileEditor } = await import('./editor/taskFileEditor.ts');
    subscriptions.push(createTaskFileEditor(await theDesk(), taskFiles, onError));
  };
  if (workspace.textDocuments.some((document) => languages.match(taskFiles, document) > 0)) {
    begin().catch(onError);
    return;
  }
  waiting = workspace.onDidOpenTextDocument((document) => {
    if (languages.match(taskFiles, document) > 0) begin().catch(onError);
  });
  subscriptions.push(waiting);
}
