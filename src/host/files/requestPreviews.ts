import {
  type Disposable,
  EventEmitter,
  RelativePattern,
  type Tab,
  TabInputText,
  type TextDocument,
  type TextDocumentShowOptions,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { withoutUnseen } from '../../cloud/foreignText.ts';
import type { Documents } from '../../desk/ports.ts';

const scheme = 'dcs-request';

/** Milliseconds without a change until a preview is made again. */
const pause = 150;

interface LivePreview {
  readonly uri: Uri;
  readonly source: Uri;
  readonly text: () => Promise<string>;
  readonly watcher: Disposable;
  timer?: NodeJS.Timeout;
  isBeingMade: boolean;
  /** Something has changed since its text was last begun. */
  isStale: boolean;
}

/** The task file that a preview shows the request of. */
export function sourceOfPreview(uri: Uri): Uri | undefined {
  return uri.scheme === scheme && uri.query !== '' ? Uri.parse(uri.query, true) : undefined;
}

/** Read-only documents with the text of a request; those of a file follow it. */
export function createRequestPreviews(
  subscriptions: Disposable[],
  onError: (error: unknown) => void,
): Pick<Documents, 'preview' | 'previewOf'> & {
  /** Any other text, by a title of its own. */
  readonly open: (title: string, text: string) => Promise<TextDocument>;
} {
  const put = serveTexts(subscriptions);
  const live = followSources(put, onError);
  subscriptions.push(live);
  const open = async (title: string, text: string) => {
    const uri = Uri.from({ scheme, path: `/${title}` });
    put(uri, text);
    return workspace.openTextDocument(uri);
  };
  return {
    open,
    async preview(title, text) {
      await window.showTextDocument(await open(title, text), { preview: true, preserveFocus: true });
    },
    async previewOf(source, text) {
      const uri = Uri.from({ scheme, path: `/${withoutUnseen(nameOf(source))}.http`, query: source.toString() });
      await live.follow(uri, source, text);
      await window.showTextDocument(uri, { preview: true, ...besides(uri, source) });
    },
  };
}

/** Gives texts to their documents until these are closed. */
function serveTexts(subscriptions: Disposable[]): (uri: Uri, text: string) => void {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      // One that gets another language is closed, too, and goes on.
      if (!workspace.textDocuments.some((document) => isSame(uri)(document.uri))) texts.delete(uri.toString());
    }),
  );
  return (uri, text) => {
    texts.set(uri.toString(), text);
    changed.fire(uri);
  };
}

/** Beside the file that it follows, which stays in sight; where it stands already, or where the file is not seen, in place. */
function besides(uri: Uri, source: Uri): TextDocumentShowOptions {
  const isSeen = (wanted: Uri) => window.visibleTextEditors.find(({ document }) => isSame(wanted)(document.uri));
  const own = isSeen(uri);
  if (own !== undefined) return own.viewColumn === undefined ? {} : { viewColumn: own.viewColumn };
  return isSeen(source) === undefined ? {} : { viewColumn: ViewColumn.Beside };
}

/** Makes previews again as long as a tab shows them. */
function followSources(put: (uri: Uri, text: string) => void, onError: (error: unknown) => void) {
  const live = new Map<string, LivePreview>();
  const isLive = (preview: LivePreview) => live.get(preview.uri.toString()) === preview;
  const renew = (preview: LivePreview) => makeAgain(preview, isLive, put);
  const renewSoon = (concerned: (source: Uri) => boolean) => {
    for (const preview of live.values()) {
      if (!concerned(preview.source)) continue;
      clearTimeout(preview.timer);
      preview.timer = setTimeout(() => renew(preview).catch(onError), pause);
    }
  };
  const listeners = [
    workspace.onDidChangeTextDocument(({ document }) => renewSoon(isSame(document.uri))),
    workspace.onDidChangeConfiguration((change) => renewSoon((source) => change.affectsConfiguration('dcs', source))),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const uri of closed.flatMap(uriOf)) if (!hasTab(uri)) forget(live, uri);
    }),
  ];
  return {
    async follow(uri: Uri, source: Uri, text: () => Promise<string>) {
      forget(live, uri);
      const watcher = watch(source, () => renewSoon(isSame(source)));
      const preview = { uri, source, text, watcher, isBeingMade: false, isStale: true };
      live.set(uri.toString(), preview);
      await renew(preview);
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
      for (const { uri } of [...live.values()]) forget(live, uri);
    },
  };
}

/** One at a time: the text of a long file may take longer than the next change is away. */
async function makeAgain(
  preview: LivePreview,
  isLive: (preview: LivePreview) => boolean,
  put: (uri: Uri, text: string) => void,
): Promise<void> {
  preview.isStale = true;
  if (preview.isBeingMade) return;
  preview.isBeingMade = true;
  try {
    while (preview.isStale && isLive(preview)) {
      preview.isStale = false;
      const text = await preview.text();
      if (isLive(preview)) put(preview.uri, text);
    }
  } finally {
    preview.isBeingMade = false;
  }
}

/** Sees a file that no editor has open change; by its folder, since its name may hold what a pattern means something by. */
function watch(source: Uri, onChange: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(source, '..'), '*'));
  const seen = (uri: Uri) => {
    if (isSame(source)(uri)) onChange();
  };
  watcher.onDidChange(seen);
  watcher.onDidCreate(seen);
  watcher.onDidDelete(seen);
  return watcher;
}

function forget(live: Map<string, LivePreview>, uri: Uri): void {
  const preview = live.get(uri.toString());
  clearTimeout(preview?.timer);
  preview?.watcher.dispose();
  live.delete(uri.toString());
}

function hasTab(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(uriOf).some(isSame(uri));
}

function uriOf({ input }: Tab): Uri[] {
  return input instanceof TabInputText ? [input.uri] : [];
}

const isSame = (uri: Uri) => (other: Uri) => other.toString() === uri.toString();

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
