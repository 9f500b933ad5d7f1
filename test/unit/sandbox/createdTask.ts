import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../src/sandbox/ledger.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { createTarget, exampleBody, type Reply, send } from '../../support/network/signedClient.ts';
import type { Entry } from './listing.ts';

export const noon = new Date('2025-06-01T12:00:00Z');

/** A clock that only the test moves; it starts at noon. */
export function handClock(): { now: () => Date; set: (millisecondsAfterNoon: number) => void } {
  let time = noon;
  return {
    now: () => time,
    set: (millisecondsAfterNoon) => {
      time = new Date(noon.getTime() + millisecondsAfterNoon);
    },
  };
}

/** Creates the documented example under another name, which must work. */
export async function createNamed(sandbox: Sandbox, name: string, now = new Date()): Promise<LedgerEntry> {
  const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody({ name }), now });
  assert.equal(reply.status, 200);
  const entry = sandbox.ledger.find(({ taskId }) => taskId === reply.body['instance_id']);
  assert.ok(entry);
  return entry;
}

/** Status and code of a refusal by DCS. */
export const refusal = ({ status, body }: Reply) => [status, body['error_code']];

export const tasksTarget = ({ projectId }: Sandbox, query = '') => `/v2/${projectId}/migration-tasks${query}`;

export const taskTarget = ({ projectId }: { projectId: string }, taskId: string) =>
  `/v2/${projectId}/migration-task/${taskId}`;

export const jobTarget = ({ projectId }: { projectId: string }, jobId: string) => `/v2/${projectId}/jobs/${jobId}`;

export const taskNames = (entries: readonly Entry[]) => entries.map(({ task_name }) => task_name);
