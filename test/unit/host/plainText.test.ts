import assert from 'node:assert/strict';
import { plainLines, plainRow, plainText } from '../../../src/host/plainText.ts';

describe('plain text', () => {
  const table: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['a command link', '[Fix it](command:workbench.action.quit)', '[Fix it] (command:workbench.action.quit)'],
    ['a web link', '[Pay](https://evil.example)', '[Pay] (https://evil.example)'],
    ['a turned name', 'abc\u202edetaerc ton saw\u202c', 'abc detaerc ton saw '],
    ['isolates and marks', 'a\u2066b\u2069c\u200fd\u061ce', 'a b c d e'],
    ['escapes and breaks', 'a\u001b[31mb\r\nc\u2028d\u0000e', 'a [31mb  c d e'],
    ['ordinary words', '订单 orders-1 (a) [b] $(c)', '订单 orders-1 (a) [b] $(c)'],
  ];
  for (const [what, text, shown] of table) {
    it(`makes nothing of ${what}`, () => assert.equal(plainText(text), shown));
  }

  it('draws no icon in a row', () =>
    assert.equal(plainRow('vpc $(trash) [x](command:y)'), 'vpc \\$(trash) [x] (command:y)'));

  it('lets no text start an entry of the log', () => {
    assert.equal(
      plainLines('created a\n2026-01-01 [info] forged\r\n  indented\u2028more\u001b[2J'),
      'created a\n  2026-01-01 [info] forged\n  indented\n  more [2J',
    );
  });
});
