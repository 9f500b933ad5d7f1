import assert from 'node:assert/strict';
import { cloudFindings } from '../../../src/editor/cloudFindings.ts';
import { type CloudView, type NoView, tracked, viewCloud, writtenIn } from '../../../src/editor/cloudView.ts';
import { suggestAt } from '../../../src/editor/completions.ts';
import { notesOf } from '../../../src/editor/idNotes.ts';
import type { ValueCaret } from '../../../src/editor/valueCaret.ts';
import type { TaskFile } from '../../../src/task/file/taskFile.ts';
import { play, type Scene, type SceneOptions, world } from '../../support/desk/deskAndCloud.ts';
import { scanWhole } from './caretText.ts';

export const vpcNamed = (name: string) => found(world.vpcs, name);
export const groupNamed = (name: string) => found(world.securityGroups, name);
export const subnetNamed = (name: string) =>
  found(
    world.vpcs.flatMap(({ subnets }) => subnets),
    name,
  );
export const projectNamed = (name: string) => found(world.projects, name);

export const example = {
  name: 'dcs-migration-thrc',
  vpc_id: vpcNamed('vpc-example').id,
  subnet_id: subnetNamed('subnet-example').id,
  security_group_id: groupNamed('sg-example').id,
} satisfies TaskFile;

export const textOf = (values: object) => JSON.stringify(values, undefined, 2);

/** A text as the editor knows it, before and after the cloud was asked. */
export interface FileScene {
  readonly text: string;
  readonly scanned: ReturnType<typeof scanWhole>;
  readonly written: ReturnType<typeof writtenIn>;
  readonly found: CloudView | NoView;
  readonly view: CloudView;
  readonly scene: Scene;
}

/** Reads a text in a scene; `view` throws where there is none. */
export async function readIn(scene: Scene, text: string): Promise<FileScene> {
  const scanned = scanWhole(text);
  const written = writtenIn(scanned);
  const found = await viewCloud(scene.desk, scene.desk.documents.put('/workspace/a.dcsmigration.json', text), written);
  return {
    text,
    scanned,
    written,
    found,
    scene,
    get view() {
      assert.ok('connection' in found, JSON.stringify(found));
      return found;
    },
  };
}

/** Plays a scene with one text, everything that concerns it looked up. */
export function withFile(text: string, options: SceneOptions, act: (file: FileScene) => Promise<void>): Promise<void> {
  return play(options, async (scene) => {
    const file = await readIn(scene, text);
    if ('connection' in file.found) await settle(file);
    await act(file);
  });
}

/** Looks until nothing more comes: one list may lead to the next. */
export async function settle({ view, scanned, written, scene }: FileScene, caret?: ValueCaret): Promise<void> {
  const { t } = scene.desk;
  for (;;) {
    const seen = tracked(view);
    cloudFindings(scanned, written, seen.view, t);
    notesOf(scanned, written, seen.view, t);
    if (caret !== undefined) suggestAt(caret, written, seen.view, t);
    const { pending } = seen.state(t);
    if (pending.length === 0) return;
    await Promise.all(pending);
  }
}

function found<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const one = all.find((each) => each.name === name);
  assert.ok(one, name);
  return one;
}
