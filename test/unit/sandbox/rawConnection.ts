import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type AccessKey, sign } from '../../../src/cloud/signing.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { createTarget, key, send } from '../../support/network/signedClient.ts';
import { listTarget } from './refusal.ts';

export const portOf = (sandbox: Sandbox) => Number(new URL(sandbox.url).port);

/** A connection of its own, on which nothing has been sent. */
export async function open(sandbox: Sandbox): Promise<Socket> {
  const socket = connect(portOf(sandbox), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Settles when a connection has ended, with an error or without. */
export function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** What a connection gets back until the other side ends it; this side has ended with the last byte. */
export async function raw(sandbox: Sandbox, bytes: string | Uint8Array): Promise<string> {
  return conversation(await open(sandbox), (socket) => socket.end(bytes));
}

/** The same, of a client that could still send more. */
export async function rawUnended(sandbox: Sandbox, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  return conversation(await open(sandbox), (socket) => {
    for (const part of parts) socket.write(part);
  });
}

async function conversation(socket: Socket, say: (socket: Socket) => void): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = closeOf(socket);
  say(socket);
  await closed;
  return text;
}

/** The head of a signed create, as text; its body is left to be sent. `lines` stand before it and are not signed. */
export function createHead(
  sandbox: Sandbox,
  body: string | Uint8Array,
  { used = key, now = new Date(), lines = [`Content-Length: ${Buffer.byteLength(body)}`] }: HeadChanges = {},
): string {
  const target = createTarget(sandbox);
  const headers = sign(
    { method: 'POST', url: sandbox.url + target, body, headers: { 'Content-Type': 'application/json' } },
    used,
    now,
  );
  const signed = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${target} HTTP/1.1`, ...lines, ...signed, '', ''].join('\r\n');
}

export interface HeadChanges {
  readonly used?: AccessKey;
  readonly now?: Date;
  readonly lines?: readonly string[];
}

/** Status, code and message of each answer that a connection got. */
export function answersIn(text: string): (readonly [status: number, code: unknown, message: unknown])[] {
  return text
    .split(/(?=HTTP\/1\.1 )/)
    .filter((part) => part !== '')
    .map((part) => {
      const [head = '', body = ''] = part.split('\r\n\r\n');
      const { error_code, error_msg } = JSON.parse(body || '{}');
      return [Number(head.split(' ')[1]), error_code, error_msg];
    });
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
