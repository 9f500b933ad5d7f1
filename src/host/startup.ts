import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disposable, languages, type WebviewPanel, window, workspace } from 'vscode';
import type { Desk } from '../desk/ports.ts';
import { taskFileGlob } from '../task/file/taskFileName.ts';

/** The folder of the journal, in the extension's own storage. */
export function journalFolder(globalStorage: string): string {
  return join(globalStorage, 'journal');
}

/**
 * Takes up what earlier windows left: creates without a known outcome go into the status bar, and what was created or marked is looked
 * at again. So too when this window gets the focus, since another may be gone by then. Where there is nothing, nothing more is loaded
 * than this.
 */
export function takeUpWhatIsLeft(
  subscriptions: { dispose(): unknown }[],
  globalStorage: string,
  theDesk: () => Promise<Desk>,
  onError: (error: unknown) => void,
): void {
  const journal = journalFolder(globalStorage);
  const look = async () => {
    const folders: readonly string[] = await readdir(journal).catch(() => []);
    if (folders.includes('open') && (await hasFiles(join(journal, 'open')))) {
      const { refreshUnsettled } = await import('../desk/unsettled.ts');
      await refreshUnsettled(await theDesk());
    }
    if (folders.includes('notices') && (await hasFiles(join(journal, 'notices'))))
      await (await theDesk()).taskNotices.resume();
  };
  const lookUnseen = () => look().catch(onError);
  subscriptions.push(
    window.onDidChangeWindowState(({ focused }) => focused && lookUnseen()),
    workspace.onDidGrantWorkspaceTrust(lookUnseen),
  );
  lookUnseen();
}

async function hasFiles(folder: string): Promise<boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return names.some((name) => name.endsWith('.json'));
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

/** By which the editor knows the pages of tasks, also after the window was reloaded. */
export const pageType = 'dcs.migrationTask';

/** Gives the pages that were open before a reload their content back; nothing is loaded where there was none. */
export function restorePages(
  subscriptions: { dispose(): unknown }[],
  theDesk: () => Promise<Desk>,
  onError: (error: unknown) => void,
): void {
  const restore = async (panel: WebviewPanel, state: unknown) => (await theDesk()).pages.restore(panel, state);
  const serializer = {
    deserializeWebviewPanel: (panel: WebviewPanel, state: unknown) => restore(panel, state).catch(onError),
  };
  subscriptions.push(window.registerWebviewPanelSerializer(pageType, serializer));
}
