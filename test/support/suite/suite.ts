import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.ts';
import { type Environment, execute } from './command.ts';
import { totalsSchema } from './mochaRun.ts';
import type { Outcome } from './steps.ts';

/**
 * Runs the built tests below a folder in a process of their own and shows their output. `timeout` is one test's, in
 * milliseconds. Failures are: a failed test, a skipped one, no test at all, a process that crashed or did not end by itself.
 */
export async function runMochaFolder(
  folder: string,
  options: { timeout: number; env?: Environment },
): Promise<Outcome> {
  const scratch = await temporaryFolder('totals');
  const totalsFile = join(scratch.path, 'totals.json');
  try {
    const { code } = await execute(
      process.execPath,
      ['--enable-source-maps', 'out/support/suite/mochaMain.js', folder, String(options.timeout)],
      { show: true, env: { ...options.env, TOTALS_FILE: totalsFile }, timeout: 20 * 60_000 },
    );
    const text = await readFile(totalsFile, 'utf8').catch(() => undefined);
    if (text === undefined) {
      console.error(`The tests in ${folder} broke off (exit code ${code ?? 'none'}).`);
      return { passed: 0, failed: 1 };
    }
    const totals = totalsSchema.parse(JSON.parse(text));
    const failed = totals.failures + totals.pending;
    const alarm = (code !== 0 && failed === 0) || totals.passes + failed === 0;
    if (alarm) console.error(`The tests in ${folder} ended with ${code ?? 'a signal'} and ${totals.passes} passed.`);
    return { passed: totals.passes, failed: failed + (alarm ? 1 : 0) };
  } finally {
    scratch.remove();
  }
}
