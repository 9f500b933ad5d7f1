import { QuickInputButtons, type QuickPick, window } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { ListFailure, Picked, PickQuestion } from '../../desk/ports.ts';
import { createList, type List, type Row } from './pickList.ts';
import { againRow, remarkRow } from './pickRows.ts';
import { dress, placeholderOf } from './quickInput.ts';

/** Milliseconds after which a list without a row says that it is waited for. */
const slowAfter = 2000;

/** A pick list that fills page by page and is usable from the first page on. */
export function askPick<T>(question: PickQuestion<T>, t: Translate): Promise<Picked<T> | ListFailure> {
  const pick = window.createQuickPick<Row<T>>();
  const stop = new AbortController();
  dress(pick, question);
  pick.placeholder = placeholderOf(question);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.buttons = question.canGoBack ? [QuickInputButtons.Back] : [];
  const list = createList(pick, question);
  let unrenew: (() => void) | undefined;
  return new Promise<Picked<T> | ListFailure>((resolve, reject) => {
    let reading = false;
    const read = () => {
      if (question.pages === undefined || reading) return;
      reading = true;
      const filled = fill(pick, question, list, stop.signal, t).finally(() => {
        reading = false;
      });
      filled.then((failed) => failed && resolve(failed), reject);
    };
    unrenew = question.renew?.(list.renew);
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (row?.again) read();
      else if (row?.choice && row.choice.unusable === undefined)
        resolve({ value: row.choice.value, typed: pick.value.trim() });
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    read();
  }).finally(() => {
    unrenew?.();
    stop.abort();
    pick.dispose();
  });
}

/** Adds pages until there are no more. A failure that may pass can be tried again; another ends the pick where nothing was there yet. */
async function fill<T>(
  pick: QuickPick<Row<T>>,
  question: PickQuestion<T>,
  list: List<T>,
  signal: AbortSignal,
  t: Translate,
): Promise<ListFailure | undefined> {
  const tell = (detail: string) => {
    if (!signal.aborted) list.remark(remarkRow('loading~spin', t('Waiting for the list'), detail));
  };
  const { slow } = question;
  list.begin();
  const timer = slow === undefined ? undefined : setTimeout(() => list.isUntold() && tell(slow), slowAfter);
  pick.busy = true;
  try {
    for await (const page of question.pages?.(signal, tell) ?? []) {
      if (signal.aborted) return undefined;
      clearTimeout(timer);
      list.add(page);
    }
    list.end();
    if (list.isEmpty() && question.emptyPlaceholder !== undefined)
      pick.placeholder = placeholderOf({ placeholder: question.emptyPlaceholder });
  } catch (failure) {
    if (signal.aborted) return undefined;
    const mayRetry = question.mayRetry?.(failure) === true;
    if (list.isEmpty() && !mayRetry) return { failure };
    const reason = question.describeFailure?.(failure) ?? String(failure);
    const label = list.isEmpty() ? t('The list cannot be read') : t('The list is incomplete');
    list.remark(remarkRow('warning', label, reason), ...(mayRetry ? [againRow(t('Try Again'))] : []));
  } finally {
    clearTimeout(timer);
    if (!signal.aborted) pick.busy = false;
  }
  return undefined;
}
