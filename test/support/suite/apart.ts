import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { temporaryFolder } from './cleanup.ts';
import { type Environment, execute } from './command.ts';
import type { Outcome } from './steps.ts';

const outcomeSchema = z.object({ passed: z.number(), failed: z.number() });

/** Runs a program of ours that calls {@link tellOutcome}, in a process of its own, so that what it prints stays together. */
export async function runApart(program: string, args: readonly string[], env: Environment = {}): Promise<Outcome> {
  const scratch = await temporaryFolder('outcome');
  const file = join(scratch.path, 'outcome.json');
  try {
    const { code, output } = await execute(process.execPath, ['--enable-source-maps', program, ...args], {
      env: { ...env, OUTCOME_FILE: file },
    });
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return { ...outcomeSchema.parse(JSON.parse(text)), output };
    return { passed: 0, failed: 1, output: `${output}\nIt broke off (exit code ${code ?? 'none'}).` };
  } finally {
    scratch.remove();
  }
}

/** Tells the process that runs this one apart; without one there is nobody to tell. */
export async function tellOutcome({ passed, failed }: Outcome): Promise<void> {
  const file = process.env['OUTCOME_FILE'];
  if (file) await writeFile(file, JSON.stringify({ passed, failed }));
}
