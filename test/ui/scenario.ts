import type { Browser } from 'playwright-core';
import { sampleWorkspace } from '../support/desk/sample.ts';
import { withoutProxy } from '../support/suite/command.ts';
import { vsixPath } from '../support/suite/packaging.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { type HostVersion, hostVersions, isHostVersion } from '../support/vscode/hostInstall.ts';
import { type ServerOptions, startServer, type VsCodeServer } from '../support/vscode/vscodeServer.ts';
import { openWorkbench, type WindowOptions, type Workbench } from '../support/window/workbench.ts';

/** A fresh VS Code with the packaged extension, a copy of the sample folder, and one window on it. */
export interface Scenario {
  window: Workbench;
  server: VsCodeServer;
  /** Absolute path of the folder that is open; tests may write to it. */
  workspace: string;
}

export type ScenarioOptions = WindowOptions &
  Omit<ServerOptions, 'version' | 'workspace' | 'vsix'> & {
    /** Writes to the folder before the window is opened: what changes while it opens, its watcher may miss. */
    prepare?: (workspace: string) => Promise<void>;
  };

/** The version under test: `VSCODE_VERSION`, else the newest. */
export function versionUnderTest(): HostVersion {
  const version = process.env['VSCODE_VERSION'] ?? hostVersions.at(-1) ?? '';
  if (!isHostVersion(version)) throw new Error(`VSCODE_VERSION is ${version}; there are ${hostVersions.join(', ')}.`);
  return version;
}

/**
 * Called once inside a `describe`; gives what opens scenarios in its tests. After each test everything is closed; after one
 * that failed, its windows are written to `out/screenshots/<version>/failed-….png` and the extension's log is printed.
 */
export function scenarios(): (options?: ScenarioOptions) => Promise<Scenario> {
  let browser: Browser | undefined;
  const open: Scenario[] = [];
  const closers: (() => void | Promise<void>)[] = [];
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') {
      await record(test.fullTitle(), open).catch((error: unknown) => console.error(String(error)));
    }
    open.length = 0;
    for (const close of closers.splice(0).reverse()) await close();
  });
  return async (options = {}) => {
    if (!browser) throw new Error('A scenario can be opened inside a test only.');
    const scenario = await openScenario(browser, options, (close) => closers.push(close));
    open.push(scenario);
    return scenario;
  };
}

async function openScenario(
  browser: Browser,
  options: ScenarioOptions,
  later: (close: () => void | Promise<void>) => void,
): Promise<Scenario> {
  const { language, theme, viewport, env, prepare, ...forServer } = options;
  const workspace = await sampleWorkspace();
  later(workspace.remove);
  await prepare?.(workspace.path);
  const server = await startServer({
    ...forServer,
    version: versionUnderTest(),
    workspace: workspace.path,
    vsix: vsixPath,
    env: { ...withoutProxy, ...env },
  });
  later(server.stop);
  const window = await openWorkbench(browser, server, {
    ...(language && { language }),
    ...(theme && { theme }),
    ...(viewport && { viewport }),
  });
  later(window.close);
  return { window, server, workspace: workspace.path };
}

async function record(title: string, open: readonly Scenario[]): Promise<void> {
  const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  for (const [index, { window, server }] of open.entries()) {
    const path = await window.screenshot(`failed-${name}${index > 0 ? `-${index}` : ''}`);
    console.error(`    The window when it failed: ${path}\n    The extension's log:\n${await server.logs()}`);
  }
}
