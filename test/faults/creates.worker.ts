// Runs its share of the faulted creates in a thread of its own, and posts what came of them.
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { createUndiciTransport } from '../../src/host/network/undiciTransport.ts';
import { hostFetch } from '../support/network/observedCall.ts';
import { holdRefusingPort } from '../support/network/refusingPort.ts';
import { planCreate } from './createPlan.ts';
import type { Record } from './record.ts';
import { runShard } from './shard.ts';

/** Creates of one sandbox, and sandboxes at one time: long lists and journals take their time. */
const shardSize = 20;
const shardsAtOnce = 8;

const share = z
  .object({ seed: z.number(), creates: z.number(), worker: z.number(), workers: z.number() })
  .parse(workerData);

async function runShare(): Promise<Record[]> {
  const { seed, creates, worker, workers } = share;
  const refusing = await holdRefusingPort();
  const direct = { proxySupport: 'off', proxy: '', noProxy: [], proxyAuthorization: '', systemCertificates: false };
  const transports = { host: hostFetch, undici: (await createUndiciTransport(direct)).send };
  const all = Array.from({ length: Math.ceil(creates / shardSize) }, (_, shard) => shard);
  const own = all.filter((shard) => shard % workers === worker).values();
  const records: Record[] = [];
  const run = async () => {
    for (const shard of own) {
      const first = shard * shardSize;
      const size = Math.min(shardSize, creates - first);
      const plans = Array.from({ length: size }, (_, index) => planCreate(seed, first + index));
      records.push(...(await runShard(seed, shard, plans, { transports, refusingUrl: refusing.url })));
    }
  };
  try {
    await Promise.all(Array.from({ length: shardsAtOnce }, run));
  } finally {
    refusing.release();
  }
  return records;
}

parentPort?.postMessage(await runShare());
