import assert from 'node:assert/strict';
import * as z from 'zod';
import { interpret, letGo, type Reply, readHeaders, readText } from '../../../src/cloud/answer.ts';
import { mayHaveActed, Refused, Unintelligible } from '../../../src/cloud/errors.ts';

const name = { method: 'GET', url: 'https://dcs.example.com/' };
const schema = z.looseObject({ id: z.string() });
const secrets = ['sk-1'];
const now = new Date('2026-03-04T05:06:07Z');

/** A body of these pieces, whatever their borders cut through. */
function bodyOf(...pieces: Uint8Array[]): Response {
  const queue = [...pieces];
  return new Response(
    new ReadableStream({
      pull(controller) {
        const piece = queue.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    }),
  );
}

const read = (response: Response) => readText(response, name, { body: undefined }, new AbortController());

describe('readText', () => {
  it('joins pieces before it reads characters', async () => {
    const bytes = Buffer.from('缓存 😀 é');
    for (let at = 0; at <= bytes.length; at += 1) {
      assert.equal(await read(bodyOf(bytes.subarray(0, at), bytes.subarray(at))), '缓存 😀 é', String(at));
    }
  });

  it('is empty without a body', async () => {
    assert.equal(await read(new Response(null, { status: 204 })), '');
    assert.equal(await read(bodyOf()), '');
  });

  it('replaces what is no UTF-8', async () => {
    assert.equal(await read(bodyOf(Buffer.from([0x61, 0xff, 0x62]))), 'a\ufffdb');
  });

  it('stops the transfer that is too long, and knows whose it was', async () => {
    const stop = new AbortController();
    const half = new Uint8Array(9 * 1024 * 1024);
    const reply: Reply = { body: undefined, requestId: 'r-1' };
    await assert.rejects(readText(bodyOf(half, half, half), name, reply, stop), (error) => {
      assert.ok(error instanceof Unintelligible);
      assert.deepEqual([error.facts.reason, error.facts.requestId], ['tooLarge', 'r-1']);
      return true;
    });
    assert.equal(stop.signal.aborted, true);
  });
});

describe('readHeaders', () => {
  it('keeps what it needs, without secrets', () => {
    const headers = { 'X-Request-Id': 'r sk-1', Location: '/?a=sk-1', Date: 'Wed, 04 Mar 2026 05:06:09 GMT' };
    const reply: Reply = { body: undefined };
    readHeaders(new Response(null, { status: 302, headers }), now, reply, secrets);
    assert.deepEqual(reply, {
      body: undefined,
      status: 302,
      requestId: 'r ••••••',
      location: '/?a=…',
      clockSkewSeconds: 2,
    });
  });
});

describe('readHeaders: Retry-After', () => {
  const date = 'Wed, 04 Mar 2026 05:00:00 GMT';
  const table: [header: string, milliseconds: number | undefined, date?: string][] = [
    ['0', 0],
    ['7', 7000],
    [' 120 ', 120_000],
    ['1.5', 1500],
    ['Wed, 04 Mar 2026 05:06:10 GMT', 3000],
    ['Wed, 04 Mar 2026 05:06:01 GMT', 0],
    ['Wed, 04 Mar 2026 05:00:09 GMT', 9000, date],
    ['Wednesday, 04-Mar-26 05:00:09 GMT', 9000, date],
    ['Wed Mar  4 05:00:09 2026 GMT', 9000, date],
    ['-5', undefined],
    ['soon', undefined],
    ['Wed, soon', undefined],
    ['2026', 2_026_000],
    ['5, 9', undefined],
    ['5s', undefined],
    ['9'.repeat(400), undefined],
    ['', undefined],
  ];
  for (const [header, milliseconds, answered] of table) {
    it(`${header.slice(0, 40) || 'empty'}: ${milliseconds ?? 'no'} ms`, () => {
      const reply: Reply = { body: undefined };
      const headers = { 'Retry-After': header, ...(answered === undefined ? {} : { Date: answered }) };
      readHeaders(new Response(null, { status: 429, headers }), now, reply, secrets);
      assert.equal(reply.retryAfter, milliseconds);
    });
  }
});

describe('interpret', () => {
  const outcome = (status: number, text: string) => {
    const reply: Reply = { status, text, body: undefined };
    try {
      return { value: interpret({ answer: schema }, name, reply, secrets), reply };
    } catch (error) {
      return { error, reply };
    }
  };

  it('gives a success that fits, and leaves its parsed body for the log', () => {
    const { value, reply } = outcome(200, '{"id":"a","more":1}');
    assert.deepEqual(value, { id: 'a', more: 1 });
    assert.deepEqual(reply.body, { id: 'a', more: 1 });
  });

  it('leaves for the log what is no JSON as it came, to be masked where it is shown', () => {
    const { reply } = outcome(502, '<p>sk-1</p>');
    assert.deepEqual([reply.body, reply.text], [undefined, '<p>sk-1</p>']);
    letGo(reply);
    assert.deepEqual([reply.body, reply.text, reply.status], [undefined, undefined, 502]);
  });

  it("keeps the cloud's own words, without secrets and shortened", () => {
    const message = `password=hunter2 ${'x '.repeat(5000)}sk-1`;
    const { error } = outcome(
      400,
      JSON.stringify({ error_code: 'c'.repeat(300), error_msg: message, request_id: 'r' }),
    );
    assert.ok(error instanceof Refused);
    assert.match(error.facts.cloudMessage ?? '', /^password=•••••• (?:x )+x?$/);
    assert.deepEqual([error.facts.cloudMessage?.length, error.facts.code?.length], [3999, 200]);
  });

  it('says which fields did not fit', () => {
    const { error } = outcome(200, '{"id":1}');
    assert.ok(error instanceof Unintelligible);
    assert.match(error.facts.detail ?? '', /^id: .*string/);
  });

  it('finds the request ID in the body of a refusal', () => {
    const { error, reply } = outcome(400, '{"error_code":"c","request_id":"r sk-1"}');
    assert.ok(error instanceof Refused);
    assert.deepEqual([error.facts.requestId, reply.requestId], ['r ••••••', 'r ••••••']);
  });
});

describe('mayHaveActed', () => {
  it('is false only for a refusal', () => {
    const sure = Array.from({ length: 500 }, (_, index) => 100 + index).filter((status) => !mayHaveActed(status));
    const refusals = Array.from({ length: 100 }, (_, index) => 400 + index).filter(
      (status) => ![408, 421, 460, 499].includes(status),
    );
    assert.deepEqual(sure, refusals);
  });
});
