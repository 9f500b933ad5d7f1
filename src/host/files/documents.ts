import { homedir } from 'node:os';
import { commands, type ExtensionContext, FileSystemError, FileType, Range, Uri, window, workspace } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { Documents, TaskSource } from '../../desk/ports.ts';
import { inTurns } from '../../desk/turns.ts';
import { taskFileGlob } from '../../task/file/taskFileName.ts';
import { textInSteps } from './documentText.ts';
import { createRequestPreviews, sourceOfPreview } from './requestPreviews.ts';
import { findTaskFiles, isTaskFile, mostTaskFiles, selectionOf, sortByPath } from './taskFileSearch.ts';

export function createDocuments(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  t: Translate,
  onError: (error: unknown) => void,
): Documents {
  return {
    given: (argument) => (argument instanceof Uri ? (sourceOfPreview(argument) ?? argument) : activeTaskFile()),
    isClick,
    selection: selectionOf,
    read: (uri, largest) => readSource(uri, largest, t),
    async taskFiles() {
      const found = await workspace.findFiles(taskFileGlob, '**/node_modules/**', mostTaskFiles);
      const files = sortByPath(found.map((uri) => ({ uri, path: workspace.asRelativePath(uri) })));
      return { files, complete: files.length < mostTaskFiles };
    },
    taskFilesAmong: (uris, signal) => findTaskFiles(uris, signal, (error) => reasonOf(error, t)),
    reveal,
    saveAs,
    ...createRequestPreviews(subscriptions, onError),
    async openReport(text) {
      const document = await workspace.openTextDocument({ language: 'markdown', content: text });
      await window.showTextDocument(document, { preview: false });
      // A wide table is read in the preview; without the editor's Markdown extension the text is there all the same.
      await Promise.resolve(commands.executeCommand('markdown.showPreview', document.uri)).catch(() => undefined);
    },
  };
}

function isClick(argument: unknown): boolean {
  if (argument === undefined) return true;
  if (!(argument instanceof Uri)) return false;
  const uri = sourceOfPreview(argument) ?? argument;
  const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  return isOpen || workspace.getWorkspaceFolder(uri) !== undefined;
}

function activeTaskFile(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  if (uri === undefined) return undefined;
  return isTaskFile(uri) ? uri : sourceOfPreview(uri);
}

/** The text of the editor only where it differs from the file: an editor may have guessed at the encoding. */
async function readSource(uri: Uri, largest: number, t: Translate): Promise<TaskSource> {
  const name = workspace.asRelativePath(uri);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && (open.isDirty || open.isUntitled || !hasFiles(uri)))
    return { name, unsavedText: await inTurns(textInSteps(open)) };
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0) return { name, unreadable: t('it is not a file') };
    if (size > largest) return { name, size };
    return { name, bytes: await workspace.fs.readFile(uri) };
  } catch (error) {
    return { name, unreadable: reasonOf(error, t) };
  }
}

/** False where some extension makes up the texts of a scheme, as for the old side of a comparison. */
function hasFiles({ scheme }: Uri): boolean {
  return workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** In the user's language where the reason is a usual one; the others come with paths and error numbers. */
function reasonOf(error: unknown, t: Translate): string {
  if (!(error instanceof FileSystemError)) return error instanceof Error ? error.message : String(error);
  if (error.code === 'FileNotFound') return t('there is no such file');
  if (error.code === 'NoPermissions') return t('you have no permission to read it');
  return error.message;
}

async function reveal(uri: Uri, offset: number, length: number): Promise<void> {
  try {
    const document = await workspace.openTextDocument(uri);
    const selection = new Range(document.positionAt(offset), document.positionAt(offset + length));
    await window.showTextDocument(document, { selection });
  } catch {
    // What no text editor can show, the workbench shows in its own way.
    await commands.executeCommand('vscode.open', uri);
  }
}

async function saveAs(suggestedName: string, text: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  const place = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, suggestedName),
    filters: { JSON: ['json'] },
  });
  if (place === undefined) return undefined;
  await workspace.fs.writeFile(place, new TextEncoder().encode(text));
  await window.showTextDocument(place, { preview: false });
  return place;
}
