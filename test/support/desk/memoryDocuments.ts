import type { Uri } from 'vscode';
import type { Documents, TaskSource } from '../../../src/desk/ports.ts';
import type { Script } from './scriptedPrompter.ts';

/** Files and editors in memory. */
export interface MemoryDocuments extends Documents {
  /** Writes a file and names it. */
  put(path: string, content: string | Uint8Array): Uri;
  /** Names a folder, as the explorer does. */
  folder(path: string): Uri;
  /** How many task files are found at most. */
  most: number;
  /** Opens a file in the active editor; `unsaved` is typed into it. */
  open(uri: Uri, unsaved?: string): void;
  remove(uri: Uri): void;
  /** What was copied elsewhere. */
  clipboard: string;
  /** Why a file of this name cannot be written, or a folder be read; asked each time. */
  refuses: (name: string) => string | undefined;
  /** The texts of the task files in a folder, by their names. */
  textsIn(folder: string): ReadonlyMap<string, string>;
  readonly savedTexts: { readonly name: string; readonly text: string }[];
  readonly reports: string[];
  readonly previews: { readonly title: string; readonly text: string }[];
  /** What follows a file: its path, and the text as it would be now. */
  readonly livePreviews: { readonly path: string; readonly text: () => Promise<string> }[];
  readonly revealed: { readonly path: string; readonly offset: number; readonly length: number }[];
}

export function memoryDocuments(script: Script): MemoryDocuments {
  const files = new Map<string, { uri: Uri; bytes: Uint8Array }>();
  const unsavedTexts = new Map<string, string>();
  const known = new Set<Uri>();
  let active: Uri | undefined;
  const documents: Omit<MemoryDocuments, 'read' | 'given' | 'isClick' | 'selection' | 'taskFiles' | 'taskFilesAmong'> =
    {
      savedTexts: [],
      reports: [],
      previews: [],
      livePreviews: [],
      revealed: [],
      most: 5000,
      folder(path) {
        const uri = fileUri(path);
        known.add(uri);
        return uri;
      },
      put(path, content) {
        const uri = fileUri(path);
        known.add(uri);
        files.set(path, { uri, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content });
        return uri;
      },
      open(uri, unsaved) {
        active = uri;
        if (unsaved !== undefined) unsavedTexts.set(uri.path, unsaved);
      },
      remove: ({ path }) => void files.delete(path),
      clipboard: '',
      refuses: () => undefined,
      textsIn: (folder) => {
        const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`));
        return new Map(
          inside.map(([path, { bytes }]) => [path.slice(folder.length + 1), new TextDecoder().decode(bytes)]),
        );
      },
      async chooseCertificate() {
        const answer = script.next('Choose the CA Certificate');
        return answer.does === 'pick' ? files.get(answer.label)?.uri : undefined;
      },
      async chooseTable() {
        const answer = script.next('Choose the File of a Table');
        return answer.does === 'pick' ? files.get(answer.label)?.uri : undefined;
      },
      activeText: () => active && { uri: active, name: nameOf(active.path) },
      clipboardText: async () => whole.clipboard,
      async chooseFolder() {
        const answer = script.next('Choose the Folder for the Task Files');
        return answer.does === 'pick' ? { uri: documents.folder(answer.label), name: nameOf(answer.label) } : undefined;
      },
      async namesIn({ path }) {
        const unreadable = whole.refuses(path);
        return unreadable === undefined ? new Set(documents.textsIn(path).keys()) : { unreadable };
      },
      async writeNew({ path: folder }, name, text) {
        const path = `${folder}/${name}`;
        const reason = whole.refuses(name);
        if (files.has(path)) return { kind: 'exists' };
        return reason === undefined ? { kind: 'written', uri: documents.put(path, text) } : { kind: 'failed', reason };
      },
      async reveal({ path }, offset, length) {
        documents.revealed.push({ path, offset, length });
      },
      async saveAs(name, text) {
        if (script.next(name).does === 'leave') return undefined;
        documents.savedTexts.push({ name, text });
        return documents.put(`/workspace/${name}`, text);
      },
      async saveReport({ name, svg, text }) {
        const picture = svg === undefined ? undefined : 'report.svg';
        return documents.saveAs(`${name}.md`, text(picture));
      },
      async openReport(text) {
        documents.reports.push(text);
      },
      async preview(title, text) {
        documents.previews.push({ title, text });
      },
      async previewOf({ path }, text) {
        documents.livePreviews.push({ path, text });
        documents.previews.push({ title: nameOf(path), text: await text() });
      },
    };
  const whole: MemoryDocuments = {
    ...documents,
    async read({ path }, largest): Promise<TaskSource> {
      const name = nameOf(path);
      const unsavedText = unsavedTexts.get(path);
      if (unsavedText !== undefined) return { name, unsavedText };
      const file = files.get(path);
      if (file === undefined) return { name, unreadable: 'There is no such file' };
      return file.bytes.length > largest ? { name, size: file.bytes.length } : { name, bytes: file.bytes };
    },
    isClick: (argument) => argument === undefined || [...known].some((uri) => uri === argument),
    given: (argument) => [...files.values()].find(({ uri }) => uri === argument)?.uri ?? active,
    selection(argument, selected) {
      const all = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
      return all.flatMap((one) => [...known].find((uri) => uri === one) ?? []);
    },
    async taskFiles() {
      return { files: [...files].map(([path, { uri }]) => ({ uri, path: nameOf(path) })), complete: true };
    },
    async taskFilesAmong(uris) {
      const below = (folder: Uri) => [...files.values()].filter(({ uri }) => uri.path.startsWith(`${folder.path}/`));
      const found = uris.flatMap((uri) => [uri, ...below(uri).map(({ uri: file }) => file)]);
      const paths = new Map(found.map((uri) => [uri.path, uri]));
      const sorted = [...paths.values()]
        .filter(({ path }) => path.endsWith('.dcsmigration.json'))
        .map((uri) => ({ uri, path: nameOf(uri.path) }));
      return { files: sorted.slice(0, whole.most), complete: sorted.length <= whole.most };
    },
  };
  return whole;
}

function nameOf(path: string): string {
  return path.replace('/workspace/', '');
}

export function fileUri(path: string): Uri {
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
