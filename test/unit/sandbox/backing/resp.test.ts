import assert from 'node:assert/strict';
import { createReplyReader, encodeCommand, type Reply, UnreadableReply } from '../../../../src/sandbox/backing/resp.ts';

/** What is read of bytes that arrive in pieces of this size. */
function read(text: string, size: number, most = 1000): Reply | undefined {
  const bytes = Buffer.from(text, 'latin1');
  const reader = createReplyReader(most);
  for (let at = 0; at < bytes.length; at += size) {
    const reply = reader.take(bytes.subarray(at, at + size));
    if (reply !== undefined) return reply;
  }
  return undefined;
}

const text = (content: string): Reply => ({ kind: 'text', bytes: Buffer.from(content, 'latin1') });

describe('sandbox: what a Redis of this computer answers', () => {
  const wholes: readonly (readonly [wire: string, reply: Reply])[] = [
    ['+OK\r\n', { kind: 'status', text: 'OK' }],
    ['-ERR no\r\n', { kind: 'error', text: 'ERR no' }],
    [':-9223372036854775808\r\n', { kind: 'integer', text: '-9223372036854775808' }],
    ['$-1\r\n', { kind: 'nil' }],
    ['*-1\r\n', { kind: 'nil' }],
    ['$0\r\n\r\n', text('')],
    ['$6\r\na\r\n\x00\xff"\r\n', text('a\r\n\x00\xff"')],
    ['*0\r\n', { kind: 'list', items: [] }],
    [
      '*3\r\n*2\r\n:1\r\n*0\r\n$1\r\nb\r\n*1\r\n*1\r\n+c\r\n',
      {
        kind: 'list',
        items: [
          {
            kind: 'list',
            items: [
              { kind: 'integer', text: '1' },
              { kind: 'list', items: [] },
            ],
          },
          text('b'),
          { kind: 'list', items: [{ kind: 'list', items: [{ kind: 'status', text: 'c' }] }] },
        ],
      },
    ],
  ];
  for (const [wire, reply] of wholes) {
    it(`is read in pieces of any size: ${JSON.stringify(wire)}`, () => {
      for (let size = 1; size <= wire.length; size += 1)
        assert.deepEqual(read(wire, size), reply, `in pieces of ${size}`);
      assert.equal(read(wire.slice(0, -1), 1), undefined);
    });
  }

  for (const wire of [
    'HTTP/1.1 400 Bad Request\r\n',
    '$x\r\n',
    '*-2\r\n',
    ':1.5\r\n',
    '$2\r\nabc\r\n',
    '%1\r\n',
    '\r\n',
  ]) {
    it(`is no answer of a Redis: ${JSON.stringify(wire)}`, () =>
      assert.throws(() => read(wire, wire.length), UnreadableReply));
  }

  it('is not read beyond its bounds, whatever it promises', () => {
    assert.throws(() => read(`$2000\r\n${'x'.repeat(2000)}\r\n`, 64), UnreadableReply);
    assert.throws(() => read('*1\r\n'.repeat(9), 100), UnreadableReply);
    assert.equal(read('*9999999999\r\n:1\r\n', 100), undefined);
  });

  it('is asked with words whose bytes are counted', () => {
    assert.equal(encodeCommand(['GET', '键']).toString(), '*2\r\n$3\r\nGET\r\n$3\r\n键\r\n');
  });
});
