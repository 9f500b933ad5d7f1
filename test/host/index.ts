import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runMocha } from '../support/suite/mochaRun.ts';

/** What VS Code calls in the extension host: runs the `*.test.cjs` beside this file; rejects when a test failed or none ran. */
export async function run(): Promise<void> {
  const names = await readdir(__dirname, { recursive: true });
  const files = names.filter((name) => name.endsWith('.test.cjs')).sort();
  const totals = await runMocha(
    files.map((name) => join(__dirname, name)),
    { timeout: 60_000, color: false },
  );
  if (totals.failures > 0) throw new Error(`${totals.failures} host tests failed`);
  if (totals.passes === 0) throw new Error('no host test ran');
}
