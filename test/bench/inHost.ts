import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type Samples, samplesSchema } from './samples.ts';

/**
 * What VS Code calls in the extension host: activates the extensions named in `BENCH_IDS`, once each, and adds the milliseconds to
 * the file `BENCH_SAMPLES`. Each window starts with another of them.
 */
export async function run(): Promise<void> {
  const file = process.env['BENCH_SAMPLES'] ?? '';
  const ids = (process.env['BENCH_IDS'] ?? '').split(',');
  const samples = samplesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const first = samples.length % ids.length;
  const order = [...ids.slice(first), ...ids.slice(0, first)];
  await activate('dcs-tools.bystander');
  const times: Samples[number] = [];
  for (const id of order) {
    await untilIdle();
    times.push({ id, milliseconds: await activate(id) });
  }
  await writeFile(file, JSON.stringify([...samples, times]));
}

async function activate(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is not there, or active already`);
  const start = performance.now();
  await extension.activate();
  return performance.now() - start;
}

/** Waits until what VS Code and its own extensions do at start-up is over: nine tenths of a fifth of a second idle. */
async function untilIdle(): Promise<void> {
  for (let busy = true; busy; ) {
    const start = performance.eventLoopUtilization();
    await delay(200);
    busy = performance.eventLoopUtilization(start).utilization > 0.1;
  }
}
