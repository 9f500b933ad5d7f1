import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Transport } from '../../src/cloud/connection.ts';

/** Creates that the sandbox lets through in any second. */
export const perSecond = 20;

const countSchema = z.object({ created: z.number(), different: z.number() });

export interface ThrottledSandbox {
  readonly url: string;
  /** How many tasks exist, and how many different names they have. */
  count(): Promise<z.infer<typeof countSchema>>;
  close(): Promise<unknown>;
}

export async function startThrottledSandbox(): Promise<ThrottledSandbox> {
  const worker = new Worker(resolve('out/bench/throttledSandbox.worker.js'));
  const [url] = z
    .tuple([z.string()])
    .rest(z.unknown())
    .parse(await once(worker, 'message'));
  return {
    url,
    async count() {
      const answer = once(worker, 'message');
      worker.postMessage('count');
      const [counts] = await answer;
      return countSchema.parse(counts);
    },
    close: () => worker.terminate(),
  };
}

/** What a refusal for too many requests says besides its status. */
export interface Wording {
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The three ways in which a gateway throttles. */
export const wordings: Readonly<Record<string, Wording>> = {
  'limit in the message': { message: `policy api over ratelimit,limit:${perSecond},time:1 second`, headers: {} },
  'Retry-After: 1': { message: 'Too many requests', headers: { 'Retry-After': '1' } },
  'bare 429': { message: 'Too many requests', headers: {} },
};

/** The network, on which the sandbox's 429 are put into other words and counted. */
export function reworded({ message, headers }: Wording): { transport: Transport; refusals: () => number } {
  let refusals = 0;
  return {
    refusals: () => refusals,
    async transport(url, init) {
      const response = await fetch(url, init);
      if (response.status !== 429) return response;
      refusals += 1;
      await response.arrayBuffer();
      const body = { error_code: 'APIGW.0308', error_msg: message, request_id: 'bench' };
      return Response.json(body, { status: 429, headers });
    },
  };
}
