import { QuickInputButtons, type QuickPick, window } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { Choice, ListFailure, PickQuestion, Reply } from '../../desk/ports.ts';
import { type PickRow, remarkRow, rowOf, rowsOf, separator } from './pickRows.ts';
import { dress, placeholderOf } from './quickInput.ts';

type Item<T> = PickRow<Choice<T>>;

/** A pick list that fills page by page and is usable from the first page on. */
export function askPick<T>(question: PickQuestion<T>, t: Translate): Promise<Reply<T> | ListFailure> {
  const pick = window.createQuickPick<Item<T>>();
  const stop = new AbortController();
  dress(pick, question);
  pick.placeholder = placeholderOf(question);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.buttons = question.canGoBack ? [QuickInputButtons.Back] : [];
  const fixed = rowsOf(question.choices);
  pick.items = fixed;
  startFrom(pick, question);
  return new Promise<Reply<T> | ListFailure>((resolve, reject) => {
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidAccept(() => {
      const choice = pick.selectedItems[0]?.choice;
      if (choice && choice.unusable === undefined) resolve({ value: choice.value });
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    if (question.pages) fill(pick, question, fixed, stop.signal, t).then((failed) => failed && resolve(failed), reject);
  }).finally(() => {
    stop.abort();
    pick.dispose();
  });
}

/** Adds pages until there are no more; a failure ends the list, or the whole pick where nothing was there yet. */
async function fill<T>(
  pick: QuickPick<Item<T>>,
  question: PickQuestion<T>,
  fixed: readonly Item<T>[],
  signal: AbortSignal,
  t: Translate,
): Promise<ListFailure | undefined> {
  const byLabel = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  let listed: Item<T>[] = [];
  const show = (...last: readonly Item<T>[]) => {
    const active = pick.activeItems[0];
    pick.items = [...listed, ...last, ...(listed.length === 0 ? [] : [separator('')]), ...fixed];
    if (active && listed.includes(active)) pick.activeItems = [active];
    else startFrom(pick, question);
  };
  pick.busy = true;
  try {
    for await (const page of question.pages?.(signal) ?? []) {
      if (signal.aborted) return undefined;
      listed = [...listed, ...page.map((choice) => rowOf(choice))].sort((a, b) => order(a, b, byLabel));
      show();
    }
    if (listed.length === 0 && question.emptyPlaceholder !== undefined) {
      pick.placeholder = placeholderOf({ placeholder: question.emptyPlaceholder });
    }
  } catch (failure) {
    if (signal.aborted) return undefined;
    if (listed.length === 0) return { failure };
    const reason = question.describeFailure?.(failure) ?? String(failure);
    show(remarkRow(t('The list is incomplete'), reason));
  } finally {
    if (!signal.aborted) pick.busy = false;
  }
  return undefined;
}

/** By name; what cannot be picked comes last. */
function order<T>({ choice: a }: Item<T>, { choice: b }: Item<T>, byLabel: Intl.Collator): number {
  return (
    Number(a?.unusable !== undefined) - Number(b?.unusable !== undefined) ||
    byLabel.compare(a?.label ?? '', b?.label ?? '')
  );
}

function startFrom<T>(pick: QuickPick<Item<T>>, { isActive }: PickQuestion<T>): void {
  if (pick.value !== '') return;
  const wanted = isActive && pick.items.find(({ choice }) => choice && isActive(choice.value));
  const first = wanted ?? pick.items.find(({ choice }) => choice && choice.unusable === undefined);
  if (first) pick.activeItems = [first];
}
