import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { itemTitle } from '../../../../src/desk/cutOver/itemTexts.ts';
import type { Choice } from '../../../../src/desk/ports.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { ItemId } from '../../../../src/task/cutOver/item.ts';
import { english } from '../../../support/desk/english.ts';
import { type Answer, picked, ticked, watched } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

export const second = 1000;

export const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'inSync', age: 60_000 },
  { name: 'copying', state: 'copying' },
  { name: 'stopped', state: 'stopped' },
];

export const list = 'Nothing in the sandbox is real';
export const question = 'Stop this migration, and give its applications the address of the target?';

export const titleOf = (id: ItemId) => itemTitle(id, english);

const open: readonly ItemId[] = [
  'writesStopped',
  'keysCompared',
  'whitelistFits',
  'clientsReconnect',
  'newAddress',
  'targetPassword',
];

/** Whether nothing stands in the way any more. */
export const isOpen = (choices: readonly Pick<Choice<unknown>, 'label' | 'unusable'>[]) =>
  choices.some(({ label, unusable }) => label === 'Stop and Repoint…' && unusable === undefined);

/** Ticks what a person can tick with one Enter, goes on without the rest, and chooses to repoint. `asks`: what the list asks. */
export function passes(asks = list): readonly Answer[] {
  const ticks = ['writesStopped', 'clientsReconnect', 'newAddress', 'targetPassword'] as const;
  return [
    ...ticks.map((id) => picked(asks, titleOf(id), ['Stop and Repoint…'])),
    picked(asks, 'Go On without What Is Open…', ['Stop and Repoint…']),
    ticked('What is not so, or not known', [], open.filter((id) => !ticks.some((one) => one === id)).map(titleOf)),
    watched(asks, isOpen, 'Stop and Repoint…'),
  ];
}

/** The task of that name as this window knows it. */
export function taskOf(desk: ScriptedDesk, name = 'orders') {
  const known = desk.tasks.sight().tasks.find(({ task }) => task.task_name === name);
  const { place } = desk.tasks.sight();
  assert.ok(known && place);
  return { known, id: known.task.task_id, place };
}

/** What is kept of a task, in short. */
export async function keptOf(desk: ScriptedDesk, name = 'orders'): Promise<readonly string[]> {
  const { place, id } = taskOf(desk, name);
  const { notes } = await desk.records.of(place, id);
  return notes.map((note) => {
    if (note.kind === 'ticked') return `${note.isTicked ? 'ticked' : 'unticked'} ${note.item}`;
    if (note.kind === 'waived') return `waived ${note.item}`;
    return note.kind === 'asked' || note.kind === 'ended' ? `${note.kind} ${note.action} ${note.outcome}` : note.kind;
  });
}

const stats = z.looseObject({ offset: z.unknown() });

/** The cloud, whose figures say something else for as long as somebody wants that. */
export function changedStats(change: () => object): Transport {
  return async (url, init) => {
    const answer = await globalThis.fetch(url, init);
    if (!url.endsWith('/stats')) return answer;
    return Response.json({ ...stats.parse(await answer.json()), ...change() });
  };
}
