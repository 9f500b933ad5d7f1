import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { z } from 'zod';
import type { Transport } from '../../src/cloud/connection.ts';
import { sentOnce } from '../../src/cloud/sentOnce.ts';
import { createNetwork } from '../../src/host/network/network.ts';
import type { createUndiciTransport } from '../../src/host/network/undiciTransport.ts';
import { json, startFaultyServer } from '../support/network/faultyServer.ts';
import { until } from '../support/suite/until.ts';
import { importShipped } from './extensionUnderTest.ts';
import { type Loopback, startEcho, startProxy } from './tunnel.ts';

const undiciModule = z.object({
  createUndiciTransport: z.custom<typeof createUndiciTransport>((it) => typeof it === 'function'),
});

/** What tells the two apart on the wire: each sends its own name. */
const agents = { host: 'node', undici: 'undici' };

describe('the network of the host', () => {
  let echo: Loopback;
  let proxy: Loopback;
  let network: ReturnType<typeof createNetwork>;
  const changed: (() => Thenable<void>)[] = [];
  before(async () => {
    echo = await startEcho();
    proxy = await startProxy(echo.port);
    network = createNetwork();
  });
  after(async () => {
    network.dispose();
    await proxy.close();
    await echo.close();
  });
  afterEach(async () => {
    for (const restore of changed.splice(0)) await restore();
    echo.seen.length = 0;
    proxy.seen.length = 0;
  });

  const set = async (name: string, value: unknown) => {
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('http').update(name, value, Global);
    changed.push(() => vscode.workspace.getConfiguration('http').update(name, undefined, Global));
  };
  const post = async (transport: Transport, url: string, status = 200) => {
    const { signal } = new AbortController();
    const headers = { 'Content-Type': 'application/json', 'X-Sdk-Date': '20260101T000000Z' };
    const request = sentOnce({ method: 'POST', url, headers, body: '{"name":"迁移"}' });
    const response = await transport(url, { ...request, signal, redirect: 'manual' });
    assert.deepEqual([response.status, await response.text()], [status, '{}']);
  };
  const here = () => `http://127.0.0.1:${echo.port}/v2/p/migration/instance?x=1`;

  it("is the host's fetch where VS Code lends it its proxy and certificates", async () => {
    await set('fetchAdditionalSupport', true);
    await post(await network.open(), here());
    const [request] = echo.seen;
    assert.equal(request?.headers['user-agent'], agents.host);
    assert.equal(request?.target, '/v2/p/migration/instance?x=1');
    assert.equal(request?.headers['x-sdk-date'], '20260101T000000Z');
    assert.deepEqual([request?.headers['content-length'], request?.headers['transfer-encoding']], ['17', undefined]);
    assert.equal(request?.body, '{"name":"迁移"}');
  });

  it('is undici of its own where it does not', async () => {
    await set('fetchAdditionalSupport', false);
    await post(await network.open(), here());
    const [request] = echo.seen;
    assert.equal(request?.headers['user-agent'], agents.undici);
    assert.deepEqual([request?.headers['content-length'], request?.headers['transfer-encoding']], ['17', undefined]);
    assert.equal(request?.body, '{"name":"迁移"}');
  });

  for (const [support, agent] of [
    [true, agents.host],
    [false, agents.undici],
  ] as const) {
    describe(`with http.fetchAdditionalSupport ${support}`, () => {
      beforeEach(() => set('fetchAdditionalSupport', support));

      it('goes through the proxy of the settings to names that only the proxy knows', async () => {
        await set('proxy', `http://127.0.0.1:${proxy.port}`);
        await post(await network.open(), 'http://dcs.cloud.invalid/v2/p');
        assert.deepEqual(
          proxy.seen.map(({ method, target }) => `${method} ${target}`),
          ['CONNECT dcs.cloud.invalid:80'],
        );
        const [request] = echo.seen;
        assert.equal(request?.headers.host, 'dcs.cloud.invalid');
        assert.equal(request?.headers['user-agent'], agent);
      });

      it('does not tell the proxy of this computer', async () => {
        await set('proxy', `http://127.0.0.1:${proxy.port}`);
        await post(await network.open(), here());
        assert.equal(echo.seen.length, 1);
        assert.deepEqual(proxy.seen, []);
      });

      it('asks no proxy where proxies are switched off', async () => {
        await set('proxy', `http://127.0.0.1:${proxy.port}`);
        await set('proxySupport', 'off');
        await assert.rejects(post(await network.open(), 'http://dcs.cloud.invalid/v2/p'));
        assert.deepEqual(proxy.seen, []);
      });

      it('ends with the signal', async () => {
        const stop = new AbortController();
        stop.abort();
        const transport = await network.open();
        const request = sentOnce({ method: 'GET', url: here(), headers: {} });
        const sent = transport(here(), { ...request, signal: stop.signal, redirect: 'manual' });
        await assert.rejects(sent, { name: 'AbortError' });
      });

      for (const status of [401, 421]) {
        it(`sends a create once where the answer is ${status}, directly and through a proxy`, async () => {
          const wrong = await startFaultyServer(json(status, {}));
          const before = await startProxy(wrong.port);
          try {
            await post(await network.open(), wrong.url, status);
            assert.equal(wrong.received.length, 1);
            await set('proxy', `http://127.0.0.1:${before.port}`);
            await post(await network.open(), 'http://dcs.cloud.invalid/v2/p', status);
            assert.deepEqual([wrong.received.length, before.seen.length], [2, 1]);
            assert.equal(wrong.received[1]?.body.toString(), '{"name":"迁移"}');
          } finally {
            await before.close();
            await wrong.close();
          }
        });
      }
    });
  }

  it('is one undici for all connections, so that theirs are reused, until a setting changes', async () => {
    await set('fetchAdditionalSupport', false);
    const opened = await network.open();
    const postAnew = async (transport: Transport) => {
      const before = echo.connections();
      await post(transport, here());
      return echo.connections() - before;
    };
    // Word of the last change of a setting may come when it has been made for a while.
    await until('a connection is used again', async () => (await postAnew(await network.open())) === 0);
    await until('it is used again by what was opened before', async () => (await postAnew(opened)) === 0);
    await set('noProxy', ['elsewhere.example']);
    assert.ok((await postAnew(opened)) > 0);
  });

  it('stays as it was for everyone else in this host when the undici that is shipped is loaded', async () => {
    // The host fills the slot of the process-wide dispatcher with its first fetch.
    await globalThis.fetch(here());
    const before = globals();
    assert.ok(before.get(Symbol.for('undici.globalDispatcher.1')));
    const { createUndiciTransport } = undiciModule.parse(await importShipped('undiciTransport'));
    const own = await createUndiciTransport({
      proxySupport: 'override',
      proxy: '',
      noProxy: [],
      proxyAuthorization: '',
      systemCertificates: true,
    });
    await post(own.send, here());
    await own.close();
    assert.equal(echo.seen.at(-1)?.headers['user-agent'], agents.undici);
    const after = globals();
    assert.deepEqual([...after.keys()], [...before.keys()]);
    for (const [key, value] of after) assert.ok(Object.is(value, before.get(key)), `${String(key)} was replaced`);
  });
});

/** Every global with its value; those that are made when they are first read, as they are made. */
function globals(): Map<string | symbol, unknown> {
  return new Map(Reflect.ownKeys(globalThis).map((key) => [key, Reflect.get(globalThis, key)]));
}
