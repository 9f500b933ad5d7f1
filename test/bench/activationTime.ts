import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { withoutProxy } from '../support/suite/command.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import type { HostVersion } from '../support/vscode/hostInstall.ts';
import { runInWindow } from '../support/vscode/hostRunner.ts';
import { startServer } from '../support/vscode/vscodeServer.ts';
import { packageFolder, peers, writeExtension } from './emptyExtension.ts';
import { packageOurs } from './ownExtension.ts';
import { type Samples, samplesSchema } from './samples.ts';

/** Our extension and what it is compared with, as the samples name them. */
export const ids = { ours: 'dcs-tools.dcs-migration', empty: 'dcs-tools.empty', hello: 'dcs-tools.hello' } as const;

const inHost = 'out/bench/inHost.cjs';

/**
 * Opens that many windows, each with an extension host of its own, and in each times `Extension.activate()` of ours and of its
 * peers, all installed from their VSIX.
 */
export async function measureActivation(version: HostVersion, windows: number): Promise<Samples> {
  await build({
    entryPoints: ['test/bench/inHost.ts'],
    outfile: inHost,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const scratch = await temporaryFolder('bench');
  const folders = Object.entries(peers).map(([name, code]) => writeExtension(scratch.path, name, code));
  const packages = await Promise.all(folders.map(async (folder) => packageFolder(await folder)));
  // Tests run for the sake of an extension under development; it is activated first, and pays what the first one pays.
  const bystander = await writeExtension(scratch.path, 'bystander', peers.empty);
  const samplesFile = join(scratch.path, 'samples.json');
  await writeFile(samplesFile, '[]');
  const server = await startServer({
    version,
    workspace: scratch.path,
    vsix: [await packageOurs(scratch.path), ...packages],
    smokeTestDriver: true,
    env: { ...withoutProxy, BENCH_SAMPLES: samplesFile, BENCH_IDS: Object.values(ids).join() },
  });
  const browser = await launchBrowser();
  try {
    for (let window = 0; window < windows; window += 1) {
      const page = await browser.newPage();
      const chatter: string[] = [];
      const code = await runInWindow(page, server, { extension: bystander, tests: inHost }, chatter);
      if (code !== 0) throw new Error(`The extension host could not measure:\n${chatter.join('\n')}`);
      await page.close();
    }
    return samplesSchema.parse(JSON.parse(await readFile(samplesFile, 'utf8')));
  } finally {
    await browser.close();
    await server.stop();
    scratch.remove();
  }
}
