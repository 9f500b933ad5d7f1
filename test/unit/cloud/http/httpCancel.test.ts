import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, hostFetch, inShort, observe, post } from '../../../support/network/observedCall.ts';

const silence = () => undefined;
const half = (status: number) => `HTTP/1.1 ${status} Status\r\nContent-Length: 100\r\n\r\n{"instance_id":`;
const answerHalf = (status: number) => (socket: Socket) => socket.write(half(status));

/** Does something at the moment when the headers have been read and the body has not. */
function afterHeaders(act: () => void): Transport {
  return async (url, init) => {
    const response = await hostFetch(url, init);
    act();
    return response;
  };
}

/** Lets the end of the time be felt only then, so that it does not matter how slow the machine is. */
function outOfTimeAfter(moment: Promise<unknown> | 'headers'): Transport {
  return async (url, init) => {
    const felt = new AbortController();
    const abort = () => felt.abort();
    const feel = () => (init.signal.aborted ? abort() : init.signal.addEventListener('abort', abort, { once: true }));
    const response = hostFetch(url, { ...init, signal: felt.signal });
    await (moment === 'headers' ? response : moment);
    feel();
    return response;
  };
}

describe('call: cancelled', () => {
  it('before anything is sent: sends nothing, and is sure of it', () =>
    withFaultyServer(json(200, { instance_id: 'x' }), async (server) => {
      const controller = new AbortController();
      controller.abort();
      const { error, exchange } = await observe(connectionTo(server.url), post, controller);
      assert.equal(inShort(error), 'Cancelled · no effect');
      assert.equal(exchange.status, undefined);
      assert.equal(server.received.length, 0);
    }));

  it('while waiting for the answer: hangs up, and is sure of nothing', async () => {
    let hungUp: Promise<unknown> | undefined;
    const answer = (socket: Socket) => {
      hungUp = new Promise((resolve) => socket.on('close', resolve));
    };
    await withFaultyServer(answer, async (server) => {
      const controller = new AbortController();
      const call = observe(connectionTo(server.url), post, controller);
      await server.first;
      assert.equal(getEventListeners(controller.signal, 'abort').length, 1);
      controller.abort(new Error('a reason of its own'));
      assert.equal(inShort((await call).error), 'Cancelled · may have taken effect');
      await hungUp;
      assert.equal(server.received.length, 1);
    });
  });

  it('during the body: the status tells what is certain', async () => {
    const table: [status: number, expected: string][] = [
      [200, 'Cancelled · may have taken effect'],
      [500, 'Cancelled · may have taken effect'],
      [408, 'Cancelled · may have taken effect'],
      [403, 'Refused · 403 · - · no effect'],
      [302, 'Cancelled · may have taken effect'],
    ];
    for (const [status, expected] of table) {
      await withFaultyServer(answerHalf(status), async (server) => {
        const controller = new AbortController();
        const transport = afterHeaders(() => controller.abort());
        const { error, exchange } = await observe(connectionTo(server.url, { transport }), post, controller);
        assert.equal(inShort(error), expected, String(status));
        assert.equal(exchange.status, status);
        assert.equal(server.received.length, 1);
      });
    }
  });

  it('when the answer is already there: keeps the answer', () =>
    withFaultyServer(json(200, { instance_id: 'x' }), async (server) => {
      const controller = new AbortController();
      const { value } = await observe(connectionTo(server.url), post, controller);
      controller.abort();
      assert.equal(value?.instance_id, 'x');
    }));

  it('does not touch other calls with the same signal', () =>
    withFaultyServer(json(200, { instance_id: 'x' }), async (server) => {
      const controller = new AbortController();
      for (let time = 0; time < 20; time += 1) await observe(connectionTo(server.url), post, controller);
      controller.abort();
      assert.equal(inShort((await observe(connectionTo(server.url), post, controller)).error), 'Cancelled · no effect');
      assert.equal(server.received.length, 20);
    }));
});

describe('call: out of time', () => {
  const timeout = 40;

  it('for the headers, for the rest of them, and for the body', async () => {
    const open = 'Unreachable · timeout · may have taken effect';
    const table: Record<string, [answer: (socket: Socket) => unknown, expected: string, headers?: 'headers']> = {
      'no header': [silence, open],
      'half of the headers': [(socket) => socket.write('HTTP/1.1 200 OK\r\nX-'), open],
      'half of the body': [answerHalf(200), open, 'headers'],
      'half of the body of a redirect': [answerHalf(302), open, 'headers'],
      'half of the body of a refusal': [answerHalf(403), 'Refused · 403 · - · no effect', 'headers'],
    };
    for (const [name, [answer, expected, headers]] of Object.entries(table)) {
      await withFaultyServer(answer, async (server) => {
        const transport = outOfTimeAfter(headers ?? server.first);
        const { error, exchange } = await observe(connectionTo(server.url, { timeout, transport }), post);
        assert.equal(inShort(error), expected, name);
        if (expected === open) assert.match(error?.message ?? '', /40 ms/);
        assert.ok(exchange.duration >= 0);
        assert.equal(server.received.length, 1, name);
      });
    }
  });

  it('does not claim to know that nothing was sent while TLS was still being agreed', () =>
    withFaultyServer(
      '',
      async (server) => {
        const url = server.url.replace('http:', 'https:');
        const { error } = await observe(connectionTo(url, { timeout }), post);
        assert.equal(inShort(error), 'Unreachable · timeout · may have taken effect');
        assert.equal(server.received.length, 0);
      },
      { onConnection: silence },
    ));

  it('is not said where the person cancelled, whichever comes second', () =>
    withFaultyServer(silence, async (server) => {
      const controller = new AbortController();
      const call = observe(connectionTo(server.url, { timeout: 60_000 }), post, controller);
      await server.first;
      controller.abort();
      assert.equal(inShort((await call).error), 'Cancelled · may have taken effect');
    }));
});
