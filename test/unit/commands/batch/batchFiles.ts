import type { Uri } from 'vscode';
import { type Answer, agreed, ticked, typed } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';

/** Words of the table's placeholder. */
export const asksTable = 'Each ticked task starts a migration machine';

/** Words of the question after the table. */
export const asksBatch = 'Create the ticked migration tasks: ';

/** As `ticked` of the table, and then yes, by the number where that is asked for. */
export function chosen(
  expected: readonly string[],
  changed: readonly string[] = [],
  options: { readonly aside?: boolean } = {},
): Answer[] {
  const count = [...expected, ...changed].filter((row) => expected.includes(row) !== changed.includes(row)).length;
  const yes = count > 10 ? typed('This starts as many', String(count), ['', 'yes', '1']) : agreed(asksBatch);
  return [ticked(asksTable, expected, changed, options), ...(count === 0 ? [] : [yes])];
}

export function taskText(name: string, fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name, ...exampleNetworks, ...fields }, null, 2);
}

/** Writes a task file for each name, called as the task. */
export function putTasks(desk: ScriptedDesk, ...names: readonly string[]): Uri[] {
  return names.map((name) => desk.documents.put(`/workspace/${name}.dcsmigration.json`, taskText(name)));
}

export function fileOf(name: string): string {
  return `${name}.dcsmigration.json`;
}

/** `count` names that stand in the order of their numbers. */
export function manyNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `task-${String(index).padStart(4, '0')}`);
}

/** The names of the tasks that were created, in order. */
export function created(cloud: {
  readonly ledger: readonly { readonly body: Readonly<Record<string, unknown>> }[];
}): unknown[] {
  return cloud.ledger.map(({ body }) => body['name']).toSorted();
}

/** The requests that create. */
export function posts(desk: ScriptedDesk): string[] {
  return desk.requests.filter((request) => request.startsWith('POST'));
}
