import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BrokenReply, createReplyGate } from '../../../../src/redis/connection/replyGate.ts';

const bounds = { bytes: 100_000, elements: 1000 };

/** Any reply of RESP2, as it is on the wire. */
const wire = fc.letrec<{ reply: Buffer }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc
      .constantFrom('$-1\r\n', '*-1\r\n', '*0\r\n', '+OK\r\n', '-ERR no\r\n', ':-12\r\n', ':9223372036854775807\r\n')
      .map((text) => Buffer.from(text)),
    fc
      .uint8Array({ maxLength: 30 })
      .map((bytes) => Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')])),
    fc
      .array(tie('reply'), { maxLength: 5 })
      .map((items) => Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items])),
  ),
})).reply;

/** In pieces of these lengths, again and again. */
function pieces(bytes: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const length = lengths[index % lengths.length] ?? 1;
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('the gate before the decoder of replies', () => {
  it('counts the replies that end, in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(wire, { maxLength: 6 }), lengths, (replies, cut) => {
        const gate = createReplyGate(bounds);
        const ended = pieces(Buffer.concat(replies), cut).map((piece) => gate.take(piece));
        assert.equal(
          ended.reduce((sum, one) => sum + one, 0),
          replies.length,
        );
        const [whole] = [createReplyGate(bounds).take(Buffer.concat(replies))];
        assert.equal(whole, replies.length);
      }),
    );
  });

  it('takes anything or refuses it, and fails in no other way', () => {
    const signs = fc.constantFrom('+', '-', ':', '$', '*', '1', '9', '-', '\r', '\n', '\r\n', 'x', '%', '\0');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), lengths, (text, cut) => {
        const gate = createReplyGate(bounds);
        try {
          for (const piece of pieces(Buffer.from(text.join('')), cut)) gate.take(piece);
        } catch (error) {
          assert.ok(error instanceof BrokenReply, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });

  const refused: readonly [what: string, text: string, kind: BrokenReply['kind']][] = [
    ['more bytes than there may be', '+'.padEnd(100_001, 'x'), 'tooLarge'],
    ['a text longer than that', '$100001\r\n', 'tooLarge'],
    ['more elements than there may be', '*1001\r\n', 'tooLarge'],
    ['more elements in several lists', '*600\r\n*600\r\n', 'tooLarge'],
    ['lists too deep', '*1\r\n'.repeat(9), 'tooLarge'],
    ['a negative length', '$-2\r\n', 'garbled'],
    ['a length with a plus', '$+2\r\n', 'garbled'],
    ['a number without end', `:${'1'.repeat(40)}`, 'garbled'],
    // The decoder never ends where half a line break is all that comes.
    ['a number that half a line break ends', ':\r#', 'garbled'],
    ['a length that half a line break ends', '$1\rx', 'garbled'],
    ['a line break without its first half in a number', ':1\n', 'garbled'],
    ['half a line break in a line', '+a\rb', 'garbled'],
    ['the other half in a line', '+a\nb', 'garbled'],
    ['a line break in two pieces that is none', '-a\r\r\n', 'garbled'],
    ['what is no length as soon as it is seen', '*1x', 'garbled'],
    ['a map of RESP3', '%1\r\n', 'garbled'],
    ['a push of RESP3', '>1\r\n', 'garbled'],
  ];
  for (const [what, text, kind] of refused)
    it(`refuses ${what}`, () => {
      const take = () => createReplyGate(bounds).take(Buffer.from(text));
      assert.throws(take, (error) => error instanceof BrokenReply && error.kind === kind);
    });

  it('counts anew for each exchange', () => {
    const gate = createReplyGate({ bytes: 10, elements: 2 });
    for (let round = 0; round < 5; round += 1) {
      gate.reopen();
      assert.equal(gate.take(Buffer.from('*2\r\n')), 0);
      gate.reopen();
      assert.equal(gate.take(Buffer.from(':1\r\n:2\r\n')), 1);
    }
  });
});
