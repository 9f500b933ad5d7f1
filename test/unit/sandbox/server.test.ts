import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { sign } from '../../../src/cloud/signing.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { createTarget, exampleBody, key, send, sendWire, withSandbox } from '../../support/network/signedClient.ts';
import { open, portOf, raw } from './rawConnection.ts';
import { listTarget } from './refusal.ts';

describe('sandbox server: whom it answers', () => {
  it('listens on 127.0.0.1 only', () =>
    withSandbox(async (sandbox) => {
      assert.match(sandbox.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      const others = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => address);
      const alsoLoopback = process.platform === 'linux' ? ['127.0.0.2', '::1'] : ['::1'];
      for (const address of [...others, ...alsoLoopback]) {
        const socket = connect(portOf(sandbox), address);
        const [error] = await once(socket, 'error');
        assert.notEqual(error.code, undefined, address);
      }
    }));

  it('refuses a host name that is not the loopback', () =>
    withSandbox(async (sandbox) => {
      for (const host of ['evil.example', `evil.example:${portOf(sandbox)}`, '127.0.0.1.evil.example', '10.0.0.1']) {
        const reply = await sendWire(sandbox, {
          method: 'GET',
          target: '/v3/regions',
          headers: { host },
          body: undefined,
        });
        assert.deepEqual([reply.status, reply.body['error_code']], [403, 'APIGW.0306'], host);
        assert.match(String(reply.headers['x-request-id']), /^[0-9a-f]{32}$/);
      }
      assert.match(await raw(sandbox, 'GET /v3/regions HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403 /);
      const named = { ...sandbox, url: sandbox.url.replace('127.0.0.1', 'localhost') };
      const target = listTarget(sandbox);
      const headers = sign({ method: 'GET', url: named.url + target }, key, new Date());
      assert.equal((await sendWire(sandbox, { method: 'GET', target, headers, body: undefined })).status, 200);
    }));

  it('refuses web pages, signed or not', () =>
    withSandbox(async (sandbox) => {
      for (const origin of ['https://evil.example', 'null', sandbox.url]) {
        const reply = await send(sandbox, { target: listTarget(sandbox), headers: { Origin: origin } });
        assert.deepEqual([reply.status, reply.body['error_code']], [403, 'APIGW.0306'], origin);
        assert.equal(reply.headers['access-control-allow-origin'], undefined);
      }
    }));
});

describe('sandbox server: its end', () => {
  it('closes while connections are kept alive, idle, half sent and held, and can be closed again', async () => {
    let reached: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const sandbox = await startSandbox({
      ...key,
      latency: ({ status }) => {
        if (status !== 404) return Promise.resolve();
        reached();
        return new Promise(() => undefined);
      },
    });
    const agent = new Agent({ keepAlive: true });
    const url = sandbox.url + listTarget(sandbox);
    const kept = request(url, { agent, headers: sign({ method: 'GET', url }, key, new Date()) }).end();
    const [response] = await once(kept, 'response');
    response.resume();
    await once(response, 'end');
    const sockets = [await open(sandbox), await open(sandbox), await open(sandbox)];
    const ends = sockets.map((socket) => {
      socket.on('error', () => undefined);
      return once(socket, 'close');
    });
    sockets[1]?.write('POST /v2/');
    sockets[2]?.write('GET /held HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await holding;
    await sandbox.close();
    await sandbox.close();
    await Promise.all(ends);
    agent.destroy();
    await assert.rejects(send(sandbox, { target: '/v3/regions' }), { code: 'ECONNREFUSED' });
  });

  it('runs beside another one, each with its own ledger and lock', () =>
    withSandbox((one) =>
      withSandbox(async (other) => {
        assert.notEqual(one.url, other.url);
        assert.equal(one.projectId, other.projectId);
        const wrong = { ...key, secretAccessKey: 'wrong' };
        for (let time = 0; time < 5; time += 1) await send(one, { target: listTarget(one), key: wrong });
        assert.equal((await send(one, { target: listTarget(one) })).status, 401);
        await send(other, { target: createTarget(other), body: exampleBody() });
        assert.deepEqual([one.ledger.length, other.ledger.length], [0, 1]);
      }),
    ));
});
