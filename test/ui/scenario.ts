import { type HostVersion, hostVersions, isHostVersion } from '../support/vscode/hostInstall.ts';
import type { VsCodeServer } from '../support/vscode/vscodeServer.ts';
import type { Workbench } from '../support/window/workbench.ts';
import { closeStages, type Stage, type StageOptions, stageFor } from './stages.ts';

/** A window of VS Code with the packaged extension on a copy of the sample folder, which know of no scenario before. */
export interface Scenario {
  window: Workbench;
  server: VsCodeServer;
  /** Absolute path of the folder that is open; tests may write to it. */
  workspace: string;
}

/** The version under test: `VSCODE_VERSION`, else the newest. */
export function versionUnderTest(): HostVersion {
  const version = process.env['VSCODE_VERSION'] ?? hostVersions.at(-1) ?? '';
  if (!isHostVersion(version)) throw new Error(`VSCODE_VERSION is ${version}; there are ${hostVersions.join(', ')}.`);
  return version;
}

/**
 * Called once inside a `describe`; gives what opens the one scenario of each of its tests. After a test that failed, its window is written
 * to `out/screenshots/<version>/failed-….png` and the extension's log is printed.
 */
export function scenarios(): (options?: StageOptions) => Promise<Scenario> {
  let stage: Stage | undefined;
  let scenario: Scenario | undefined;
  afterEach(async function () {
    const test = this.currentTest;
    const isSound = test?.state === 'passed';
    if (test && !isSound && scenario)
      await record(test.fullTitle(), scenario).catch((error: unknown) => console.error(String(error)));
    scenario = undefined;
    await stage?.leave(isSound);
    stage = undefined;
  });
  return async (options = {}) => {
    stage = await stageFor(versionUnderTest(), options);
    const { server, workspace } = stage;
    scenario = { window: await stage.open(options), server, workspace };
    return scenario;
  };
}

// Of all files together.
after(closeStages);

async function record(title: string, { window, server }: Scenario): Promise<void> {
  const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  const path = await window.screenshot(`failed-${name}`);
  console.error(`    The window when it failed: ${path}\n    The extension's log:\n${await server.logs()}`);
}
