import assert from 'node:assert/strict';
import type { Instance } from '../../../../src/cloud/services/instances.ts';
import type { LookUp } from '../../../../src/cloud/services/lookUps.ts';
import type { CloudView } from '../../../../src/editor/cloudView.ts';
import { addressesOf } from '../../../../src/sandbox/redis/redis.ts';
import { play, type SceneOptions, world } from '../../../support/desk/deskAndCloud.ts';
import { example, type FileScene, readIn, settle } from '../fileScene.ts';

/** The ID of an instance of the sandbox. */
export function idOf(name: string): string {
  return redisNamed(name).id;
}

/** Where it listens: `ip:port`. */
export function addressOf(name: string): string {
  return addressesOf(redisNamed(name));
}

function redisNamed(name: string) {
  const found = world.redis.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
}

export const unknownInstance = '12345678-1234-4234-8234-123456789abc';

/** A task file with these ends and settings, as JSON; its VPC is that of most instances. */
export function fileWith(section: object, values: object = {}): string {
  const settings = { migration_method: 'incremental_migration', resume_mode: 'auto' };
  return JSON.stringify({ ...example, ...values, migration: { ...settings, ...section } }, undefined, 2);
}

/** Source and target by their IDs. */
export function endsWith(source: string, target: string): object {
  return { source_instance: { id: source }, target_instance: { id: target } };
}

/** A file of the sandbox, everything that concerns it looked up. */
export function withSandboxFile(
  text: string,
  act: (file: FileScene) => unknown,
  options: SceneOptions = {},
): Promise<void> {
  return play(options, async (scene) => {
    await scene.desk.accounts.useSandbox();
    const file = await readIn(scene, text);
    await settle(file);
    await act(file);
  });
}

/** Which lists were asked for, by the last part of their paths. */
export function listsAsked({ scene }: FileScene): readonly string[] {
  return scene.desk.exchanges.map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? '');
}

/** When the list of `knowing` was read. */
export const readAt = Date.parse('2026-03-04T05:06:07Z');

/** The same view with these instances, all of them where nothing else is said. */
export function knowing(view: CloudView, items: readonly Instance[], state: Partial<LookUp<Instance>> = {}): CloudView {
  const list = { items, complete: true, readAt, done: Promise.resolve(), ...state };
  return { ...view, lookUps: { ...view.lookUps, instances: () => list } };
}

/** An instance of the VPC of `fileWith`, as the list of the service says it. */
export function instanceOf(values: Partial<Instance> & Pick<Instance, 'instance_id'>): Instance {
  return {
    name: '',
    engine: 'Redis',
    engine_version: '5.0',
    status: 'RUNNING',
    vpc_id: example.vpc_id,
    vpc_name: 'vpc-example',
    ip: '192.168.0.9',
    port: 6379,
    max_memory: 4096,
    used_memory: 100,
    ...values,
  };
}
