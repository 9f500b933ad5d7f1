import { homedir } from 'node:os';
import { env, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { TableFiles, Written } from '../../desk/documents.ts';
import { writeNewFile } from './newFile.ts';
import { isTaskFile } from './taskFileSearch.ts';

export function createTableFiles(t: Translate, reasonOf: (error: unknown) => string): TableFiles {
  return {
    async chooseTable() {
      const filters = { [t('Tables')]: ['csv', 'tsv', 'txt', 'md'], [t('All Files')]: ['*'] };
      const title = t('Choose the File of a Table');
      const [uri] = (await window.showOpenDialog({ defaultUri: home(), filters, title })) ?? [];
      return uri;
    },
    activeText() {
      const document = window.activeTextEditor?.document;
      if (document === undefined || document.lineCount < 2 || isTaskFile(document.uri)) return undefined;
      return { uri: document.uri, name: workspace.asRelativePath(document.uri) };
    },
    clipboardText: async () => env.clipboard.readText(),
    async chooseFolder() {
      const folders = { canSelectFiles: false, canSelectFolders: true };
      const words = { title: t('Choose the Folder for the Task Files'), openLabel: t('Write Here') };
      const [uri] = (await window.showOpenDialog({ defaultUri: home(), ...folders, ...words })) ?? [];
      return uri && { uri, name: workspace.asRelativePath(uri, true) };
    },
    async namesIn(folder) {
      try {
        return new Set((await workspace.fs.readDirectory(folder)).map(([name]) => name));
      } catch (error) {
        return { unreadable: reasonOf(error) };
      }
    },
    async writeNew(folder, name, text) {
      try {
        return await write(Uri.joinPath(folder, name), text, t);
      } catch (error) {
        return { kind: 'failed', reason: whyNotWritten(error, t) };
      }
    },
  };
}

function home(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}

/** The editor's own way to write replaces what is there; only its edits know how not to. */
async function write(uri: Uri, text: string, t: Translate): Promise<Written> {
  if (uri.scheme === 'file') {
    const kind = await writeNewFile(uri.fsPath, text);
    return kind === 'written' ? { kind, uri } : { kind };
  }
  const isThere = await Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
  if (isThere) return { kind: 'exists' };
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (await workspace.applyEdit(edit)) return { kind: 'written', uri };
  return { kind: 'failed', reason: t('the editor does not say why') };
}

/** In the user's language where the reason is a usual one. */
function whyNotWritten(error: unknown, t: Translate): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (['NoPermissions', 'EACCES', 'EPERM', 'EROFS'].includes(code)) return t('you have no permission to write there');
  if (['ENOSPC', 'EDQUOT'].includes(code)) return t('there is no room left');
  if (['FileNotFound', 'ENOENT', 'ENOTDIR'].includes(code)) return t('there is no such folder');
  return error.message;
}
