import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { listTarget } from './refusal.ts';
import { send } from './signedClient.ts';

export const portOf = (sandbox: Sandbox) => Number(new URL(sandbox.url).port);

/** A connection of its own, on which nothing has been sent. */
export async function open(sandbox: Sandbox): Promise<Socket> {
  const socket = connect(portOf(sandbox), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** What a connection gets back until the other side ends it. */
export async function raw(sandbox: Sandbox, bytes: string | Uint8Array): Promise<string> {
  const socket = await open(sandbox);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.end(bytes);
  await closed;
  return text;
}

/** Fails where the sandbox no longer answers a sound request. */
export async function assertAlive(sandbox: Sandbox): Promise<void> {
  assert.equal((await send(sandbox, { target: listTarget(sandbox) })).status, 200);
}

/** Every promise of the sandbox that nobody looks after while `run` goes on. */
export async function unhandledDuring(run: () => Promise<void>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
  try {
    await run();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note);
    process.off('uncaughtExceptionMonitor', note);
  }
  return unhandled;
}
