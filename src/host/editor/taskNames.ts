import { type Disposable, type Uri, workspace } from 'vscode';
import { concurrently } from '../../desk/concurrently.ts';
import { inTurns } from '../../desk/turns.ts';
import { type Written, writtenIn } from '../../editor/cloudView.ts';
import { scanFields } from '../../editor/fieldScan.ts';
import type { Namesake } from '../../editor/findings.ts';
import { taskFileGlob } from '../../task/file/taskFileName.ts';
import { usualLimit } from '../../task/file/taskFileRules.ts';
import { outsiders, readBytes } from '../files/fileBytes.ts';
import { findInWorkspace, sortByPath } from '../files/taskFileSearch.ts';

/** Files read at a time. */
const lanes = 8;

export interface TaskNames extends Disposable {
  /** What an editor has in place of the file. */
  put(uri: Uri, written: Written): void;
  /** The file is as it is on disk again. */
  reread(uri: Uri): void;
  /** Other files whose task has the same name, region and project; none where the task has no name. */
  namesakes(uri: Uri, written: Written): readonly Namesake[];
}

/** The names of the tasks in the files of the workspace; read when the first is asked for, and kept up from then on. */
export function createTaskNames(changed: () => void): TaskNames {
  const names = new Map<string, { readonly uri: Uri; readonly name: string }>();
  const enter = (uri: Uri, name: string | undefined) => {
    const key = uri.toString();
    if (names.get(key)?.name === name) return;
    if (name === undefined) names.delete(key);
    else names.set(key, { uri, name });
    changed();
  };
  const reread = (uri: Uri) => void readInside(uri).then((name) => enter(uri, name));
  const edited = ({ uri }: { uri: Uri }) => workspace.textDocuments.some((one) => one.isDirty && isSame(one.uri, uri));
  const watcher = workspace.createFileSystemWatcher(taskFileGlob);
  const onDisk = (uri: Uri) => {
    if (!edited({ uri })) reread(uri);
  };
  const listeners = [watcher, watcher.onDidCreate(onDisk), watcher.onDidChange(onDisk), watcher.onDidDelete(reread)];
  void readAll((uri, name) => {
    if (!edited({ uri })) enter(uri, name);
  });
  return {
    put(uri, written) {
      if (workspace.getWorkspaceFolder(uri) !== undefined) enter(uri, nameOf(written));
    },
    reread,
    namesakes(uri, written) {
      const name = nameOf(written);
      const same = [...names.values()].filter((one) => one.name === name && !isSame(one.uri, uri));
      return sortByPath(same.map((one) => ({ uri: one.uri, path: workspace.asRelativePath(one.uri) }))).map((one) => ({
        uri: one.uri.toString(),
        path: one.path,
      }));
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function readAll(enter: (uri: Uri, name: string | undefined) => void): Promise<void> {
  // A workspace that cannot be searched has no names but those of open editors.
  const found = await findInWorkspace('').catch(() => []);
  const inside = found.filter(({ unreadable }) => unreadable === undefined);
  await concurrently(inside, lanes, async ({ uri }) => enter(uri, await readName(uri)));
}

/** Nobody asked for what a link in the folder leads to. */
async function readInside(uri: Uri): Promise<string | undefined> {
  const isOutside = await outsiders();
  return (await isOutside(uri)) ? undefined : readName(uri);
}

/** Undefined where there is no such file, no name in it, or no way to read it. */
async function readName(uri: Uri): Promise<string | undefined> {
  try {
    const read = await readBytes(uri, usualLimit);
    if (read === 'notRegular' || !('bytes' in read)) return undefined;
    return nameOf(writtenIn(await inTurns(scanFields(new TextDecoder().decode(read.bytes)))));
  } catch {
    return undefined;
  }
}

/** Tasks of different regions or projects never meet. */
function nameOf(written: Written): string | undefined {
  const name = written.get('name')?.trim();
  if (name === undefined || name === '') return undefined;
  return JSON.stringify([name, written.get('region') ?? '', written.get('project_id') ?? '']);
}

function isSame(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
}
