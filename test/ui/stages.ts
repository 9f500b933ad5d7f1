import { readdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { sampleWorkspace } from '../support/desk/sample.ts';
import { withoutProxy } from '../support/suite/command.ts';
import { vsixPath } from '../support/suite/packaging.ts';
import { until } from '../support/suite/until.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import type { HostVersion } from '../support/vscode/hostInstall.ts';
import { type ServerOptions, startServer, type VsCodeServer } from '../support/vscode/vscodeServer.ts';
import { awaitNewHost, tidyKeys } from '../support/window/tidy.ts';
import { openWorkbench, type WindowOptions, type Workbench } from '../support/window/workbench.ts';

export type StageOptions = WindowOptions &
  Pick<ServerOptions, 'machineSettings' | 'userSettings' | 'trusted'> & {
    /** Writes to the folder before the window is opened: what changes while it opens, its watcher may miss. */
    prepare?: (workspace: string) => Promise<void>;
  };

/** A server of VS Code and a folder, where one scenario after another takes place, each in a window that knows of none before it. */
export interface Stage {
  readonly server: VsCodeServer;
  readonly workspace: string;
  /** A new window, or the one of the scenario before, tidied and with an extension host of its own. */
  open(options: StageOptions): Promise<Workbench>;
  /** After a scenario: the window stays for the next one where it can be tidied, and where `isSound`. */
  leave(isSound: boolean): Promise<void>;
  stop(): Promise<void>;
}

let browser: Promise<Browser> | undefined;

function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser().catch((error: unknown) => {
    browser = undefined;
    throw error;
  });
  return browser;
}

const stages = new Map<string, Promise<Stage>>();

/**
 * The stage for scenarios of these options. Where they ask for nothing but a language, everything that a scenario leaves is in the
 * extension host and on disk, so that its window can be used again. What they sign in with, or allow, stays with a window.
 */
export function stageFor(version: HostVersion, options: StageOptions): Promise<Stage> {
  const { language = 'en', trusted = true, machineSettings, userSettings } = options;
  const keeps = trusted && machineSettings === undefined && userSettings === undefined;
  const key = keeps ? language : `trusted: ${trusted}`;
  const stage = stages.get(key) ?? openStage(version, trusted, keeps);
  stages.set(key, stage);
  // Where this fails, the next one tries again.
  stage.catch(() => stages.delete(key));
  return stage;
}

/** Ends everything that was started for stages. */
export async function closeStages(): Promise<void> {
  const ended = await Promise.allSettled([...stages.values()].map(async (stage) => (await stage).stop()));
  stages.clear();
  await (await browser)?.close();
  browser = undefined;
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function openStage(version: HostVersion, trusted: boolean, keeps: boolean): Promise<Stage> {
  const program = await sharedBrowser();
  const { path: workspace, restore, remove } = await sampleWorkspace();
  const server = await startServer({
    version,
    workspace,
    trusted,
    vsix: vsixPath,
    builtins: 'few',
    keybindings: tidyKeys,
    env: withoutProxy,
  });
  let window: Workbench | undefined;
  const close = async () => {
    await window?.close();
    window = undefined;
  };
  return {
    server,
    workspace,
    open: async ({ prepare, ...options }) => {
      if (window && !keeps) throw new Error('One window at a time.');
      await prepare?.(workspace);
      await server.configure(options);
      server.forget();
      // Whatever keeps it from being used again, a new one can be opened.
      if (window && !(await becomesNew(window, server, options).catch(() => false))) await close();
      window ??= await openWorkbench(program, server, options);
      return window;
    },
    leave: async (isSound) => {
      const stays = keeps && isSound && (await window?.tidy().catch(() => false));
      if (!stays) await close();
      await restore();
      // What comes again under the same name before the window has seen it go would be shown as it was.
      if (window) await showsFolder(window, workspace).catch(close);
    },
    stop: async () => {
      await close();
      await server.stop();
      remove();
    },
  };
}

async function showsFolder({ explorer }: Workbench, folder: string): Promise<void> {
  const { length } = await readdir(folder);
  await until('the explorer shows the folder', async () => (await explorer.names()).length === length, explorer.names);
}

/** After its extension host was killed. */
async function becomesNew(window: Workbench, server: VsCodeServer, options: WindowOptions): Promise<boolean> {
  await window.look(options);
  await awaitNewHost(window.page, () => server.hosts().length > 0);
  // What the killed host has said at the last moment goes, too.
  return window.tidy();
}
