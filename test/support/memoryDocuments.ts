import type { Uri } from 'vscode';
import type { Documents, TaskSource } from '../../src/commands/ports.ts';
import type { Script } from './scriptedPrompter.ts';

/** Files and editors in memory. */
export interface MemoryDocuments extends Documents {
  /** Writes a file and names it. */
  put(path: string, content: string | Uint8Array): Uri;
  /** Opens a file in the active editor; `unsaved` is typed into it. */
  open(uri: Uri, unsaved?: string): void;
  remove(uri: Uri): void;
  readonly savedTexts: { readonly name: string; readonly text: string }[];
  readonly previews: { readonly title: string; readonly text: string }[];
  readonly revealed: { readonly path: string; readonly offset: number; readonly length: number }[];
}

export function memoryDocuments(script: Script): MemoryDocuments {
  const files = new Map<string, { uri: Uri; bytes: Uint8Array }>();
  const unsavedTexts = new Map<string, string>();
  let active: Uri | undefined;
  const documents: Omit<MemoryDocuments, 'read' | 'given' | 'taskFiles'> = {
    savedTexts: [],
    previews: [],
    revealed: [],
    put(path, content) {
      const uri = fileUri(path);
      files.set(path, { uri, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content });
      return uri;
    },
    open(uri, unsaved) {
      active = uri;
      if (unsaved !== undefined) unsavedTexts.set(uri.path, unsaved);
    },
    remove: ({ path }) => void files.delete(path),
    async reveal({ path }, offset, length) {
      documents.revealed.push({ path, offset, length });
    },
    async saveAs(name, text) {
      if (script.next(name).does === 'leave') return undefined;
      documents.savedTexts.push({ name, text });
      return documents.put(`/workspace/${name}`, text);
    },
    async preview(title, text) {
      documents.previews.push({ title, text });
    },
  };
  return {
    ...documents,
    async read({ path }, largest): Promise<TaskSource> {
      const name = path.replace('/workspace/', '');
      const unsavedText = unsavedTexts.get(path);
      if (unsavedText !== undefined) return { name, unsavedText };
      const file = files.get(path);
      if (file === undefined) return { name, unreadable: 'There is no such file' };
      return file.bytes.length > largest ? { name, size: file.bytes.length } : { name, bytes: file.bytes };
    },
    given: (argument) => [...files.values()].find(({ uri }) => uri === argument)?.uri ?? active,
    async taskFiles() {
      return [...files].map(([path, { uri }]) => ({ uri, path: path.replace('/workspace/', '') }));
    },
  };
}

function fileUri(path: string): Uri {
  const uri: Uri = {
    scheme: 'file',
    authority: '',
    path,
    query: '',
    fragment: '',
    fsPath: path,
    with: () => uri,
    toString: () => `file://${path}`,
    toJSON: () => ({ path }),
  };
  return uri;
}
