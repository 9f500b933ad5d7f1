import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../../../src/cloud/connection.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { play, profile, type Scene, sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { memorySecrets } from '../../../support/desk/memoryStores.ts';
import type { DeskParts, ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

/** How a request goes on its way; `go` sends it. */
type Way = (go: () => Promise<Response>, url: string) => Promise<Response>;

export interface Windows extends Scene {
  /** Requests of all windows, their paths without the project. */
  readonly asked: string[];
  readonly another: (parts?: Partial<DeskParts>) => ScriptedDesk;
  way: Way;
}

/** Several windows of one account whose project has these tasks. */
export function playWindows(seeds: readonly TaskSeed[], act: (scene: Windows) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  let windows: Windows | undefined;
  const transport: Transport = (url, init) => {
    asked.push(new URL(url).pathname.replace(/^\/v2\/[0-9a-f]+\//, ''));
    const go = () => globalThis.fetch(url, init);
    return windows === undefined ? go() : windows.way(go, url);
  };
  const secrets = memorySecrets({ 'dcs.profile.default': JSON.stringify({ ...profile, projectId: sandboxProject }) });
  return play({ cloud: { seeds }, secrets, transport }, async (scene) => {
    const desks = [scene.desk];
    const another: Windows['another'] = (parts = {}) => {
      const desk = scene.anotherDesk(parts);
      desks.push(desk);
      return desk;
    };
    windows = { ...scene, asked, another, way: (go) => go() };
    try {
      await act(windows);
    } finally {
      for (const { tasks } of desks) tasks.dispose();
      await scene.clock.wait(0);
    }
  });
}

/** The folders in which windows meet, one for each place that is looked at. */
export async function placesIn({ journalFolder }: Scene): Promise<readonly string[]> {
  const above = join(journalFolder, 'looks');
  const names: readonly string[] = await readdir(above).catch(() => []);
  return names.map((name) => join(above, name));
}
