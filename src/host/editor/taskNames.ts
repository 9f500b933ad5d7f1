import { type Disposable, type Uri, workspace } from 'vscode';
import { concurrently } from '../../desk/concurrently.ts';
import { inTurns } from '../../desk/turns.ts';
import { type Written, writtenIn } from '../../editor/cloudView.ts';
import { type ScannedText, scanFields } from '../../editor/fieldScan.ts';
import type { ValuePlace } from '../../editor/finding.ts';
import type { Namesake } from '../../editor/findings.ts';
import { taskFileGlob } from '../../task/file/taskFileName.ts';
import { usualLimit } from '../../task/file/taskFileRules.ts';
import { outsiders, readBytes } from '../files/fileBytes.ts';
import { findInWorkspace, sortByPath } from '../files/taskFileSearch.ts';

/** The name of a file's task with its place in the cloud, and where it stands in the file. */
interface Named {
  readonly name: string;
  readonly at: ValuePlace | undefined;
}

/** Files read at a time. */
const lanes = 8;

export interface TaskNames extends Disposable {
  /** What an editor has in place of the file. */
  put(uri: Uri, written: Written, at: ValuePlace | undefined): void;
  /** The file is as it is on disk again. */
  reread(uri: Uri): void;
  /** Other files whose task has the same name, region and project; none where the task has no name. */
  namesakes(uri: Uri, written: Written): readonly Namesake[];
}

/** The names of the tasks in the files of the workspace; read when the first is asked for, and kept up from then on. */
export function createTaskNames(changed: () => void): TaskNames {
  const names = new Map<string, Named & { readonly uri: Uri }>();
  const enter = (uri: Uri, named: Named | undefined) => {
    const key = uri.toString();
    const before = names.get(key)?.name;
    if (named === undefined) names.delete(key);
    else names.set(key, { uri, ...named });
    if (before !== named?.name) changed();
  };
  const reread = (uri: Uri) => void readInside(uri).then((named) => enter(uri, named));
  const edited = ({ uri }: { uri: Uri }) => workspace.textDocuments.some((one) => one.isDirty && isSame(one.uri, uri));
  const watcher = workspace.createFileSystemWatcher(taskFileGlob);
  const onDisk = (uri: Uri) => {
    if (!edited({ uri })) reread(uri);
  };
  const listeners = [watcher, watcher.onDidCreate(onDisk), watcher.onDidChange(onDisk), watcher.onDidDelete(reread)];
  void readAll((uri, named) => {
    if (!edited({ uri })) enter(uri, named);
  });
  return {
    put(uri, written, at) {
      const name = nameOf(written);
      if (workspace.getWorkspaceFolder(uri) !== undefined) enter(uri, name === undefined ? undefined : { name, at });
    },
    reread,
    namesakes(uri, written) {
      const name = nameOf(written);
      const same = [...names.values()].filter((one) => one.name === name && !isSame(one.uri, uri));
      return sortByPath(same.map((one) => ({ uri: one.uri, path: workspace.asRelativePath(one.uri) }))).map((one) => ({
        uri: one.uri.toString(),
        path: one.path,
        at: names.get(one.uri.toString())?.at,
      }));
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function readAll(enter: (uri: Uri, named: Named | undefined) => void): Promise<void> {
  // A workspace that cannot be searched has no names but those of open editors.
  const found = await findInWorkspace('').catch(() => []);
  const inside = found.filter(({ unreadable }) => unreadable === undefined);
  await concurrently(inside, lanes, async ({ uri }) => enter(uri, await readName(uri)));
}

/** Nobody asked for what a link in the folder leads to. */
async function readInside(uri: Uri): Promise<Named | undefined> {
  const isOutside = await outsiders();
  return (await isOutside(uri)) ? undefined : readName(uri);
}

/** Undefined where there is no such file, no name in it, or no way to read it. */
async function readName(uri: Uri): Promise<Named | undefined> {
  try {
    const read = await readBytes(uri, usualLimit);
    if (read === 'notRegular' || !('bytes' in read)) return undefined;
    const text = new TextDecoder().decode(read.bytes);
    const scanned = await inTurns(scanFields(text));
    const name = nameOf(writtenIn(scanned));
    return name === undefined ? undefined : { name, at: placeOfName(text, scanned) };
  } catch {
    return undefined;
  }
}

/** Where the name of the task stands in its file. */
export function placeOfName(text: string, { fields }: ScannedText): ValuePlace | undefined {
  const value = fields.find(({ name }) => name === 'name')?.value;
  if (value === undefined) return undefined;
  const lines = text.slice(0, value.offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, column: lines.at(-1)?.length ?? 0, length: value.length };
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
