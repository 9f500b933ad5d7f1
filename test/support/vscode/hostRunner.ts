import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../suite/cleanup.ts';
import { withoutProxy } from '../suite/command.ts';
import { type Totals, totalsSchema } from '../suite/mochaRun.ts';
import { launchBrowser } from './browser.ts';
import type { HostVersion } from './hostInstall.ts';
import { hostWorkspace } from './hostWorkspace.ts';
import { startServer, type VsCodeServer } from './vscodeServer.ts';

/** Longest time for the whole suite, in milliseconds. */
const limit = 5 * 60_000;

/**
 * Runs `out/host/index.cjs` inside the extension host of this VS Code, with the extension in this folder, and prints what the
 * tests print. Throws when the extension host never answers.
 */
export async function runHostSuite(version: HostVersion): Promise<Totals> {
  const workspace = await hostWorkspace();
  const scratch = await temporaryFolder('totals');
  const totalsFile = join(scratch.path, 'totals.json');
  const server = await startServer({
    version,
    workspace: workspace.file,
    smokeTestDriver: true,
    // In a browser VS Code saves after a second by itself; tests of unsaved texts would race with that.
    machineSettings: { 'files.autoSave': 'off' },
    env: { ...withoutProxy, TOTALS_FILE: totalsFile },
  });
  const browser = await launchBrowser();
  const chatter: string[] = [];
  try {
    const page = await browser.newPage();
    await runInWindow(page, server, { extension: '.', tests: 'out/host/index.cjs' }, chatter);
    const text = await readFile(totalsFile, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(`The host tests of VS Code ${version} broke off.`);
    const totals = totalsSchema.parse(JSON.parse(text));
    if (totals.failures === 0) chatter.length = 0;
    return totals;
  } finally {
    if (chatter.length > 0) console.error(`What VS Code ${version} said beside the tests:\n${chatter.join('\n')}`);
    await browser.close();
    await server.stop();
    workspace.remove();
    scratch.remove();
  }
}

/**
 * Has the extension host of a new window load `extension` (a folder) and call `run` of the module `tests`. Gives the exit code that it
 * reports; mocha's lines are printed, all others kept in `chatter`.
 */
export async function runInWindow(
  page: Page,
  server: Pick<VsCodeServer, 'url' | 'port'>,
  { extension, tests }: { extension: string; tests: string },
  chatter: string[],
): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<number>((done, fail) => {
    timer = setTimeout(() => fail(new Error(`The host tests did not end within ${limit / 60_000} minutes.`)), limit);
    void page.exposeFunction('codeAutomationExit', (code: number) => done(code));
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    // mocha prints with a format and values; VS Code's own chatter comes as one text or as an error.
    if (args.length > 1 && type !== 'error') console.log(...args);
    else chatter.push(format(...args));
  });
  const inHost = (path: string) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(resolve(path))}`;
  const payload = [
    ['extensionDevelopmentPath', inHost(extension)],
    ['extensionTestsPath', inHost(tests)],
  ];
  await page.goto(`${server.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return exited.finally(() => clearTimeout(timer));
}
