// node out/support/suite/mochaMain.js FOLDER [TIMEOUT]: runs every *.test.js below FOLDER in this process.
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runMocha } from './mochaRun.ts';

const [folder = 'out/unit', timeout = '10000'] = process.argv.slice(2);
const names = await readdir(folder, { recursive: true });
const files = names.filter((name) => name.endsWith('.test.js')).sort();
const totals = await runMocha(
  files.map((name) => resolve(folder, name)),
  { timeout: Number(timeout) },
);
process.exitCode = totals.failures > 0 ? 1 : 0;

// Reached only where something is still open; by then a clean suite has ended by itself.
setTimeout(() => {
  console.error(`The tests ended but left open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}, 5000).unref();
