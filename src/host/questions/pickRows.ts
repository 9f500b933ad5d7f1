import { type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { Choice } from '../../desk/ports.ts';
import { plainRow } from '../plainText.ts';

/** A row of a list; without a choice it is a heading or a remark. */
export interface PickRow<C> extends QuickPickItem {
  readonly choice?: C;
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
  return { label, kind: QuickPickItemKind.Separator };
}

export function rowOf<C extends Choice<unknown>>(choice: C): PickRow<C> {
  const icon = choice.icon ?? (choice.unusable === undefined ? undefined : 'circle-slash');
  return {
    choice,
    label: icon === undefined ? plainRow(choice.label) : `$(${icon}) ${plainRow(choice.label)}`,
    ...(choice.description === undefined ? {} : { description: plainRow(choice.description) }),
    ...(choice.detail === undefined ? {} : { detail: plainRow(choice.detail) }),
    ...(choice.always === undefined ? {} : { alwaysShow: choice.always }),
  };
}
