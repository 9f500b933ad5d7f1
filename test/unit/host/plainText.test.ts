import assert from 'node:assert/strict';
import { logEntry, pasteable, plainLines, plainRow, plainText } from '../../../src/host/plainText.ts';

describe('plain text', () => {
  const table: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['a command link', '[Fix it](command:workbench.action.quit)', '[Fix it] (command:workbench.action.quit)'],
    ['a web link', '[Pay](https://evil.example)', '[Pay] (https://evil.example)'],
    ['a turned name', 'abc\u202edetaerc ton saw\u202c', 'abc‹U+202E›detaerc ton saw‹U+202C›'],
    ['a link that is not seen to be one', '[Pay]\u200b(https://evil.example)', '[Pay]‹U+200B›(https://evil.example)'],
    ['escapes and breaks', 'a\u001b[31mb\r\nc\u2028d\u0000e', 'a‹U+001B›[31mb c‹U+2028›d‹U+0000›e'],
    ['ordinary words', '订单 orders-1 (a) [b] $(c)', '订单 orders-1 (a) [b] $(c)'],
    ['what is too long', 'x'.repeat(5000), `${'x'.repeat(79)}…`],
  ];
  for (const [what, text, shown] of table) {
    it(`makes nothing of ${what}`, () => assert.equal(plainText(text, 80), shown));
  }

  for (const [text, shown] of [
    ['vpc $(trash) [x](command:y)', 'vpc \\$(trash) [x] (command:y)'],
    ['$(sync~spin)', '\\$(sync~spin)'],
    ['\\$(trash)', '\\\\$(trash)'],
    ['$(not an icon) $()', '$(not an icon) $()'],
    ['x'.repeat(81), `${'x'.repeat(79)}…`],
  ] as const) {
    it(`draws no icon in a row: ${text.slice(0, 30)}`, () => assert.equal(plainRow(text, 80), shown));
  }

  it('lets no text start an entry of the log', () => {
    assert.equal(
      logEntry('created a\n2026-01-01 [info] forged\r\n  indented\u2028more\u001b[2J', 1000),
      'created a\n  2026-01-01 [info] forged\n  indented‹U+2028›more‹U+001B›[2J',
    );
  });

  it('keeps lines until there are too many', () => {
    assert.equal(logEntry('a\nb\nc', 4), 'a\n  b…');
    assert.equal(plainLines('a\r\nb\u0000\nc', 5), 'a\nb‹U+0000›…');
    assert.equal(plainLines('\n'.repeat(100_000), 1000).split('\n').length, 1000);
  });

  it('leaves nothing to paste that a terminal takes for a key', () => {
    assert.equal(pasteable('task-1\u0003\u007f\u001b[201~\r\u009b\u2028\u202e\u0015'), 'task-1[201~');
    assert.equal(pasteable('two\n  lines, 数据 🚀'), 'two\n  lines, 数据 🚀');
  });
});
