import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { sign } from '../../../../src/cloud/signing.ts';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { createTarget, exampleBody, key, send, withSandbox } from '../../../support/network/signedClient.ts';

/** Whole numbers below a limit, the same sequence for the same seed. Source: Knuth, TAOCP 3.3.4, the constants of MMIX. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = BigInt(seed);
  return (limit) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number((state >> 33n) % BigInt(limit));
  };
}

/** A few bytes changed, cut out, doubled or put in. */
function damaged(bytes: Buffer, next: (limit: number) => number): Buffer {
  let result = bytes;
  for (let times = next(4); times >= 0; times -= 1) {
    const at = next(result.length);
    const end = Math.min(at + next(12), result.length);
    const [before, middle, after] = [result.subarray(0, at), result.subarray(at, end), result.subarray(end)];
    const noise = Buffer.from(Array.from({ length: next(6) }, () => next(256)));
    result = Buffer.concat(
      [
        [before, noise, after],
        [before, after],
        [before, middle, middle, after],
        [before, noise, middle, after],
      ][next(4)] ?? [],
    );
  }
  return result;
}

function signedCreate(sandbox: Sandbox): Buffer {
  const body = exampleBody();
  const target = createTarget(sandbox);
  const headers = sign(
    { method: 'POST', url: sandbox.url + target, body, headers: { 'Content-Type': 'application/json' } },
    key,
    new Date(),
  );
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`POST ${target} HTTP/1.1\r\n${length}${lines.join('')}\r\n${body}`);
}

async function exchange(sandbox: Sandbox, bytes: Buffer): Promise<void> {
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  const closed = once(socket, 'close');
  socket.end(bytes);
  await closed;
}

describe('sandbox: damaged requests', () => {
  for (const seed of [1, 2, 3]) {
    it(`outlives 400 of them and creates nothing that was not signed (seed ${seed})`, async () => {
      let now = new Date();
      await withSandbox(
        async (sandbox) => {
          const next = numbersFrom(seed);
          const intact = signedCreate(sandbox);
          for (let count = 0; count < 400; count += 1) await exchange(sandbox, damaged(intact, next));
          for (const { body } of sandbox.ledger) assert.deepEqual(body, JSON.parse(exampleBody()));
          now = new Date(now.getTime() + 6 * 60_000);
          const created = sandbox.ledger.length;
          const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody(), now });
          assert.equal(reply.status, 200);
          assert.equal(sandbox.ledger.length, created + 1);
        },
        { now: () => now },
      );
    });
  }
});
