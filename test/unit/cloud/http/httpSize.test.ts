import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import { http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, inShort, observe, post } from '../../../support/network/observedCall.ts';

const mebibyte = 1024 * 1024;
const limit = 16 * mebibyte;
const start = '{"instance_id":"x","rest":"';
const filled = (size: number) => `${start}${'y'.repeat(size - start.length - 2)}"}`;

/** Answers with a body that goes on for as long as anybody reads it. */
function endless(socket: Socket, status: number): void {
  socket.write(`HTTP/1.1 ${status} Status\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'y'), Buffer.from('\r\n')]);
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
}

describe('call: the size and the pieces of an answer', () => {
  it('takes 16 MiB, and not one byte more', async () => {
    await withFaultyServer(http(200, filled(limit)), async ({ url }) => {
      assert.equal((await observe(connectionTo(url), post)).value?.instance_id, 'x');
    });
    await withFaultyServer(http(200, filled(limit + 1)), async ({ url }) => {
      const { error, exchange, traced } = await observe(connectionTo(url), post);
      assert.equal(inShort(error), 'Unintelligible · tooLarge · may have taken effect');
      assert.equal(exchange.status, 200);
      assert.doesNotMatch(traced, /Response/);
    });
  });

  it('hangs up on a body without end as soon as it is too long', async () => {
    for (const [status, effect] of [
      [200, 'may have taken effect'],
      [500, 'may have taken effect'],
      [403, 'no effect'],
    ] as const) {
      let written: Promise<number> | undefined;
      const answer = (socket: Socket) => {
        written = new Promise((resolve) => {
          socket.on('close', () => resolve(socket.bytesWritten - socket.writableLength));
        });
        endless(socket, status);
      };
      await withFaultyServer(answer, async (server) => {
        const { error } = await observe(connectionTo(server.url), post);
        assert.equal(inShort(error), `Unintelligible · tooLarge · ${effect}`);
        const bytes = (await written) ?? 0;
        assert.ok(bytes > limit && bytes < 2 * limit, `${bytes} bytes were taken`);
        assert.equal(server.received.length, 1);
      });
    }
  });

  it('counts what is unpacked, not what is sent', async () => {
    const packed = await new Promise<Buffer>((resolve, reject) => {
      const gzip = createGzip();
      const chunks: Buffer[] = [];
      gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
      gzip.on('end', () => resolve(Buffer.concat(chunks)));
      gzip.on('error', reject);
      for (let time = 0; time < 64; time += 1) gzip.write(Buffer.alloc(mebibyte));
      gzip.end();
    });
    assert.ok(packed.length < mebibyte);
    await withFaultyServer(http(200, packed, ['Content-Encoding: gzip']), async ({ url }) => {
      const { error } = await observe(connectionTo(url), post);
      assert.equal(inShort(error), 'Unintelligible · tooLarge · may have taken effect');
    });
  });

  it('unpacks gzip', async () => {
    const body = gzipSync('{"instance_id":"缓存"}');
    await withFaultyServer(http(200, body, ['Content-Encoding: gzip']), async ({ url }) => {
      assert.equal((await observe(connectionTo(url), post)).value?.instance_id, '缓存');
    });
  });

  it('never lets the next call suffer', async () => {
    let asked = 0;
    const answer = (socket: Socket) => {
      asked += 1;
      if (asked === 1) endless(socket, 200);
      else socket.end(json(200, { instance_id: 'second' }));
    };
    await withFaultyServer(answer, async ({ url }) => {
      assert.match(inShort((await observe(connectionTo(url), post)).error), /tooLarge/);
      assert.equal((await observe(connectionTo(url), post)).value?.instance_id, 'second');
    });
  });

  it('reads characters that are split over chunks', async () => {
    const bytes = Buffer.from('{"instance_id":"缓存😀"}');
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunks = [...bytes].map((byte) => Buffer.from([0x31, 13, 10, byte, 13, 10]));
    const whole = Buffer.concat([Buffer.from(head), ...chunks, Buffer.from('0\r\n\r\n')]);
    await withFaultyServer(whole, async ({ url }) => {
      const { value, error } = await observe(connectionTo(url), post);
      assert.equal(inShort(error), 'ok');
      assert.equal(value?.instance_id, '缓存😀');
    });
  });
});
