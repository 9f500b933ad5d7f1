import assert from 'node:assert/strict';
import { once } from 'node:events';
import { sign } from '../../../src/cloud/signing.ts';
import { createTarget, exampleBody, key, send, withSandbox } from '../../support/network/signedClient.ts';
import { assertAlive, open, raw, unhandledDuring } from './rawConnection.ts';
import { listTarget } from './refusal.ts';

describe('sandbox server: what it survives', () => {
  it('refuses a body of more than 1 MiB, announced or not, and takes one of 1 MiB', () =>
    withSandbox(async (sandbox) => {
      const limit = 1024 * 1024;
      const target = createTarget(sandbox);
      const longest = exampleBody({ padding: '' });
      const exact = exampleBody({ padding: 'x'.repeat(limit - Buffer.byteLength(longest)) });
      assert.equal((await send(sandbox, { target, body: exact })).status, 200);
      for (const framing of [{}, { 'Transfer-Encoding': 'chunked' }]) {
        const reply = await send(sandbox, {
          target,
          body: `${exact} `,
          tamper: (wire) => ({ ...wire, headers: { ...wire.headers, ...framing } }),
        });
        assert.deepEqual([reply.status, reply.body['error_code']], [413, 'APIGW.0201']);
      }
      assert.equal(sandbox.ledger.length, 1);
    }));

  it('answers headers that are too large with 494', () =>
    withSandbox(async (sandbox) => {
      const text = await raw(
        sandbox,
        `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: ${'x'.repeat(40_000)}\r\n\r\n`,
      );
      assert.match(text, /^HTTP\/1\.1 494 /);
      assert.match(text, /"error_code":"APIGW\.0201"/);
      await assertAlive(sandbox);
    }));

  it('answers what is not HTTP with 400', () =>
    withSandbox(async (sandbox) => {
      const garbage = [
        'garbage\r\n\r\n',
        Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc]),
        'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nno colon\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
      ];
      for (const bytes of garbage) assert.match(await raw(sandbox, bytes), /^HTTP\/1\.1 400 /, String(bytes));
      await assertAlive(sandbox);
    }));

  it('goes on after clients that leave: at once, in the head, in the body, before the answer', async () => {
    let held: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      held = resolve;
    });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const unhandled = await unhandledDuring(() =>
      withSandbox(
        async (sandbox) => {
          const head = `POST ${createTarget(sandbox)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n`;
          for (const bytes of ['', head.slice(0, 30), `${head}{"name"`]) {
            const socket = await open(sandbox);
            socket.on('error', () => undefined);
            await new Promise((resolve) => socket.write(bytes, resolve));
            socket.resetAndDestroy();
            assert.doesNotMatch(await raw(sandbox, bytes), / 200 /);
          }
          const leaving = await open(sandbox);
          leaving.write(`GET /held HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
          await reached;
          leaving.destroy();
          release();
          await assertAlive(sandbox);
          assert.equal(sandbox.ledger.length, 0);
        },
        {
          latency: async ({ target }) => {
            if (target !== '/held') return;
            held();
            await released;
          },
        },
      ),
    );
    assert.deepEqual(unhandled, []);
  });

  it('does not count a request whose body never came as a failure of its key', () =>
    withSandbox(async (sandbox) => {
      const url = sandbox.url + createTarget(sandbox);
      const headers = sign({ method: 'POST', url, body: exampleBody() }, key, new Date());
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = `POST ${createTarget(sandbox)} HTTP/1.1\r\n${lines.join('')}Content-Length: 999\r\n\r\n`;
      for (let time = 0; time < 5; time += 1) await raw(sandbox, head + exampleBody());
      await assertAlive(sandbox);
    }));

  it('reads a request that comes byte by byte, and two on one connection', () =>
    withSandbox(async (sandbox) => {
      const url = sandbox.url + listTarget(sandbox);
      const headers = sign({ method: 'GET', url }, key, new Date());
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const text = `GET ${listTarget(sandbox)} HTTP/1.1\r\n${lines.join('')}`;
      const socket = await open(sandbox);
      socket.setNoDelay(true);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      for (const byte of `${text}\r\n`) await new Promise((resolve) => socket.write(byte, resolve));
      socket.write(`${text}Connection: close\r\n\r\n`);
      await once(socket, 'close');
      assert.equal(answer.split('HTTP/1.1 200 OK').length - 1, 2);
    }));
});

describe('sandbox server: held answers', () => {
  it('has created the task when its answer is held, and never sends the answer when the hook rejects', async () => {
    const held: unknown[] = [];
    const unhandled = await unhandledDuring(() =>
      withSandbox(
        async (sandbox) => {
          const lost = send(sandbox, { target: createTarget(sandbox), body: exampleBody() });
          await assert.rejects(lost, { code: 'ECONNRESET' });
          assert.equal(sandbox.ledger.length, 1);
          assert.deepEqual(held, [{ method: 'POST', target: createTarget(sandbox), status: 200 }]);
        },
        {
          latency: async (answer) => {
            held.push(answer);
            throw new Error('lost');
          },
        },
      ),
    );
    assert.deepEqual(unhandled, []);
  });
});
