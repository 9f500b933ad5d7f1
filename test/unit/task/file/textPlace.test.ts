import assert from 'node:assert/strict';
import { atOnce } from '../../../../src/task/file/json/textWalk.ts';
import { placesIn } from '../../../../src/task/file/textPlace.ts';
import { placeOf } from '../../../support/task/wholeTexts.ts';

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
      assert.deepEqual(placeOf(drawn.replace('|', ''), drawn.indexOf('|')), { line, column });
    });
  }

  it('are found for many offsets at once, as for each alone', () => {
    const text = 'a\n\r\n\rb\r\r\n\u2028c\n\n\r';
    const offsets = [-1, ...Array.from({ length: text.length + 2 }, (_, offset) => [offset, offset]).flat()];
    assert.deepEqual(
      atOnce(placesIn(text, offsets)),
      offsets.map((offset) => placeOf(text, offset)),
    );
    const before = (offset: number) =>
      text
        .slice(0, offset)
        .replace(/\r\n/g, '\n')
        .split(/[\n\r]/);
    for (const offset of offsets.filter((one) => text.slice(one - 1, one + 1) !== '\r\n')) {
      const lines = before(Math.max(0, offset));
      assert.deepEqual(placeOf(text, offset), { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
    }
  });

  it('stays inside the text', () => {
    assert.deepEqual(placeOf('ab', 99), { line: 1, column: 3 });
    assert.deepEqual(placeOf('ab', -1), { line: 1, column: 1 });
  });
});
