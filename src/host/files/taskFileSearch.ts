import { FileType, Uri, workspace } from 'vscode';
import { concurrently } from '../../desk/concurrently.ts';
import type { TaskFileName, TaskFileNames } from '../../desk/ports.ts';
import { isTaskFileName, taskFileGlob } from '../../task/file/taskFileName.ts';
import { outsiders } from './fileBytes.ts';

export const isTaskFile = ({ path }: Uri) => isTaskFileName(path);

/** More task files than anyone picks from a list. */
export const mostTaskFiles = 5000;

/** Links looked at side by side. */
const lanes = 16;

/** What people do not keep task files in, and what takes long to walk through. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** What the explorer hands to a command: the thing clicked, and all that is selected. */
export function selectionOf(argument: unknown, selected: unknown): readonly Uri[] {
  const uris = Array.isArray(selected) ? selected.filter((one) => one instanceof Uri) : [];
  if (uris.length > 0) return uris;
  return argument instanceof Uri ? [argument] : [];
}

/** Sorted as a person expects, so that the tenth comes after the second. */
export function sortByPath(files: readonly TaskFileName[]): TaskFileName[] {
  const order = new Intl.Collator('en', { numeric: true });
  return files.toSorted((a, b) => order.compare(a.path, b.path));
}

/** The task files of the workspace. The editor's search follows links wherever they lead; what lies elsewhere is not for reading. */
export async function findInWorkspace(unread: string): Promise<TaskFileName[]> {
  const found = await workspace.findFiles(taskFileGlob, '**/node_modules/**', mostTaskFiles);
  const isOutside = await outsiders();
  return concurrently(found, lanes, async (uri) => {
    const path = workspace.asRelativePath(uri);
    return (await isOutside(uri)) ? { uri, path, unreadable: unread } : { uri, path };
  });
}

/**
 * Walks folders itself: the editor's search leaves out what a workspace hides from searches, and does not reach beyond the workspace.
 * Linked folders are not entered, for they may lead in a circle, and linked files that lie elsewhere are named and not read.
 */
export async function findTaskFiles(
  uris: readonly Uri[],
  signal: AbortSignal,
  reasonOf: (error: unknown) => string,
  unread: string,
): Promise<TaskFileNames> {
  const found = new Map<string, TaskFileName>();
  const folders: Uri[] = [];
  const add = (uri: Uri, unreadable?: string) => {
    const path = workspace.asRelativePath(uri);
    found.set(uri.toString(), unreadable === undefined ? { uri, path } : { uri, path, unreadable });
  };
  for (const uri of uris) {
    if (await isFolder(uri)) folders.push(uri);
    else if (isTaskFile(uri)) add(uri);
  }
  const isOutside = await outsiders(folders);
  for (let folder = folders.pop(); folder && !signal.aborted && found.size <= mostTaskFiles; folder = folders.pop()) {
    try {
      for (const [name, type] of await workspace.fs.readDirectory(folder)) {
        const isEntered = type === FileType.Directory && !skipped.has(name);
        const isRead = (type & FileType.Directory) === 0 && isTaskFileName(name);
        // Most are neither, of a hundred thousand perhaps.
        if (!isEntered && !isRead) continue;
        const uri = Uri.joinPath(folder, name);
        if (isEntered) folders.push(uri);
        else {
          add(uri, type & FileType.SymbolicLink && (await isOutside(uri)) ? unread : undefined);
        }
      }
    } catch (error) {
      add(folder, reasonOf(error));
    }
  }
  const files = sortByPath([...found.values()]);
  return { files: files.slice(0, mostTaskFiles), complete: files.length <= mostTaskFiles && !signal.aborted };
}

/** What cannot be looked at is no folder: reading it will say why. */
async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
