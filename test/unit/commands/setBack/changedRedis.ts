import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { changeParameters, listParameters } from '../../../../src/cloud/services/parameters.ts';
import { replaceWhitelist, showWhitelist, type WhitelistGroup } from '../../../../src/cloud/services/whitelists.ts';
import type { KnownTask, TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Change } from '../../../../src/task/journal/changeNotes.ts';
import { cloudRegion, play, type Scene, type SceneOptions, world } from '../../../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

/** The instance of the region that the profile is signed in to; its whitelist begins empty. */
export const redis = { id: idOf('beijing-redis'), name: 'beijing-redis' };

/** A migration machine. */
export const machine = '192.168.30.41';

export const ours: WhitelistGroup = { group_name: 'dcsmigr', ip_list: [machine] };
export const others: readonly WhitelistGroup[] = [
  { group_name: 'zz-last', ip_list: ['10.9.0.0/16', '10.1.0.7'] },
  { group_name: 'appgroup', ip_list: ['10.0.0.1'] },
];

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'stopped' },
  { name: 'carts', state: 'inSync' },
];

export interface ChangedScene extends Scene {
  readonly place: TaskPlace;
  readonly task: (name: string) => { readonly id: string; readonly name: string };
}

/** A scene whose window is signed in and has read its tasks: orders has stopped, carts is in sync. Requests since then are in `desk.requests`. */
export function playSignedIn(act: (scene: ChangedScene) => Promise<void>, options: SceneOptions = {}): Promise<void> {
  return play({ ...options, cloud: { seeds, seedsIn: cloudRegion, ...options.cloud } }, async (scene) => {
    const { desk } = scene;
    try {
      const place = await placeOf(desk);
      desk.requests.length = 0;
      await act({ ...scene, place, task: (name) => taskNamed(desk, name) });
    } finally {
      desk.tasks.dispose();
      // What it has told other windows is taken away by then.
      await scene.clock.wait(1);
    }
  });
}

export async function placeOf(desk: ScriptedDesk): Promise<TaskPlace> {
  await desk.accounts.current({ settings: '' });
  await desk.tasks.refresh();
  const { place } = desk.tasks.sight();
  assert.ok(place);
  return place;
}

function taskNamed(desk: ScriptedDesk, name: string): { readonly id: string; readonly name: string } {
  const isIt = ({ task }: KnownTask) => task.task_name === name;
  const id = desk.tasks.sight().tasks.find(isIt)?.task.task_id;
  assert.ok(id, name);
  return { id, name };
}

/** Sets the whitelist, as somebody would in the console. */
export async function setWhitelist(
  { place: { connection, projectId } }: Pick<ChangedScene, 'place'>,
  groups: readonly WhitelistGroup[],
): Promise<void> {
  await replaceWhitelist(connection, projectId, redis.id, { enable_whitelist: true, whitelist: [...groups] });
}

export async function whitelistNow({ place: { connection, projectId } }: Pick<ChangedScene, 'place'>) {
  const { enable_whitelist, whitelist } = await showWhitelist(connection, projectId, redis.id);
  return { enable_whitelist, whitelist };
}

/** Sets parameters, as somebody would in the console. */
export async function setParameters(
  { place: { connection, projectId } }: Pick<ChangedScene, 'place'>,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const present = await listParameters(connection, projectId, redis.id);
  const changes = present.flatMap(({ param_id, param_name }) =>
    values[param_name] === undefined ? [] : [{ param_id, param_name, param_value: values[param_name] }],
  );
  await changeParameters(connection, projectId, redis.id, changes);
}

export async function parameterNow({ place }: Pick<ChangedScene, 'place'>, name: string): Promise<string | undefined> {
  const present = await listParameters(place.connection, place.projectId, redis.id);
  return present.find(({ param_name }) => param_name === name)?.param_value;
}

/** As what was changed from here, and done, is noted. */
export async function noted(
  { desk, place, task }: Pick<ChangedScene, 'desk' | 'place' | 'task'>,
  what: readonly Change['what'][],
  taskName = 'orders',
): Promise<readonly Change[]> {
  const changes = await desk.changes.note(place, { task: task(taskName), instance: redis, what });
  for (const change of changes) await desk.changes.setDone(change);
  return changes;
}

export const machineLetIn = {
  kind: 'whitelist',
  group: ours.group_name,
  entry: machine,
  wasEnabled: true,
  before: [...others],
} satisfies Change['what'];

export const timeoutRaised = {
  kind: 'parameter',
  name: 'repl-timeout',
  from: '60',
  to: '300',
} satisfies Change['what'];

/** What the notes on disk say. */
export async function notesIn(journalFolder: string): Promise<readonly string[]> {
  const folder = join(journalFolder, 'changes');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(folder, name), 'utf8')),
  );
}

/** Every request that changes something goes by this one. */
export function changing(answer: Transport): Transport {
  return (url, init) => (init.method === 'GET' ? globalThis.fetch(url, init) : answer(url, init));
}

/** The body of a request, which can be sent all the same. */
export async function readBody(init: Parameters<Transport>[1]): Promise<readonly [string, Parameters<Transport>[1]]> {
  const [mine, theirs] = init.body?.tee() ?? [];
  const text = await new Response(mine ?? null).text();
  return [text, theirs === undefined ? init : { ...init, body: theirs }];
}

/** The answer gets lost on its way, or the request does not come back. */
export function lost(): Error {
  return Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  });
}

function idOf(name: string): string {
  const id = world.redis.find((one) => one.name === name)?.id;
  assert.ok(id, name);
  return id;
}
