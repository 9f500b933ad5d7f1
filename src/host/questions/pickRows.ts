import { type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { Choice } from '../../desk/ports.ts';
import { plainRow } from '../plainText.ts';

/** Characters of a row; what is wider than the list, the editor shows under the pointer only. */
const longestLabel = 120;
const longestDescription = 200;
const longestDetail = 400;

/** A row of a list; without a choice it is a heading or a remark. */
export interface PickRow<C> extends QuickPickItem {
  readonly choice?: C;
  /** Reads the list once more. */
  readonly again?: true;
}

/** The rows of these choices, with a heading where a group begins. */
export function rowsOf<C extends Choice<unknown>>(choices: readonly C[]): PickRow<C>[] {
  let group: string | undefined;
  return choices.flatMap((choice) => {
    const heading = choice.group !== group && choice.group !== undefined ? [separator(choice.group)] : [];
    group = choice.group;
    return [...heading, rowOf(choice)];
  });
}

export function separator(label: string): PickRow<never> {
  return { label: plainRow(label, longestLabel), kind: QuickPickItemKind.Separator };
}

export function rowOf<C extends Choice<unknown>>(choice: C): PickRow<C> {
  const icon = choice.icon ?? (choice.unusable === undefined ? undefined : 'circle-slash');
  const label = plainRow(choice.label, longestLabel);
  return {
    choice,
    label: icon === undefined ? label : `$(${icon}) ${label}`,
    ...(choice.description === undefined ? {} : { description: plainRow(choice.description, longestDescription) }),
    ...(choice.detail === undefined ? {} : { detail: plainRow(choice.detail, longestDetail) }),
    ...(choice.always === undefined ? {} : { alwaysShow: choice.always }),
  };
}

/** A remark about the list itself. */
export function remarkRow(icon: 'warning' | 'loading~spin', label: string, detail: string): PickRow<never> {
  const shown = plainRow(detail, longestDetail);
  return { label: `$(${icon}) ${plainRow(label, longestLabel)}`, detail: shown, alwaysShow: true };
}

export function againRow(label: string): PickRow<never> {
  return { label: `$(refresh) ${plainRow(label, longestLabel)}`, again: true, alwaysShow: true };
}
