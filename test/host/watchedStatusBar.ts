import type * as vscode from 'vscode';
import { replaceIn } from './replaced.ts';

export interface WatchedItem {
  readonly item: vscode.StatusBarItem;
  isShown: boolean;
  isDisposed: boolean;
}

/** Items of the status bar that are made from now on are real, and what becomes of them is known. */
export function watchStatusBar(window: typeof vscode.window): {
  readonly items: readonly WatchedItem[];
  readonly restore: () => void;
} {
  const items: WatchedItem[] = [];
  const make = window.createStatusBarItem;
  const restore = replaceIn(window, {
    createStatusBarItem(...args: unknown[]) {
      const item: vscode.StatusBarItem = Reflect.apply(make, window, args);
      const watched = { item, isShown: false, isDisposed: false };
      items.push(watched);
      const { show, hide, dispose } = item;
      Object.assign(item, {
        show: noting(show.bind(item), () => Object.assign(watched, { isShown: true })),
        hide: noting(hide.bind(item), () => Object.assign(watched, { isShown: false })),
        dispose: noting(dispose.bind(item), () => Object.assign(watched, { isShown: false, isDisposed: true })),
      });
      return item;
    },
  });
  return { items, restore };
}

function noting(work: () => void, note: () => void): () => void {
  return () => {
    work();
    note();
  };
}
