import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxAccount } from '../../../src/account/account.ts';
import { profileSchema } from '../../../src/account/profile.ts';
import { refusedHere } from '../../../src/cloud/keyWatch.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { temporaryFolder } from '../suite/cleanup.ts';
import { type MemorySecrets, memoryOfWindow, memorySecrets } from './memoryStores.ts';
import { createScriptedDesk, type DeskParts, type ScriptedDesk } from './scriptedDesk.ts';
import { createVirtualClock, type VirtualClock } from './virtualClock.ts';

export const world = sharedWorld();

/** The key that the stand-in for the cloud knows; made up. */
export const key = { accessKeyId: 'HPUAQ7EXAMPLEKEYID01', secretAccessKey: 'kT3+zExampleSecret/Access/Key9fQwLmN0p4R' };

export const cloudRegion = 'cn-north-4';
export const cloudProject = projectIdOf(cloudRegion);
export const sandboxProject = projectIdOf('sandbox-1');

export const profile = profileSchema.parse({
  region: cloudRegion,
  projectId: cloudProject,
  projectName: cloudRegion,
  credential: { kind: 'accessKey', ...key },
});

export const noSettings = {
  region: '',
  projectId: '',
  endpoints: {},
  sandboxRedis: {},
  timeout: 10_000,
  cutOverLag: 101,
};

/** A cloud on this computer and a desk in front of it. */
export interface Scene {
  readonly desk: ScriptedDesk;
  /** What the endpoints of the settings lead to: for the product, Huawei Cloud. */
  readonly cloud: Sandbox;
  readonly secrets: MemorySecrets;
  /** The sandboxes that the product has started; at most one. */
  readonly sandboxes: readonly Sandbox[];
  /** Of the cloud, the sandboxes and every desk. */
  readonly clock: VirtualClock;
  /** Where the windows keep their journal. */
  readonly journalFolder: string;
  /** Another window of the same editor, or the same window after a reload where it gets its memory. */
  readonly anotherDesk: (parts?: Partial<DeskParts>) => ScriptedDesk;
}

export interface SceneOptions extends Partial<Omit<DeskParts, 'startSandbox' | 'setting'>> {
  readonly cloud?: Partial<SandboxOptions>;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly signedIn?: boolean;
  readonly setting?: Partial<DeskParts['setting']>;
}

/** It brings up what all others use, which takes its time on a busy machine; a virtual clock would not wait for it. */
let firstFetch: Promise<unknown> | undefined;

/** Plays a scene; afterwards every expected question must have been asked, and no secret may have been shown. */
export async function play(options: SceneOptions, act: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = options.clock ?? createVirtualClock(new Date());
  const cloud = await startSandbox({ ...key, now: clock.now, ...options.cloud });
  firstFetch ??= globalThis.fetch(cloud.url);
  await firstFetch;
  const { path: journalFolder, remove } = await temporaryFolder('journal');
  const sandboxes: Sandbox[] = [];
  const desks: ScriptedDesk[] = [];
  const secrets =
    options.secrets ??
    memorySecrets(options.signedIn === false ? {} : { 'dcs.profile.default': JSON.stringify(profile) });
  const endpoints = { dcs: cloud.url, vpc: cloud.url, iam: cloud.url };
  const window = memoryOfWindow();
  const refusedKeys = refusedHere();
  const anotherDesk: Scene['anotherDesk'] = (parts = {}) => {
    const desk = createScriptedDesk({
      window,
      clock,
      journalFolder,
      refusedKeys,
      ...options,
      secrets,
      startSandbox: async () => {
        const sandbox = await startSandbox({ ...sandboxKey, now: clock.now, ...options.sandbox });
        sandboxes.push(sandbox);
        return sandboxAccount(sandbox);
      },
      ...parts,
      setting: { ...noSettings, endpoints, ...options.setting },
    });
    desks.push(desk);
    return desk;
  };
  try {
    await act({ desk: anotherDesk(), cloud, secrets, sandboxes, clock, journalFolder, anotherDesk });
    for (const desk of desks) assertClean(desk);
    await assertNoSecretIn(journalFolder);
  } finally {
    for (const { journal } of desks) journal.dispose();
    await Promise.all([cloud, ...sandboxes].map(({ close }) => close()));
    remove();
  }
}

const sandboxKey = { accessKeyId: 'SANDBOXEXAMPLEKEY001', secretAccessKey: 'sandbox-secret-of-this-test-0001' };

function sandboxAccount({ url, region, projectId }: Sandbox): SandboxAccount {
  const endpoints = { dcs: url, vpc: url, iam: url };
  return { key: sandboxKey, region, projectId, projectName: region, endpoints };
}

/** Everything a person or a file got to see. */
export function everythingShown({
  asked,
  told,
  progresses,
  copied,
  logged,
  traced,
  exchanges,
  documents,
}: ScriptedDesk): string {
  const { savedTexts, previews } = documents;
  return JSON.stringify({ asked, told, progresses, copied, logged, traced, exchanges, savedTexts, previews });
}

function assertClean(desk: ScriptedDesk): void {
  desk.finish();
  const text = everythingShown(desk);
  for (const { secretAccessKey: secret } of [key, sandboxKey]) {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      assert.ok(!text.includes(form), 'The secret access key was shown');
    }
  }
  assert.doesNotMatch(text, /Signature=[0-9a-f]{8}/, 'A signature was shown');
}

/** The journal is a file like others: whoever reads it must not find a key. */
async function assertNoSecretIn(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = await readFile(join(entry.parentPath, entry.name), 'latin1');
    for (const { accessKeyId, secretAccessKey } of [key, sandboxKey]) {
      assert.ok(!text.includes(secretAccessKey) && !text.includes(accessKeyId), `A key stands in ${entry.name}`);
    }
  }
}

function projectIdOf(name: string): string {
  const found = world.projects.find((project) => project.name === name);
  assert.ok(found, name);
  return found.id;
}
