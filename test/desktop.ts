// npm run test:desktop: the host suite in desktop builds of VS Code, where those can be downloaded.
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { temporaryFolder } from './support/suite/cleanup.ts';
import { totalsSchema } from './support/suite/mochaRun.ts';
import { hostWorkspace } from './support/vscode/hostWorkspace.ts';

const versions = ['1.100.3', 'stable'];

async function main(): Promise<number> {
  let failed = 0;
  for (const version of versions) {
    const program = await download(version);
    if (!program) return 1;
    const totals = await runSuite(program);
    console.log(`VS Code ${version}: ${totals.passes} passed, ${totals.failures} failed`);
    failed += totals.failures + (totals.passes === 0 ? 1 : 0);
  }
  return failed > 0 ? 1 : 0;
}

async function download(version: string): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: resolve('.vscode-test') });
  } catch (error) {
    console.error(
      `The desktop build of VS Code ${version} cannot be downloaded (${String(error)}): run this where update.code.visualstudio.com is reached, or use npm test, which needs no desktop build.`,
    );
    return undefined;
  }
}

async function runSuite(program: string): Promise<{ passes: number; failures: number }> {
  const workspace = await hostWorkspace();
  const folder = await temporaryFolder('desktop');
  const totalsFile = join(folder.path, 'totals.json');
  try {
    await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: resolve('out/host/index.cjs'),
      extensionTestsEnv: { TOTALS_FILE: totalsFile },
      launchArgs: [workspace.file, '--disable-extensions', '--disable-workspace-trust'],
    }).catch((error: unknown) => console.error(String(error)));
    const text = await readFile(totalsFile, 'utf8').catch(() => undefined);
    return text === undefined ? { passes: 0, failures: 1 } : totalsSchema.parse(JSON.parse(text));
  } finally {
    await rm(totalsFile, { force: true });
    folder.remove();
    workspace.remove();
  }
}

process.exitCode = await main();
