import { FileType, type Uri, workspace } from 'vscode';
import { endsOf, leadsOut } from './insideFolders.ts';
import { readRegularFile } from './regularFile.ts';

/** The bytes of a file, or only how many there are where these are too many (at least), or that it is none. */
type FileBytes = { readonly bytes: Uint8Array } | { readonly size: number } | 'notRegular';

/**
 * Reads a file, but not more of it than `largest` bytes and one. What is on disk is read by Node, for the editor's own way reads whatever
 * a link leads to, without end. Other schemes have no other way than the editor's, and no part of a file can be asked for: the size is
 * looked at before, as far as it is told, and again once the bytes are here.
 * @throws what node:fs or the provider of the scheme throws
 */
export async function readBytes(uri: Uri, largest: number): Promise<FileBytes> {
  if (uri.scheme === 'file') {
    const file = await readRegularFile(uri.fsPath, largest);
    if (file.kind === 'notRegular') return 'notRegular';
    return file.kind === 'read' ? { bytes: file.bytes } : { size: file.size };
  }
  const { size, type } = await workspace.fs.stat(uri);
  if ((type & FileType.File) === 0) return 'notRegular';
  if (size > largest) return { size };
  const bytes = await workspace.fs.readFile(uri);
  return bytes.length > largest ? { size: bytes.length } : { bytes };
}

/** Tells of files whether a link leads to them out of the workspace and out of these folders. Of other schemes no links are known. */
export async function outsiders(folders: readonly Uri[] = []): Promise<(uri: Uri) => Promise<boolean>> {
  const all = [...(workspace.workspaceFolders ?? []).map(({ uri }) => uri), ...folders];
  const ends = await endsOf(all.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath));
  return async ({ scheme, fsPath }) => scheme === 'file' && leadsOut(fsPath, ends);
}
