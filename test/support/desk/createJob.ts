import assert from 'node:assert/strict';
import type { Connection } from '../../../src/cloud/connection.ts';
import type { CreateOnlineMigrationTaskBody } from '../../../src/cloud/services/migrationTasks.ts';
import type { CreateJob } from '../../../src/commands/create/createJob.ts';
import { openConnection } from '../../../src/desk/openConnection.ts';
import type { HeldAnswer } from '../../../src/sandbox/exchange.ts';
import { type Creation, type CreationDraft, type Journal, openJournal } from '../../../src/task/journal/journal.ts';
import { cloudProject, cloudRegion, type Scene, type SceneOptions } from './deskAndCloud.ts';
import type { ScriptedDesk } from './scriptedDesk.ts';
import { exampleNetworks } from './taskAnswers.ts';

export const exampleName = 'dcs-migration-orders';

export function exampleBody(name = exampleName): CreateOnlineMigrationTaskBody {
  return { name, ...exampleNetworks };
}

/** The cloud of a scene as the signed-in account of the desk calls it. */
export async function connectionOf(desk: ScriptedDesk): Promise<Connection> {
  const account = await desk.accounts.saved();
  assert.ok(account);
  return openConnection(desk, account, { region: cloudRegion, projectId: cloudProject }, desk.settings(), desk);
}

/** A create of the documented example's networks; what its buttons would do is kept in `pressed`. */
export async function exampleJob(
  desk: ScriptedDesk,
  change: Partial<CreateJob> = {},
): Promise<CreateJob & { readonly pressed: readonly string[] }> {
  const pressed: string[] = [];
  return {
    pressed,
    connection: await connectionOf(desk),
    projectId: cloudProject,
    body: exampleBody(),
    sandbox: false,
    fix: (field) => ({ label: 'Change', run: () => pressed.push(`change ${field}`) }),
    retry: { label: 'Try Again', run: () => pressed.push('retry') },
    signInAgain: () => pressed.push('sign in'),
    ...change,
  };
}

/** No process has this number: Linux gives none beyond 2^22, macOS none beyond 99,998. */
const deadProcess = 2 ** 30;

/** The journal as a window sees it that has been closed since. */
export function deadWindow({ journalFolder, clock }: Pick<Scene, 'journalFolder' | 'clock'>): Journal {
  return openJournal(journalFolder, { now: clock.now, pid: deadProcess });
}

/** What a window leaves behind that was closed after it sent a create and before the answer came. */
export async function leaveOpen(
  scene: Pick<Scene, 'journalFolder' | 'clock'>,
  change: Partial<CreationDraft> = {},
  journal = deadWindow(scene),
): Promise<Creation> {
  const draft = {
    profile: 'default',
    region: cloudRegion,
    projectId: cloudProject,
    body: exampleBody(),
    knownTaskIds: [],
    ...change,
  };
  const sent = await journal.markSent(await journal.claim(draft));
  journal.dispose();
  return sent;
}

/** A cloud that carries creates out and loses its answers. */
export function losing(options: SceneOptions['cloud'] = {}): NonNullable<SceneOptions['cloud']> {
  return {
    latency: async ({ method }) => (method === 'POST' ? Promise.reject(new Error('cut')) : undefined),
    ...options,
  };
}

/** Loses the answer to one create, by default the first; for `latency`. */
export function losingOnce(number = 1): (held: HeldAnswer) => Promise<void> {
  let creates = 0;
  return async ({ method }) => {
    if (method !== 'POST') return;
    creates += 1;
    if (creates === number) throw new Error('cut');
  };
}
