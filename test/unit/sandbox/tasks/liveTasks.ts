import assert from 'node:assert/strict';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Sandbox, SandboxOptions } from '../../../../src/sandbox/server.ts';
import { sharedWorld } from '../../../../src/sandbox/world.ts';
import { type Reply, send, withSandbox } from '../../../support/network/signedClient.ts';
import { createNamed, handClock, tasksTarget, taskTarget } from '../createdTask.ts';
import type { Entry } from '../listing.ts';

/** A sandbox whose clock only the test moves, and what is asked of it at that time. */
export interface Live {
  readonly sandbox: Sandbox;
  /** Milliseconds after noon. */
  readonly set: (milliseconds: number) => void;
  /** Created as the test comes to it. */
  readonly create: (name: string) => Promise<string>;
  /** That of the task of this name. */
  readonly idOf: (name: string) => Promise<string>;
  readonly ask: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Reply>;
  readonly list: (query?: string) => Promise<readonly Entry[]>;
  readonly detail: (taskId: string) => Promise<Entry>;
  readonly status: (taskId: string) => Promise<unknown>;
  readonly stats: (taskId: string) => Promise<Entry>;
  /** Oldest first, all of them. */
  readonly log: (taskId: string) => Promise<readonly Entry[]>;
  readonly configure: (taskId: string, changes?: Entry) => Promise<Reply>;
}

export async function live(
  seeds: readonly TaskSeed[],
  act: (live: Live) => Promise<void>,
  options: Partial<SandboxOptions> = {},
): Promise<void> {
  const { now, set } = handClock();
  const play = (sandbox: Sandbox) => act(liveOn(sandbox, now, set));
  await withSandbox(play, { now, seeds, ...options });
}

function liveOn(sandbox: Sandbox, now: () => Date, set: Live['set']): Live {
  const ask: Live['ask'] = (method, path, body) => {
    const target = `/v2/${sandbox.projectId}/${path}`;
    return send(sandbox, { method, target, now: now(), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  };
  const got = async (target: string) => {
    const { status, body } = await send(sandbox, { target, now: now() });
    assert.equal(status, 200, `${target}: ${JSON.stringify(body)}`);
    return body;
  };
  const list = async (query = '?limit=1000') => entriesOf(await got(tasksTarget(sandbox, query)), 'migration_tasks');
  const detail = (taskId: string) => got(taskTarget(sandbox, taskId));
  return {
    sandbox,
    set,
    ask,
    list,
    detail,
    create: async (name) => (await createNamed(sandbox, name, now())).taskId,
    idOf: async (name) => String((await list()).find(({ task_name }) => task_name === name)?.['task_id']),
    status: async (taskId) => (await detail(taskId))['status'],
    stats: (taskId) => got(`${taskTarget(sandbox, taskId)}/stats`),
    log: async (taskId) =>
      entriesOf(await got(`${taskTarget(sandbox, taskId)}/logs?limit=100000`), 'migration_logs').toReversed(),
    configure: (taskId, changes) => ask('POST', `migration/${taskId}/task`, { ...settings, ...changes }),
  };
}

export function entriesOf(body: Entry, name: string): readonly Entry[] {
  const entries = body[name];
  assert.ok(Array.isArray(entries), name);
  return entries;
}

/** That of the instance of this name. */
export function redisIdOf(name: string): string {
  return sharedWorld().redis.find((redis) => redis.name === name)?.id ?? assert.fail(name);
}

/** What a task is configured with unless a test says otherwise. */
export const settings = {
  migration_method: 'incremental_migration',
  resume_mode: 'auto',
  source_instance: { id: null, addrs: '10.10.1.23:6379', password: 'sandbox-own-source-1' },
  target_instance: { id: redisIdOf('tiny-redis'), addrs: null, password: 'sandbox-own-target-2' },
};
