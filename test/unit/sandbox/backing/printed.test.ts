import assert from 'node:assert/strict';
import { printed } from '../../../../src/sandbox/backing/printed.ts';
import type { Reply } from '../../../../src/sandbox/backing/resp.ts';

const text = (content: string): Reply => ({ kind: 'text', bytes: Buffer.from(content, 'latin1') });
const list = (...items: readonly Reply[]): Reply => ({ kind: 'list', items });
const one: Reply = { kind: 'integer', text: '1' };

/** Each as redis-cli 7.0 prints it with `--no-raw`. */
const cases: readonly (readonly [what: string, reply: Reply, words: readonly string[], expected: string])[] = [
  ['a status', { kind: 'status', text: 'PONG' }, ['PING'], 'PONG'],
  ['an error', { kind: 'error', text: 'WRONGTYPE no' }, ['GET', 'l'], '(error) WRONGTYPE no'],
  ['a number', one, ['EXISTS', 'a'], '(integer) 1'],
  ['nothing', { kind: 'nil' }, ['GET', 'a'], '(nil)'],
  ['a value', text('a b'), ['GET', 'a'], '"a b"'],
  [
    'any bytes',
    text('\x00\xff\n\\\xc3\xa9"\'\t\r\x07\x08\x7f~'),
    ['GET', 'a'],
    `"\\x00\\xff\\n\\\\\\xc3\\xa9\\"'\\t\\r\\a\\b\\x7f~"`,
  ],
  ['an empty list', list(), ['HGETALL', 'a'], '(empty array)'],
  ['a report', text('# Keyspace\r\ndb0:keys=1\r\n'), ['info', 'keyspace'], '# Keyspace\r\ndb0:keys=1\r\n'],
  ['a report of a cluster', text('cluster_enabled:1\r\n'), ['cluster', 'info'], 'cluster_enabled:1\r\n'],
  ['a list', list(text('0'), list(text('a'), text('b'))), ['SCAN', '0'], '1) "0"\n2) 1) "a"\n   2) "b"'],
  [
    'a list with what is empty in it',
    list({ kind: 'nil' }, text(''), list(), { kind: 'status', text: 'x' }),
    ['X'],
    '1) (nil)\n2) ""\n3) (empty array)\n4) x',
  ],
  [
    'a long list, whose numbers are set to the right, and one inside it',
    list(list(text('get'), list(one, one)), ...Array.from({ length: 9 }, () => one)),
    ['X'],
    [
      ' 1) 1) "get"',
      '    2) 1) (integer) 1',
      '       2) (integer) 1',
      ...Array.from({ length: 9 }, (_, index) => `${index === 8 ? '' : ' '}${index + 2}) (integer) 1`),
    ].join('\n'),
  ],
];

describe('sandbox: what the Web CLI shows of an answer', () => {
  for (const [what, reply, words, expected] of cases) {
    it(`${what}, as redis-cli prints it`, () => assert.equal(printed(reply, words), expected));
  }

  it('nil, for a value that is empty', () => assert.equal(printed(text(''), ['GET', 'a']), 'nil'));
});
