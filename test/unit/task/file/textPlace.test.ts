import assert from 'node:assert/strict';
import { lineAndColumn } from '../../../../src/task/file/textPlace.ts';

describe('line and column', () => {
  for (const [drawn, line, column] of [
    ['|', 1, 1],
    ['abc|', 1, 4],
    ['a\n|b', 2, 1],
    ['a|\nb', 1, 2],
    ['a\r\n|b', 2, 1],
    ['a\r|\nb', 1, 3],
    ['a\rb|c', 2, 2],
    ['\n\r\n\r|', 4, 1],
    ['a\u2028b|', 1, 4],
    ['中😀|', 1, 4],
  ] as const) {
    it(JSON.stringify(drawn), () => {
      assert.deepEqual(lineAndColumn(drawn.replace('|', ''), drawn.indexOf('|')), { line, column });
    });
  }

  it('stays inside the text', () => {
    assert.deepEqual(lineAndColumn('ab', 99), { line: 1, column: 3 });
    assert.deepEqual(lineAndColumn('ab', -1), { line: 1, column: 1 });
  });
});
