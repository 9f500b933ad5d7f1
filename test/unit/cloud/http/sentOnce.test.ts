import assert from 'node:assert/strict';
import { Agent, fetch as undiciFetch } from 'undici';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { call } from '../../../../src/cloud/http.ts';
import { sentOnce } from '../../../../src/cloud/sentOnce.ts';
import { http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, hostFetch, inShort, observe, post } from '../../../support/network/observedCall.ts';

const dispatcher = new Agent();
const transports: Readonly<Record<string, Transport>> = {
  "the host's fetch": hostFetch,
  'undici 7': (url, init) => undiciFetch(url, { ...init, dispatcher }),
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const statuses = [200, ...range(300, 309), ...range(400, 432), 451, 460, 494, 499, ...range(500, 512), 599];

after(() => dispatcher.close());

for (const [name, transport] of Object.entries(transports)) {
  describe(`a request that leaves once, by ${name}`, () => {
    it('a POST, whatever the status of the answer', () => {
      let status = 0;
      return withFaultyServer(
        (socket) => void socket.end(http(status, '')),
        async ({ url, received }) => {
          const repeated: number[] = [];
          for (const [index, next] of statuses.entries()) {
            status = next;
            await call(connectionTo(url, { transport }), post).catch(() => undefined);
            if (received.length !== index + 1) repeated.push(status);
          }
          assert.deepEqual(repeated, []);
        },
      );
    });

    it('a POST that the first connection answers with 421, though a second one would take it', async () => {
      let asked = 0;
      await withFaultyServer(
        (socket) => {
          asked += 1;
          socket.end(asked === 1 ? http(421, '') : json(200, { instance_id: 'task-1' }));
        },
        async (server) => {
          const { error } = await observe(connectionTo(server.url, { transport }), post);
          assert.equal(inShort(error), 'Refused · 421 · - · may have taken effect');
          assert.equal(asked, 1);
        },
      );
    });

    it('the body in one piece with its length, also where there is none', async () => {
      for (const body of ['{"name":"迁移"}', undefined]) {
        await withFaultyServer(http(421, ''), async ({ url, received }) => {
          const request = sentOnce({ method: 'POST', url, headers: { 'X-A': 'b' }, ...(body && { body }) });
          const { signal } = new AbortController();
          await (await transport(url, { ...request, signal, redirect: 'manual' })).text();
          assert.equal(received.length, 1);
          const headers = new Map(received[0]?.headers.map(([header, value]) => [header.toLowerCase(), value]));
          assert.equal(received[0]?.body.toString(), body ?? '');
          assert.equal(headers.get('content-length'), String(Buffer.byteLength(body ?? '')));
          assert.deepEqual([headers.get('x-a'), headers.has('transfer-encoding')], ['b', false]);
        });
      }
    });
  });
}

describe('a request that leaves once', () => {
  it('asks for no credentials of a browser: with them some versions of undici repeat a 401', () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const sent = sentOnce({ method, url: 'https://example.com/', headers: {} });
      assert.deepEqual([sent.method, sent.credentials], [method, 'omit']);
      assert.equal(sent.body === undefined, method === 'GET');
    }
  });
});
