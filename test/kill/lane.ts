import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { LedgerEntry } from '../../src/sandbox/ledger.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { withoutProxy } from '../support/suite/command.ts';
import { vsixPath } from '../support/suite/packaging.ts';
import type { HostVersion } from '../support/vscode/hostInstall.ts';
import { startServer } from '../support/vscode/vscodeServer.ts';
import { awaitNewHost, tidyKeys } from '../support/window/tidy.ts';
import { packageAgent } from './agent.ts';
import { type Control, type HostAtWork, startControl } from './control.ts';
import { type Gate, startGate } from './gate.ts';
import { portVariable } from './messages.ts';

/** One VS Code with the extension installed, one window at a time, and the cloud that its extension hosts meet through a gate. */
export interface Lane {
  readonly version: HostVersion;
  readonly gate: Gate;
  /** What the cloud created, the truth. */
  readonly ledger: readonly LedgerEntry[];
  /** A profile as the secret storage holds it. */
  readonly profile: string;
  /** The extension host of a new window, or the one that VS Code starts in place of a killed one. */
  nextHost(): Promise<HostAtWork>;
  /** Closes the window; the next host gets a new one. */
  closeWindow(): Promise<void>;
  /** An empty storage and a task file with a name of its own. */
  prepare(name: string): Promise<{ readonly storage: string; readonly file: string }>;
  stop(): Promise<void>;
}

/** Milliseconds until a person would rather reload the window. */
const restartPatience = 15_000;

export async function openLane(version: HostVersion, browser: Browser): Promise<Lane> {
  const key = { accessKeyId: 'KILLTESTKEY', secretAccessKey: 'kill-test-secret' };
  const sandbox = await startSandbox(key);
  const [gate, control, scratch, sample] = await Promise.all([
    startGate(sandbox.url),
    startControl(),
    temporaryFolder('kill'),
    readFile('media/samples/example.dcsmigration.json', 'utf8'),
  ]);
  const server = await startServer({
    version,
    workspace: scratch.path,
    vsix: [vsixPath, await packageAgent(scratch.path)],
    builtins: 'none',
    keybindings: tidyKeys,
    userSettings: { 'dcs.endpoints': { dcs: gate.url, vpc: gate.url, iam: gate.url } },
    env: { ...withoutProxy, [portVariable]: String(control.port) },
  });
  const context = await browser.newContext();
  let page: Page | undefined;
  let windows = 0;
  const closeWindow = async () => {
    await page?.close();
    page = undefined;
  };
  return {
    version,
    gate,
    ledger: sandbox.ledger,
    profile: JSON.stringify({
      region: 'cn-north-4',
      projectId: sandbox.projectId,
      credential: { kind: 'accessKey', ...key },
    }),
    async nextHost() {
      const restarted = page && (await hostInPlaceOfKilled(page, control));
      if (restarted !== undefined) return restarted;
      await closeWindow();
      windows += 1;
      // Each window has a folder of its own, so that its hosts can be told from those of the window before.
      const folder = join(scratch.path, `window-${windows}`);
      await mkdir(folder);
      control.expect(folder);
      page = await context.newPage();
      await page.goto(server.urlOf(folder), { timeout: 60_000 });
      const host = await control.next();
      if (host === undefined) throw new Error(`VS Code ${version} started no extension host.`);
      return host;
    },
    closeWindow,
    async prepare(name) {
      const file = join(scratch.path, `${name}.dcsmigration.json`);
      await writeFile(file, sample.replace('dcs-migration-thrc', name));
      return { storage: join(scratch.path, name), file };
    },
    async stop() {
      await context.close();
      await server.stop();
      await Promise.all([control.close(), gate.close(), sandbox.close()]);
      scratch.remove();
    },
  };
}

async function hostInPlaceOfKilled(page: Page, control: Control): Promise<HostAtWork | undefined> {
  let isOver = false;
  const coming = control.next(restartPatience).finally(() => {
    isOver = true;
  });
  await awaitNewHost(page, () => isOver);
  return coming;
}
