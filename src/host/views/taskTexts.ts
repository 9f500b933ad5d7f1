import { type Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import { withoutUnseen } from '../../cloud/foreignText.ts';
import type { LiveText } from '../../desk/tasks/liveText.ts';

const scheme = 'dcs-log';

interface Shown {
  readonly uri: Uri;
  readonly live: LiveText;
  readonly over: AbortController;
  text: string;
  timer?: NodeJS.Timeout;
  isBeingRead: boolean;
  /** Something has changed since its text was last begun. */
  isStale: boolean;
  /** An editor shows it. */
  wasSeen: boolean;
  /** It was read to its end before it grew, so that its new end is shown. */
  follows: boolean;
}

/** Read-only texts that are read on for as long as an editor shows them, and forgotten when they are closed. */
export function createLiveTexts(subscriptions: Disposable[], onError: (error: unknown) => void) {
  const shown = new Map<string, Shown>();
  const changed = new EventEmitter<Uri>();
  const tell = (uri: Uri) => changed.fire(uri);
  const read = (one: Shown) => void readOn(one, tell, read).catch(onError);
  const forget = (uri: Uri) => {
    const one = shown.get(uri.toString());
    clearTimeout(one?.timer);
    one?.over.abort();
    shown.delete(uri.toString());
  };
  const dispose = () => [...shown.values()].map(({ uri }) => forget(uri));
  subscriptions.push(changed, ...listen(shown, changed, read, forget), { dispose });
  return {
    /** `key` tells texts of the same name from each other. */
    async show(name: string, key: string, live: LiveText): Promise<void> {
      const uri = Uri.from({ scheme, path: `/${withoutUnseen(name).replaceAll('/', '-')}.log`, query: key });
      forget(uri);
      const over = new AbortController();
      const one: Shown = {
        uri,
        live,
        over,
        text: '',
        isBeingRead: false,
        isStale: false,
        wasSeen: false,
        follows: false,
      };
      const unlisten = live.onChange(() => read(one));
      over.signal.addEventListener('abort', unlisten, { once: true });
      shown.set(uri.toString(), one);
      // What is opened has its text already.
      await readOnce(one, tell);
      await window.showTextDocument(uri, { preview: true });
      // It was read just now.
      readLater(one, read);
    },
  };
}

function listen(
  shown: ReadonlyMap<string, Shown>,
  changed: EventEmitter<Uri>,
  read: (one: Shown) => void,
  forget: (uri: Uri) => void,
): readonly Disposable[] {
  return [
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => shown.get(uri.toString())?.text,
    }),
    window.onDidChangeVisibleTextEditors(() => [...shown.values()].filter(comesIntoSight).forEach(read)),
    workspace.onDidChangeTextDocument(({ document: { uri } }) => {
      if (shown.get(uri.toString())?.follows) showEnd(uri);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (!workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) forget(uri);
    }),
  ];
}

async function readOn(one: Shown, tell: (uri: Uri) => void, again: (one: Shown) => void): Promise<void> {
  await readOnce(one, tell);
  readLater(one, again);
}

function readLater(one: Shown, again: (one: Shown) => void): void {
  const pause = one.live.pause();
  if (pause === undefined || one.over.signal.aborted || editorsOf(one.uri).length === 0) return;
  clearTimeout(one.timer);
  one.timer = setTimeout(() => again(one), pause);
}

/** One reading at a time. */
async function readOnce(one: Shown, tell: (uri: Uri) => void): Promise<void> {
  clearTimeout(one.timer);
  one.isStale = true;
  if (one.isBeingRead) return;
  one.isBeingRead = true;
  try {
    // Once more where something has changed meanwhile.
    while (one.isStale && !one.over.signal.aborted) {
      one.isStale = false;
      const text = await one.live.read(one.over.signal);
      if (one.over.signal.aborted || text === one.text) continue;
      one.text = text;
      one.follows = isReadToTheEnd(one.uri);
      tell(one.uri);
    }
  } finally {
    one.isBeingRead = false;
  }
}

function comesIntoSight(one: Shown): boolean {
  const before = one.wasSeen;
  one.wasSeen = editorsOf(one.uri).length > 0;
  return one.wasSeen && !before;
}

function editorsOf(uri: Uri) {
  return window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
}

function isReadToTheEnd(uri: Uri): boolean {
  return editorsOf(uri).some(
    ({ document, visibleRanges }) => (visibleRanges.at(-1)?.end.line ?? 0) >= document.lineCount - 2,
  );
}

function showEnd(uri: Uri): void {
  for (const editor of editorsOf(uri)) {
    const end = editor.document.lineAt(editor.document.lineCount - 1).range;
    editor.revealRange(end);
  }
}
