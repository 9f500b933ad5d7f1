import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Agent, fetch as undiciFetch } from 'undici';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { Unreachable } from '../../../../src/cloud/errors.ts';
import {
  type Answer,
  type FaultyServerOptions,
  json,
  refusedPort,
  startFaultyServer,
  withFaultyServer,
} from '../../../support/network/faultyServer.ts';
import { connectionTo, inShort, observe, post, sessionOf } from '../../../support/network/observedCall.ts';
import { testAuthority } from '../../../support/network/testCertificates.ts';

/** Fetch as it would be were the authority of the tests among those of the computer. */
function trusting(ca: string): { transport: Transport; close: () => Promise<void> } {
  const dispatcher = new Agent({ connect: { ca } });
  return { transport: (url, init) => undiciFetch(url, { ...init, dispatcher }), close: () => dispatcher.destroy() };
}

const created = json(200, { instance_id: 'task-1' });

describe('call: no connection', () => {
  it('tells a name that nobody knows from a port that nobody serves, and knows that nothing was sent', async () => {
    const table: [url: string, expected: string, words: RegExp][] = [
      ['https://dcs.cn-north-4.invalid', 'Unreachable · dns · no effect', /dcs\.cn-north-4\.invalid/],
      [`https://127.0.0.1:${await refusedPort()}`, 'Unreachable · refused · no effect', /ECONNREFUSED 127\.0\.0\.1/],
      [`http://127.0.0.1:${await refusedPort()}`, 'Unreachable · refused · no effect', /ECONNREFUSED 127\.0\.0\.1/],
      [`http://localhost:${await refusedPort()}`, 'Unreachable · refused · no effect', /ECONNREFUSED/],
      ['https://127.0.0.1:6000', 'Unreachable · other · no effect', /bad port/],
    ];
    for (const [url, expected, words] of table) {
      const { error, exchange } = await observe(connectionTo(url), post);
      assert.equal(inShort(error), expected, url);
      assert.ok(error instanceof Unreachable);
      assert.match(error.detail, words);
      assert.equal(exchange.status, undefined);
    }
  });

  it('does not send through a connection that is not what it says it is', async () => {
    const table: Record<string, [url: (port: number) => string, options: FaultyServerOptions, expected: string]> = {
      'a certificate of an unknown authority': [(port) => `https://127.0.0.1:${port}`, { tls: true }, 'certificate'],
      'HTTP where TLS should be': [
        (port) => `https://127.0.0.1:${port}`,
        { onConnection: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') },
        'tls',
      ],
      'a hang-up during the handshake': [
        (port) => `https://127.0.0.1:${port}`,
        { onConnection: (socket) => socket.once('data', () => socket.destroy()) },
        'tls',
      ],
    };
    for (const [name, [url, options, reason]] of Object.entries(table)) {
      await withFaultyServer(
        created,
        async (server) => {
          const { error } = await observe(connectionTo(url(server.port)), post);
          assert.equal(inShort(error), `Unreachable · ${reason} · no effect`, name);
          assert.equal(server.received.length, 0, name);
        },
        options,
      );
    }
  });

  it('does not send to a host whose certificate is for another one', async () => {
    const { transport, close } = trusting(testAuthority);
    const run = async (server: { url: string; received: readonly unknown[] }) => {
      const { error } = await observe(connectionTo(server.url, { transport }), post);
      assert.equal(inShort(error), 'Unreachable · certificate · no effect');
      assert.ok(error instanceof Unreachable);
      assert.match(error.detail, /altnames: .*127\.0\.0\.1/);
      assert.equal(server.received.length, 0);
    };
    try {
      await withFaultyServer(created, run, { tls: true });
    } finally {
      await close();
    }
  });

  it('does not send what HTTP cannot carry, nor tell what it was', async () => {
    const token = `tok\nen${'x'.repeat(500)}`;
    const keys = {
      'a line break in the token': { accessKeyId: 'AK', secretAccessKey: 'sk-1', securityToken: token },
      'a key ID in Chinese': { accessKeyId: '访问密钥', secretAccessKey: 'sk-1' },
      'a zero byte': { accessKeyId: 'A\0K', secretAccessKey: 'sk-1' },
    };
    for (const [name, key] of Object.entries(keys)) {
      await withFaultyServer(created, async (server) => {
        const { error } = await observe(connectionTo(server.url, { session: sessionOf(key) }), post);
        assert.equal(inShort(error), 'Unreachable · other · no effect', name);
        assert.equal(server.received.length, 0, name);
        assert.doesNotMatch(error?.message ?? '', /x{20}/, name);
      });
    }
  });
});

describe('call: a connection that breaks once the request has left', () => {
  const table: Record<string, [answer: Answer, reason: string]> = {
    'closed without an answer': [(socket) => socket.end(), 'reset'],
    'cut without an answer': [(socket) => socket.destroy(), 'reset'],
    'reset without an answer': [(socket) => socket.resetAndDestroy(), 'reset'],
    'closed after half of a status line': ['HTTP/1.1 20', 'reset'],
    'closed after half of the headers': ['HTTP/1.1 200 OK\r\nX-Requ', 'reset'],
    'garbage instead of HTTP': ['SSH-2.0-OpenSSH_9.6\r\n', 'other'],
    'a head without end': [`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`, 'other'],
    'two lengths': ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}', 'other'],
    'a proxy that asks for a password': ['HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n', 'other'],
  };
  for (const [name, [answer, reason]] of Object.entries(table)) {
    it(`${name}: ${reason}, sent once, with an open outcome`, () =>
      withFaultyServer(answer, async (server) => {
        const { error, exchange } = await observe(connectionTo(server.url), post);
        assert.equal(inShort(error), `Unreachable · ${reason} · may have taken effect`);
        assert.equal(server.received.length, 1);
        assert.equal(exchange.status, undefined);
      }));
  }

  it('does not send again on a kept connection that turns out to be closed', async () => {
    const kept = json(200, { instance_id: 'task-1' }, ['Connection: keep-alive']);
    for (const end of ['end', 'destroy', 'resetAndDestroy'] as const) {
      const used: unknown[] = [];
      const answer: Answer = (socket) => {
        used.push(socket);
        if (used.length <= 2) socket.write(kept);
        else socket[end]();
      };
      await withFaultyServer(answer, async (server) => {
        for (let time = 0; time < 2; time += 1) {
          assert.equal(inShort((await observe(connectionTo(server.url), post)).error), 'ok');
          // The connection is free again once the event loop has gone round.
          await setImmediate();
        }
        const { error } = await observe(connectionTo(server.url), post);
        assert.equal(inShort(error), 'Unreachable · reset · may have taken effect', end);
        assert.equal(used.length, 3, end);
        assert.ok(used.slice(0, 2).includes(used[2]), 'not on a kept connection');
      });
    }
  });
});

describe('call: sent on to another address', () => {
  for (const status of [300, 301, 302, 303, 304, 307, 308]) {
    it(`${status}: does not go there, nor shows it the credential, nor takes it for a no`, async () => {
      const other = await startFaultyServer(created);
      const answer = `HTTP/1.1 ${status} Moved\r\nLocation: ${other.url}/login\r\nContent-Length: 0\r\n\r\n`;
      try {
        await withFaultyServer(answer, async (server) => {
          const { error } = await observe(connectionTo(server.url), post);
          assert.equal(inShort(error), 'Unintelligible · redirect · may have taken effect');
          assert.ok(error?.message.includes(`${other.url}/login`));
          assert.deepEqual([server.received.length, other.received.length], [1, 0]);
        });
      } finally {
        await other.close();
      }
    });
  }
});
