import { type TextDocument, workspace } from 'vscode';
import { isTaskFile } from '../files/taskFileSearch.ts';

/** One timer a document; a later start replaces an earlier one. */
export function createCheckTimers(run: (document: TextDocument) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const clear = ({ uri }: TextDocument) => {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
  };
  return {
    clear,
    isSet: ({ uri }: TextDocument) => timers.has(uri.toString()),
    start(document: TextDocument, milliseconds: number) {
      if (!isChecked(document)) return;
      clear(document);
      const timer = setTimeout(() => {
        clear(document);
        run(document);
      }, milliseconds);
      timers.set(document.uri.toString(), timer);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Not the old side of a comparison, and no other text that cannot be mended where it stands. */
function isChecked({ uri, isUntitled }: TextDocument): boolean {
  return isTaskFile(uri) && (isUntitled || workspace.fs.isWritableFileSystem(uri.scheme) === true);
}
