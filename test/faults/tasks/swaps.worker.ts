// Runs its share of the faulted swaps in a thread of its own, and posts what came of them: what the dead leave behind ends with that.
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { holdRefusingPort } from '../../support/network/refusingPort.ts';
import { runSwap, type Swapped } from './faultedSwap.ts';

const atOnce = 12;

const share = z
  .object({ seed: z.number(), count: z.number(), worker: z.number(), workers: z.number() })
  .parse(workerData);

async function runShare(): Promise<Swapped[]> {
  const { seed, count, worker, workers } = share;
  const refusing = await holdRefusingPort();
  const all = Array.from({ length: count }, (_, number) => number);
  const own = all.filter((number) => number % workers === worker).values();
  const found: Swapped[] = [];
  const lane = async () => {
    for (const number of own) found.push(await runSwap(seed, number, refusing.url));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    refusing.release();
  }
  return found;
}

parentPort?.postMessage(await runShare());
