import { type QuickPick, ThemeIcon, window } from 'vscode';
import type { Tickable, TickQuestion } from '../../desk/ports.ts';
import { type PickRow, rowsOf } from './pickRows.ts';
import { dress, placeholderOf } from './quickInput.ts';

type Item<T> = PickRow<Tickable<T>>;

/** A list with a tick before each row; a row that is unusable loses its tick at once. */
export function askMany<T>(question: TickQuestion<T>): Promise<readonly T[] | undefined> {
  const pick = window.createQuickPick<Item<T>>();
  const { aside } = question;
  dress(pick, question);
  pick.canSelectMany = true;
  pick.placeholder = placeholderOf(question);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.items = rowsOf(question.choices);
  pick.selectedItems = pick.items.filter(({ choice }) => choice?.ticked === true && choice.unusable === undefined);
  if (aside) pick.buttons = [{ iconPath: new ThemeIcon(aside.icon), tooltip: aside.label }];
  return new Promise<readonly T[] | undefined>((resolve, reject) => {
    pick.onDidChangeSelection(() => untickUnusable(pick));
    pick.onDidTriggerButton(() => {
      Promise.resolve(aside?.run()).catch(reject);
    });
    pick.onDidAccept(() => {
      const ticked = pick.selectedItems.map(({ choice }) => choice).filter((choice) => choice !== undefined);
      resolve(ticked.filter(({ unusable }) => unusable === undefined).map(({ value }) => value));
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}

/** Ticking all of them ticks these too. */
function untickUnusable<T>(pick: QuickPick<Item<T>>): void {
  const usable = pick.selectedItems.filter(({ choice }) => choice?.unusable === undefined);
  if (usable.length < pick.selectedItems.length) pick.selectedItems = usable;
}
