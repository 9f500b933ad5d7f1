import type { Uri } from 'vscode';
import type { TaskReport } from './tasks/taskPages.ts';

/** A text to be read as a task: of an editor with unsaved changes, or the bytes of the file; only its size where that is too large. */
export type TaskSource = { readonly name: string } & (
  | { readonly unsavedText: string }
  | { readonly bytes: Uint8Array }
  | { readonly size: number }
  | { readonly unreadable: string }
);

/** A task file with its path as a person knows it. */
export interface TaskFileName {
  readonly uri: Uri;
  readonly path: string;
  /** Why it is not read, in the user's language: a file that is behind a link, or a folder that could not be looked into. */
  readonly unreadable?: string;
}

export interface TaskFileNames {
  /** Each once, in order of their paths. */
  readonly files: readonly TaskFileName[];
  /** False where there are more than are given. */
  readonly complete: boolean;
}

/** What became of a file that was to be new. The reason is in the user's language. */
export type Written =
  | { readonly kind: 'written'; readonly uri: Uri }
  | { readonly kind: 'exists' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where tables come from, and where the files that are made of them go. */
export interface TableFiles {
  /** Asks for the file of a table; undefined when none was chosen. */
  chooseTable(): Promise<Uri | undefined>;
  /** What is in the active editor, where that has more than one line and is no task file. */
  activeText(): { readonly uri: Uri; readonly name: string } | undefined;
  clipboardText(): Promise<string>;
  /** Asks for a folder, with that of the workspace proposed; undefined when none was chosen. `name` as a person knows it. */
  chooseFolder(): Promise<{ readonly uri: Uri; readonly name: string } | undefined>;
  /** The names of what is in a folder, or why it cannot be looked into. */
  namesIn(folder: Uri): Promise<ReadonlySet<string> | { readonly unreadable: string }>;
  /** Writes a file of that name, never in place of another. */
  writeNew(folder: Uri, name: string, text: string): Promise<Written>;
}

export interface Documents extends TableFiles {
  /** Asks for the file of a CA certificate; undefined when none was chosen. */
  chooseCertificate(): Promise<Uri | undefined>;
  /** `largest` in bytes: a file over it is not read, only measured. */
  read(uri: Uri, largest: number): Promise<TaskSource>;
  /** The task file that a command was called for or that is in the active editor, as itself or as the preview of its request. */
  given(argument: unknown): Uri | undefined;
  /** Whether a call is a click on a lens of ours. A task that a folder brings along, or another extension, can imitate every menu. */
  isClick(argument: unknown): boolean;
  /** What the explorer had a command called for: the selection, or the one thing that was clicked; nothing from the palette. */
  selection(argument: unknown, selected: unknown): readonly Uri[];
  /** The task files of the workspace. */
  taskFiles(): Promise<TaskFileNames>;
  /** The task files among these, and below those that are folders. Ends early where it is aborted. */
  taskFilesAmong(uris: readonly Uri[], signal: AbortSignal): Promise<TaskFileNames>;
  reveal(uri: Uri, offset: number, length: number): Promise<void>;
  /** Asks where, writes, opens; undefined when no place was chosen. */
  saveAs(suggestedName: string, text: string): Promise<Uri | undefined>;
  /** Asks where, writes the text and, where there is one, its picture beside it, opens the text; undefined when no place was chosen. */
  saveReport(report: TaskReport): Promise<Uri | undefined>;
  /** Opens a read-only text beside what has the focus. */
  preview(title: string, text: string): Promise<void>;
  /** Opens a read-only text about a file, and asks for it again when the file or the settings change, until it is closed. */
  previewOf(source: Uri, text: () => Promise<string>): Promise<void>;
  /** Opens a Markdown text that can be kept by saving it. */
  openReport(text: string): Promise<void>;
}
