import type { Uri } from 'vscode';
import { createConfigureAndStart } from '../../../../src/commands/journey/createConfigureAndStart.ts';
import { type Answer, agreed, picked, ticked, typed } from '../../../support/desk/script.ts';
import { fileText, putFile, type Window } from '../journey/scene.ts';

/** The one password of all. */
export const password = 'canary-of-them-all-79';

/** What is asked, by its first words. */
export const asks = {
  passwords: 'The passwords of all sources and targets',
  same: 'Password of all these',
  table: 'Tick the tasks to be created',
  warnings: 'The checks warn of these',
  batch: 'Create, configure and start the ticked migrations',
};

/** The same for all, in the list of passwords. */
export function samePassword(missing: number): readonly Answer[] {
  return [
    picked(asks.passwords, `The same password for all that are missing (${missing})`, ['Go On']),
    typed(asks.same, password),
    picked(asks.passwords, 'Go On'),
  ];
}

/** Sees these rows ticked, and says yes to them. */
export function accepts(...names: readonly string[]): readonly Answer[] {
  return [ticked(asks.table, names.map(fileOf)), agreed(asks.batch)];
}

export function fileOf(name: string): string {
  return `${name}.dcsmigration.json`;
}

/** A sound file from an instance to another, called as its task. */
export function put(
  window: Window,
  name: string,
  source = 'carts-redis',
  target = 'carts-redis-new',
  more: object = {},
): Uri {
  return putFile(window, fileText(source, target, { name, ...more }), name);
}

export function putMany(window: Window, ...names: readonly string[]): Uri[] {
  return names.map((name) => put(window, name));
}

export function run({ wired }: Window, uris: readonly Uri[]): Promise<void> {
  return createConfigureAndStart(wired, { argument: uris[0], selected: uris });
}

/** The report, which the last notification opens. */
export async function reportOf({ desk }: Window): Promise<string> {
  await desk.told.at(-1)?.press('Open Report');
  return desk.documents.reports.at(-1) ?? '';
}

/** The outcome of each file in a report, by the name of the file. */
export function outcomesIn(report: string): Readonly<Record<string, string>> {
  const rows = report.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.slice(2).map((row) => row.slice(2, -2).split(' | '));
  return Object.fromEntries(
    cells.map(([file = '', , outcome = '']) => [file.replace(/`|\.dcsmigration\.json/g, ''), outcome.trim()]),
  );
}
