import type { QuickPick } from 'vscode';
import type { Choice, PickQuestion } from '../../desk/ports.ts';
import { type PickRow, rowOf, rowsOf, separator } from './pickRows.ts';

export type Row<T> = PickRow<Choice<T>>;

/** The rows of a pick: those of the pages in order of their labels, remarks about them, and those that were there from the start. */
export interface List<T> {
  /** Other rows that are there from the start. */
  renew(choices: readonly Choice<T>[]): void;
  /** The pages are read from the first one on. */
  begin(): void;
  /** Ends the remarks. */
  add(page: readonly Choice<T>[]): void;
  remark(...rows: readonly PickRow<never>[]): void;
  /** There is nothing to wait for any more. */
  end(): void;
  isEmpty(): boolean;
  /** No row of the pages, and no remark. */
  isUntold(): boolean;
}

const byLabel = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Shows the fixed rows at once. */
export function createList<T>(pick: QuickPick<Row<T>>, question: PickQuestion<T>): List<T> {
  const isMarked = ({ choice }: Row<T>) => choice !== undefined && question.isActive?.(choice.value) === true;
  let fixed = rowsOf(question.choices);
  let listed: Row<T>[] = [];
  let remarks: readonly PickRow<never>[] = [];
  let started: Row<T> | undefined;
  /** Remarks come beside the row that somebody is on; only with other rows does the list start from another, save where somebody has moved. */
  const show = (kept: readonly Row<T>[] = pick.items) => {
    const active = pick.activeItems[0];
    const rest = listed.some(isMarked) ? fixed.filter((row) => !isMarked(row)) : fixed;
    pick.items = apart([...listed, ...remarks], rest);
    const stays = active && (kept.includes(active) || hasMoved(pick, started, active)) && pick.items.includes(active);
    if (stays) pick.activeItems = [active];
    else started = startFrom(pick, isMarked) ?? started;
  };
  const say = (rows: typeof remarks) => {
    remarks = rows;
    show();
  };
  show();
  return {
    renew(choices) {
      fixed = rowsOf(choices);
      stayWhile(pick, show);
    },
    begin() {
      listed = [];
      say([]);
    },
    add(page) {
      listed = [...listed, ...page.map((choice) => rowOf(choice))].sort(order);
      remarks = [];
      show(listed);
    },
    remark: (...rows) => say(rows),
    end: () => remarks.length > 0 && say([]),
    isEmpty: () => listed.length === 0,
    isUntold: () => listed.length === 0 && remarks.length === 0,
  };
}

/** The row of the same value is active afterwards, where there is one. */
function stayWhile<T>(pick: QuickPick<Row<T>>, show: () => void): void {
  const before = pick.activeItems[0]?.choice;
  show();
  const same = pick.items.find(({ choice }) => choice !== undefined && choice.value === before?.value);
  if (same !== undefined) pick.activeItems = [same];
}

/** Whether it was not we who made it the active row, nor a filter. */
function hasMoved<T>({ value }: QuickPick<Row<T>>, started: Row<T> | undefined, active: Row<T>): boolean {
  return started !== undefined && active !== started && value === '';
}

function apart<T>(above: readonly Row<T>[], below: readonly Row<T>[]): readonly Row<T>[] {
  return above.length === 0 ? below : [...above, separator(''), ...below];
}

/** By name; what cannot be picked comes last. */
function order<T>({ choice: a }: Row<T>, { choice: b }: Row<T>): number {
  return (
    Number(a?.unusable !== undefined) - Number(b?.unusable !== undefined) ||
    byLabel.compare(a?.label ?? '', b?.label ?? '')
  );
}

/** Gives the row that is active then. */
function startFrom<T>(pick: QuickPick<Row<T>>, isMarked: (row: Row<T>) => boolean): Row<T> | undefined {
  if (pick.value !== '') return undefined;
  const first = pick.items.find(isMarked) ?? pick.items.find(({ choice }) => choice && choice.unusable === undefined);
  if (first) pick.activeItems = [first];
  return first;
}
