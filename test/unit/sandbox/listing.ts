import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { send } from '../../support/network/signedClient.ts';

export type Entry = Record<string, unknown>;

/** A list that must be there: its entries and, where it has one, its `page_info`. */
export async function list(
  sandbox: Sandbox,
  target: string,
): Promise<{ entries: Entry[]; info: Entry | undefined; body: Entry }> {
  const { status, body } = await send(sandbox, { target });
  assert.equal(status, 200, target);
  const entries = Object.values(body).find((value): value is Entry[] => Array.isArray(value));
  assert.ok(entries, target);
  const info = Object.entries(body).find(([name]) => name === 'page_info')?.[1];
  return { entries, info: isEntry(info) ? info : undefined, body };
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}

export const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id);
export const namesOf = (entries: readonly Entry[]) => entries.map(({ name }) => name);
