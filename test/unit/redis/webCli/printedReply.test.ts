import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RedisReply } from '../../../../src/redis/reply.ts';
import { printedReply } from '../../../../src/redis/webCli/printedReply.ts';

const text = (value: string): RedisReply => ({ kind: 'text', bytes: Buffer.from(value, 'latin1') });
const list = (...items: RedisReply[]): RedisReply => ({ kind: 'list', items });
const unclear: RedisReply = { kind: 'unclear', why: 'notShown' };

/** As redis-cli prints what is not an error, for people. Source: redis-cli, `cliFormatReplyTTY`. */
function printed(reply: RedisReply, prefix = ''): string {
  if (reply.kind === 'nothing') return '(nil)\n';
  if (reply.kind === 'number') return `(integer) ${reply.value}\n`;
  if (reply.kind === 'text') return `${quoted(reply.bytes)}\n`;
  if (reply.kind !== 'list') throw new Error(reply.kind);
  if (reply.items.length === 0) return '(empty array)\n';
  const width = String(reply.items.length).length;
  const inside = `${prefix}${' '.repeat(width + 2)}`;
  return reply.items
    .map((item, at) => `${at === 0 ? '' : prefix}${String(at + 1).padStart(width)}) ${printed(item, inside)}`)
    .join('');
}

function quoted(bytes: Buffer): string {
  const named = new Map<number, string>([
    ...[[92, '\\\\'] as const, [34, '\\"'] as const, [10, '\\n'] as const, [13, '\\r'] as const],
    ...[[9, '\\t'] as const, [7, '\\a'] as const, [8, '\\b'] as const],
  ]);
  const shown = [...bytes].map((byte) => {
    const plain = byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    return named.get(byte) ?? plain;
  });
  return `"${shown.join('')}"`;
}

const anyReply = fc.letrec<{ reply: RedisReply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.constant<RedisReply>({ kind: 'nothing' }),
    fc.integer().map((value): RedisReply => ({ kind: 'number', value })),
    fc.uint8Array({ maxLength: 20 }).map((bytes): RedisReply => ({ kind: 'text', bytes: Buffer.from(bytes) })),
    fc.array(tie('reply'), { maxLength: 12 }).map((items): RedisReply => ({ kind: 'list', items })),
  ),
})).reply;

describe('what the Web CLI prints', () => {
  it('is read back as what it was printed from, whatever that was', () => {
    fc.assert(fc.property(anyReply, (reply) => assert.deepEqual(printedReply(printed(reply), false), reply)));
  });

  it('is never read as anything else where a line of it is lost or changed', () => {
    const whole = printed(list(text('0'), list(text('a'), text('b'), list(text('c'), text('d')))));
    const lines = whole.trimEnd().split('\n');
    for (const at of lines.keys()) {
      const without = lines.toSpliced(at, 1).join('\n');
      if (at < lines.length - 1) assert.deepEqual(printedReply(without, false), unclear, without);
      const moved = lines.with(at, ` ${lines[at]}`).join('\n');
      assert.deepEqual(printedReply(moved, false), unclear, moved);
    }
  });

  const rows: readonly [printed: string, isPlain: boolean, reply: RedisReply][] = [
    ['string', true, text('string')],
    ['"embstr"', true, text('embstr')],
    ['nil', true, { kind: 'nothing' }],
    ['# Server\r\nredis_version:7.0.15\r\n', true, text('# Server\r\nredis_version:7.0.15')],
    ['nil', false, { kind: 'nothing' }],
    ['1) "0"\r\n2) (empty list or set)\r\n', false, list(text('0'), list())],
    ['1) "0"\n2) nil', false, list(text('0'), { kind: 'nothing' })],
    ['(error) NOPERM no', false, { kind: 'refused', code: 'NOPERM', words: 'no' }],
    ['(error) ERR unknown command', true, { kind: 'refused', code: 'ERR', words: 'unknown command' }],
    ['', false, unclear],
    ['hello', false, unclear],
    ['12', false, unclear],
    ['(integer) 12 ', false, unclear],
    ['(integer) 99999999999999999999', false, unclear],
    ['"a', false, unclear],
    ['"a"b"', false, unclear],
    ['"中"', false, unclear],
    ['"\\q"', false, unclear],
    ['"\\xF0"', false, unclear],
    ['"a"\n"b"', false, unclear],
    ['2) "a"', false, unclear],
    ['1) "a"\n1) "b"', false, unclear],
    ['1) "a"\n3) "b"', false, unclear],
    ['1) hello', false, unclear],
    [`${'1) '.repeat(100_000)}"a"`, false, unclear],
  ];
  for (const [shown, isPlain, reply] of rows) {
    it(`${JSON.stringify(shown.slice(0, 40))}${isPlain ? ', a word of the Redis,' : ''} is ${reply.kind}`, () =>
      assert.deepEqual(printedReply(shown, isPlain), reply));
  }
});
