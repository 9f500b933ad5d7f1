import type { Disposable, Event, WindowState } from 'vscode';

/** What takes the place of VS Code where a test meets something of the host: what was asked of it, and what it tells. */
export const editor = {
  /** Commands that were run, with what they were given. */
  ran: [] as (readonly unknown[])[],
  /** The texts of the status bar, as they came. */
  statusTexts: [] as string[],
  windowState: eventOf<WindowState>(),
};

/** An event, and what fires it. */
export function eventOf<Given>() {
  const listeners = new Set<(given: Given) => unknown>();
  const event: Event<Given> = (listener, self) => {
    const listen = self === undefined ? listener : listener.bind(self);
    listeners.add(listen);
    return { dispose: () => void listeners.delete(listen) };
  };
  return {
    event,
    fire(given: Given) {
      for (const listener of [...listeners]) listener(given);
    },
    get listening() {
      return listeners.size;
    },
  };
}

const nothing = (): Disposable => ({ dispose: () => undefined });

export class EventEmitter<Given> {
  readonly #one = eventOf<Given>();
  readonly event = this.#one.event;
  readonly fire = this.#one.fire;
  dispose(): void {}
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

export class TextEdit {
  readonly range: Range;
  readonly newText: string;
  constructor(range: Range, newText: string) {
    this.range = range;
    this.newText = newText;
  }
}

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon extends ThemeColor {}

export class MarkdownString {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ProgressLocation = { Notification: 15 };
export const StatusBarAlignment = { Left: 1 };
export const ViewColumn = { Active: -1 };

export const Uri = {
  parse: (text: string) => ({ toString: () => text }),
  from: ({ scheme, path }: { readonly scheme: string; readonly path: string }) => Uri.parse(`${scheme}:${path}`),
  joinPath: (uri: { toString(): string }, name: string) => Uri.parse(`${uri}${name}`),
};

type Run = (...given: readonly unknown[]) => unknown;

const registered = new Map<string, Run>();

export const commands = {
  registerCommand(id: string, run: Run): Disposable {
    registered.set(id, run);
    return { dispose: () => void registered.delete(id) };
  },
  async executeCommand(id: string, ...given: readonly unknown[]) {
    editor.ran.push([id, ...given]);
    await registered.get(id)?.(...given);
  },
};

export const l10n = { t: (text: string) => text };

export const env = { clipboard: { writeText: async () => undefined } };

export const languages = { match: () => 0 };

function createStatusBarItem() {
  return {
    text: '',
    hide: () => undefined,
    show() {
      editor.statusTexts.push(this.text);
    },
    dispose: () => undefined,
  };
}

export const window = {
  createStatusBarItem,
  onDidChangeWindowState: editor.windowState.event,
  onDidChangeVisibleTextEditors: nothing,
  onDidChangeTextEditorVisibleRanges: nothing,
  visibleTextEditors: [],
  withProgress: async (_: unknown, work: () => Promise<void>) => work(),
  registerWebviewPanelSerializer: nothing,
};

export const workspace = {
  isTrusted: true,
  textDocuments: [],
  onDidGrantWorkspaceTrust: nothing,
  onDidChangeConfiguration: nothing,
  onDidOpenTextDocument: nothing,
  onDidChangeTextDocument: nothing,
  onDidCloseTextDocument: nothing,
  registerTextDocumentContentProvider: nothing,
};

/** What is imported along the way, and used by nothing that is met here. */
class Unused {}

export {
  Unused as CodeAction,
  Unused as CodeActionKind,
  Unused as CodeLens,
  Unused as CompletionItem,
  Unused as CompletionItemKind,
  Unused as CompletionItemTag,
  Unused as CompletionList,
  Unused as Diagnostic,
  Unused as DiagnosticRelatedInformation,
  Unused as DiagnosticSeverity,
  Unused as Disposable,
  Unused as EndOfLine,
  Unused as FileType,
  Unused as Hover,
  Unused as InlayHint,
  Unused as LanguageStatusSeverity,
  Unused as Location,
  Unused as Selection,
  Unused as SnippetString,
  Unused as WorkspaceEdit,
};
