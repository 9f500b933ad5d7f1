import { commands, type ExtensionContext, Range, Uri, window, workspace } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { Documents, Prompter, TaskSource } from '../../desk/ports.ts';
import { inTurns } from '../../desk/turns.ts';
import { chooseCertificate } from './certificateFile.ts';
import { clickedIn } from './clicks.ts';
import { textInSteps } from './documentText.ts';
import { readBytes } from './fileBytes.ts';
import { createRequestPreviews, sourceOfPreview } from './requestPreviews.ts';
import { saveReport } from './saveReport.ts';
import { saveTaskFile } from './saveTaskFile.ts';
import { createTableFiles } from './tableFiles.ts';
import {
  findInWorkspace,
  findTaskFiles,
  isTaskFile,
  mostTaskFiles,
  selectionOf,
  sortByPath,
} from './taskFileSearch.ts';

export function createDocuments(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  t: Translate,
  { confirm }: Pick<Prompter, 'confirm'>,
  onError: (error: unknown) => void,
): Documents {
  const texts = createRequestPreviews(subscriptions, onError);
  let reports = 0;
  const unread = t('it lies outside of the folder, behind a link');
  return {
    ...createTableFiles(t, (error) => reasonOf(error, t)),
    chooseCertificate: () => chooseCertificate(t),
    given,
    isClick: (argument) => clickedIn(argument) !== undefined,
    selection: selectionOf,
    read: (uri, largest) => readSource(uri, largest, t),
    async taskFiles() {
      const files = sortByPath(await findInWorkspace(unread));
      return { files, complete: files.length < mostTaskFiles };
    },
    taskFilesAmong: (uris, signal) => findTaskFiles(uris, signal, (error) => reasonOf(error, t), unread),
    reveal,
    saveAs: (suggestedName, text) => saveTaskFile(suggestedName, text, { t, confirm }),
    saveReport: (report) => saveReport(report, { t, confirm }),
    preview: texts.preview,
    previewOf: texts.previewOf,
    async openReport(text) {
      reports += 1;
      // No window that is reloaded may show a later one in its place.
      const time = new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
      const document = await texts.open(`migration-tasks-${time}-${reports}.md`, text);
      await window.showTextDocument(document, { preview: false });
      // A wide table is read in the preview; without the editor's Markdown extension the text is there all the same.
      await Promise.resolve(commands.executeCommand('markdown.showPreview', document.uri)).catch(() => undefined);
    },
  };
}

function given(argument: unknown): Uri | undefined {
  const uri = clickedIn(argument) ?? argument;
  return uri instanceof Uri ? (sourceOfPreview(uri) ?? uri) : activeTaskFile();
}

/** A text that was never saved has no name yet to be known by. */
function activeTaskFile(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  if (document === undefined) return undefined;
  const { uri, isUntitled, languageId } = document;
  const mayBecomeOne = isUntitled && ['json', 'jsonc'].includes(languageId);
  return isTaskFile(uri) || mayBecomeOne ? uri : sourceOfPreview(uri);
}

/** The text of the editor only where it differs from the file: an editor may have guessed at the encoding. */
async function readSource(uri: Uri, largest: number, t: Translate): Promise<TaskSource> {
  const name = workspace.asRelativePath(uri);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && (open.isDirty || open.isUntitled || !hasFiles(uri)))
    return { name, unsavedText: await inTurns(textInSteps(open)) };
  try {
    const read = await readBytes(uri, largest);
    return read === 'notRegular' ? { name, unreadable: t('it is not a regular file') } : { name, ...read };
  } catch (error) {
    return { name, unreadable: reasonOf(error, t) };
  }
}

/** False where some extension makes up the texts of a scheme, as for the old side of a comparison. */
function hasFiles({ scheme }: Uri): boolean {
  return workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** In the user's language where the reason is a usual one, of the editor or of Node; the others come with paths and error numbers. */
function reasonOf(error: unknown, t: Translate): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (['FileNotFound', 'ENOENT', 'ENOTDIR'].includes(code)) return t('there is no such file');
  if (['NoPermissions', 'EACCES', 'EPERM'].includes(code)) return t('you have no permission to read it');
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
