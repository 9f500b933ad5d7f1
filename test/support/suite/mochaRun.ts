import { writeFile } from 'node:fs/promises';
import type { MochaOptions } from 'mocha';
import { z } from 'zod';

/** What a run of mocha came to. */
export const totalsSchema = z.object({ passes: z.number(), failures: z.number(), pending: z.number() });
export type Totals = z.infer<typeof totalsSchema>;

/**
 * Loads and runs test files (absolute paths) and prints mocha's own report. `TOTALS_FILE` in the environment names a file
 * that gets the totals as JSON: whoever started this process reads them there. `TEST_GREP` chooses tests by their full titles.
 */
export async function runMocha(files: readonly string[], options: MochaOptions): Promise<Totals> {
  // Not bundled, so that it is the mocha whose `describe` and `it` the test files call; the import also works from CommonJS.
  const { default: Mocha } = await import('mocha');
  const grep = process.env['TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', ...(grep && { grep: new RegExp(grep) }), ...options });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const totals = await new Promise<Totals>((resolve) => {
    const runner = mocha.run(() => {
      const { passes, failures, pending } = { passes: 0, failures: 0, pending: 0, ...runner.stats };
      resolve({ passes, failures, pending });
    });
  });
  const totalsFile = process.env['TOTALS_FILE'];
  if (totalsFile) await writeFile(totalsFile, JSON.stringify(totals));
  return totals;
}
