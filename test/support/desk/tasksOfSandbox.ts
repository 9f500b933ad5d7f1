import type { TaskSeed } from '../../../src/sandbox/life/seeds.ts';
import { play, type Scene, type SceneOptions } from './deskAndCloud.ts';

/** A scene whose window uses a sandbox with these tasks. Requests of the window since then are in `desk.requests`. */
export function playWithTasks(
  seeds: readonly TaskSeed[],
  act: (scene: Scene) => Promise<void>,
  options: SceneOptions = {},
): Promise<void> {
  return play({ signedIn: false, ...options, sandbox: { seeds, ...options.sandbox } }, async (scene) => {
    await scene.desk.accounts.useSandbox();
    try {
      await act(scene);
    } finally {
      scene.desk.tasks.dispose();
    }
  });
}

/** What the sandbox was asked to do with its tasks, and whether it did: `stop true`. */
export function answered({ sandboxes }: Scene): readonly string[] {
  return (sandboxes[0]?.actions ?? []).map(({ action, accepted }) => `${action} ${accepted}`);
}
