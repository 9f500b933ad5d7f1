import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import type { Transport } from '../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../src/cloud/services/migrationTasks.ts';
import { concurrently } from '../../../src/desk/concurrently.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { connectionTo, sessionOf } from '../../support/network/observedCall.ts';
import { createTarget, exampleBody, key, type Sending, send, withSandbox } from '../../support/network/signedClient.ts';
import { until } from '../../support/suite/until.ts';
import { answersIn, assertAlive, closeOf, createHead, open, portOf, raw, rawUnended } from './rawConnection.ts';
import { listTarget } from './refusal.ts';

const body = exampleBody();
const mebibyte = 1024 * 1024;
const tooLarge = [413, 'APIGW.0201', 'Request entity too large'];

/** In chunks, where the body alone is judged. */
const chunked: NonNullable<Sending['tamper']> = (wire) => ({
  ...wire,
  headers: { ...wire.headers, 'Transfer-Encoding': 'chunked' },
});

/** Writes chunks for as long as anybody takes them, also after the other side has ended; how many bytes were taken. */
async function writeForEver(sandbox: Sandbox): Promise<{ text: string; written: number }> {
  const socket = connect({ port: portOf(sandbox), host: '127.0.0.1', allowHalfOpen: true });
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  let text = '';
  let written = 0;
  socket.on('data', (part) => {
    text += part;
  });
  socket.on('error', () => undefined);
  const closed = closeOf(socket);
  const write = () => {
    if (!socket.destroyed)
      socket.write(chunk, (error) => {
        if (error) return;
        written += chunk.length;
        write();
      });
  };
  socket.write(createHead(sandbox, body, { lines: ['Transfer-Encoding: chunked'] }), write);
  await closed;
  return { text, written };
}

describe('sandbox server: how much it reads', () => {
  it('no more of a body without end than it needs, and then it hangs up', () =>
    withSandbox(async (sandbox) => {
      const { text, written } = await writeForEver(sandbox);
      assert.deepEqual(answersIn(text), [tooLarge]);
      assert.match(text, /^connection: close\r$/im);
      // The rest is what lies in the buffers of both ends.
      assert.ok(written < 40 * mebibyte, `${written} bytes`);
      await assertAlive(sandbox);
    }));

  it('of what is not HTTP: nothing after its answer', () =>
    withSandbox(async (sandbox) => {
      const text = await rawUnended(sandbox, 'garbage\r\n\r\n', 'x'.repeat(mebibyte), 'x'.repeat(mebibyte));
      assert.deepEqual(
        answersIn(text).map(([status]) => status),
        [400],
      );
      await assertAlive(sandbox);
    }));

  for (const [how, tamper] of Object.entries({ announced: undefined, 'in chunks': chunked })) {
    it(`a client that sends four times too much, ${how}, can read why it is refused`, () =>
      withSandbox(async (sandbox) => {
        const long = 'x'.repeat(4 * mebibyte);
        const reply = await send(sandbox, { target: createTarget(sandbox), body: long, ...(tamper && { tamper }) });
        assert.deepEqual([reply.status, reply.body['error_code'], reply.body['error_msg']], tooLarge);
      }));
  }

  it('and so can fetch', () =>
    withSandbox(async (sandbox) => {
      for (const size of [mebibyte + 1, 4 * mebibyte]) {
        const response = await fetch(sandbox.url + createTarget(sandbox), { method: 'POST', body: 'x'.repeat(size) });
        assert.equal(response.status, 413);
        assert.match(await response.text(), /APIGW\.0201/);
      }
      const unsigned = await fetch(sandbox.url + createTarget(sandbox), { method: 'POST', body });
      assert.deepEqual([unsigned.status, unsigned.headers.get('connection')], [401, 'close']);
    }));
});

describe('sandbox server: how many connections', () => {
  it('64 at a time; the next is closed unheard, until one of them leaves', () =>
    withSandbox(async (sandbox) => {
      const sockets = await Promise.all(Array.from({ length: 64 }, () => open(sandbox)));
      for (const socket of sockets) socket.on('error', () => undefined);
      const request = `GET ${listTarget(sandbox)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
      assert.equal(await raw(sandbox, request), '');
      const [first, ...others] = sockets;
      assert.ok(first);
      const closed = closeOf(first);
      first.destroy();
      await closed;
      const text = await until('there is room for one', async () => (await raw(sandbox, request)) || undefined);
      assert.match(text, /^HTTP\/1\.1 401 /);
      for (const socket of others) {
        socket.write(request);
        const [answer] = await once(socket, 'data');
        assert.match(String(answer), /^HTTP\/1\.1 401 /);
      }
      await until('all have left', async () => (await send(sandbox, { target: listTarget(sandbox) })).status === 200);
    }));

  it('those who say nothing leave within seconds, and keep nobody out', async function () {
    this.timeout(20_000);
    await withSandbox(async (sandbox) => {
      const silent = await Promise.all(Array.from({ length: 64 }, () => open(sandbox)));
      for (const socket of silent) socket.on('error', () => undefined);
      await Promise.all(silent.map(closeOf));
      await assertAlive(sandbox);
    });
  });

  const agents: Agent[] = [];
  const transports: Readonly<Record<string, () => Transport>> = {
    'one pool of connections': () => (url, init) => globalThis.fetch(url, init),
    // As the fetch of VS Code 1.100 does.
    'a pool for each request, all kept open': () => (url, init) => {
      const dispatcher = new Agent();
      agents.push(dispatcher);
      return undiciFetch(url, { ...init, dispatcher });
    },
  };
  after(() => Promise.all(agents.map((agent) => agent.destroy())));
  for (const [name, transport] of Object.entries(transports)) {
    it(`enough for three hundred creates of this extension with ${name}`, () =>
      withSandbox(async (sandbox) => {
        const connection = connectionTo(sandbox.url, {
          session: sessionOf(key),
          projectId: sandbox.projectId,
          transport: transport(),
        });
        const bodies = Array.from({ length: 300 }, (_, index) => JSON.parse(exampleBody({ name: `task-${index}` })));
        await concurrently(bodies, 16, (one) => createOnlineMigrationTask(connection, sandbox.projectId, one));
        assert.equal(sandbox.ledger.length, 300);
      }));
  }
});
