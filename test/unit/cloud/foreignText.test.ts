import assert from 'node:assert/strict';
import {
  asSentence,
  codePoint,
  cut,
  quoted,
  shortened,
  shortenedPath,
  upTo,
  visible,
} from '../../../src/cloud/foreignText.ts';

const family = '👨‍👩‍👧‍👦';
const zalgo = `z${'\u0301'.repeat(5000)}`;

describe('foreign text: what cannot be seen is shown as what it is', () => {
  const table: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['zero-width blank', 'a\u200bb', 'a‹U+200B›b'],
    ['soft hyphen', 'or\u00adders', 'or‹U+00AD›ders'],
    ['word joiner, invisible operators, byte order mark', 'a\u2060b\u2064c\ufeffd', 'a‹U+2060›b‹U+2064›c‹U+FEFF›d'],
    ['joiners between Latin letters', 'a\u200db\u200cc', 'a‹U+200D›b‹U+200C›c'],
    ['turned text, isolates, marks', 'a\u202eb\u2066c\u200fd\u061c', 'a‹U+202E›b‹U+2066›c‹U+200F›d‹U+061C›'],
    ['controls', '\0a\u001b[31mb\u007fc\u0085d', '‹U+0000›a‹U+001B›[31mb‹U+007F›c‹U+0085›d'],
    ['separators', 'a\u2028b\u2029c', 'a‹U+2028›b‹U+2029›c'],
    ['half characters', '\ud83dx\ude00', '‹U+D83D›x‹U+DE00›'],
    ['fillers', 'a\u115fb\u1160c\u3164d\uffa0e\u2800f', 'a‹U+115F›b‹U+1160›c‹U+3164›d‹U+FFA0›e‹U+2800›f'],
    ['tags', 'a\u{E0001}b\u{E0065}', 'a‹U+E0001›b‹U+E0065›'],
    ['selectors', 'x\ufe0fy\ufe00z葛\u{E0100}', 'x‹U+FE0F›y‹U+FE00›z葛‹U+E0100›'],
    ['grapheme joiner, annotations', 'a\u034fb\ufff9c', 'a‹U+034F›b‹U+FFF9›c'],
    ['joiners of hieroglyphs', 'a\u{13430}b\u{1343f}', 'a‹U+13430›b‹U+1343F›'],
    ['a run of many', `a${'\u200b'.repeat(900)}b`, 'a‹U+200B U+200B U+200B …›b'],
    ['a joiner that joins nothing', '👩\u200d \u200d👩', '👩‹U+200D› ‹U+200D›👩'],
    ['two joiners', 'क\u200d\u200dष', 'क‹U+200D U+200D›ष'],
    ['a flood of marks', `${zalgo}b`, `z${'\u0301'.repeat(6)}…b`],
  ];
  for (const [what, text, shown] of table) it(what, () => assert.equal(visible(text), shown));

  const asItIs = {
    Chinese: '订单迁移，（测试）“任务”……\u3000第１号：龍龜龘𠮷',
    emoji: `🚀 ❤️ ☎︎ 1️⃣ 🇨🇳 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 🏴‍☠️ 👁️‍🗨️ ${family} 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}`,
    'scripts with joiners': 'می\u200cخواهم क्\u200dष ശ്രീ\u200cക ᠮᠣᠩᠭᠣᠯ\u180b',
    'scripts with many marks': 'ở Việt \u1ec7 e\u0323\u0302 คำที่น้ำ སྐྱེ नमस्ते שָׁלוֹם',
    'kinds of blanks': 'a b\u00a0c\u202fd\u2009e\u3000f',
    'tabs and lines': 'a\tb\nc\r\nd',
    'formats that are seen': '\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110BD}\u{110CD}',
    'letters that are not assigned yet, and private ones': '\u{1FAE9}\ue000',
  };
  for (const [what, text] of Object.entries(asItIs)) it(`${what} stay`, () => assert.equal(visible(text), text));
});

describe('foreign text: cut', () => {
  it('leaves what fits, and ends in a sign where it does not', () => {
    assert.equal(cut('abcde', 5), 'abcde');
    assert.equal(cut('abcdef', 5), 'abcd…');
    assert.equal(cut('😀'.repeat(5), 5), '😀'.repeat(5));
  });

  for (const [what, character] of [
    ['a pair', '😀'],
    ['a letter with its accent', 'e\u0301'],
    ['a family', family],
    ['a flag', '🇨🇳'],
    ['a syllable', '각'],
  ] as const) {
    it(`never inside ${what}`, () => {
      const shown = cut(character.repeat(100), 10);
      const whole = shown.slice(0, -1);
      assert.ok(shown.endsWith('…') && whole !== '' && whole.length <= 9 * character.length, shown);
      assert.equal(whole.replaceAll(character, ''), '');
    });
  }

  it('also what is one endless character', () => {
    assert.ok(cut(zalgo, 10).length < 100);
    assert.doesNotMatch(cut(`${'👩\u200d'.repeat(5000)}👩`, 10), /\p{Surrogate}/u);
    assert.ok(cut(`${'👩\u200d'.repeat(5000)}👩`, 10).length < 100);
  });

  it('by code units without half a pair', () => {
    assert.deepEqual([upTo('a😀b', 2), upTo('a😀b', 3), upTo('ab', 9)], ['a', 'a😀', 'ab']);
  });
});

describe('foreign text: made fit for a sentence', () => {
  for (const [what, text, shown] of [
    ['a name', 'dcs-migration-thrc', 'dcs-migration-thrc'],
    ['lines and tabs', 'a\r\n\tb\n\nc  d', 'a b c d'],
    ['what is not seen', 'a\u200bb', 'a‹U+200B›b'],
    ['what is too long', 'x'.repeat(5000), `${'x'.repeat(29)}…`],
    ['what is longer when it can be seen', '\u200ba'.repeat(500), `${'‹U+200B›a'.repeat(3)}‹U…`],
    ['an endless blank', `a${' '.repeat(5000)}b`, 'a …'],
  ] as const) {
    it(what, () => assert.equal(shortened(text, 30), shown));
  }

  it('is never longer than what fits, whatever it is made of', () => {
    for (const piece of ['x', '长', '😀', family, '\u0301', '\u200b', '\ud800', '\u200d', '\u{E0020}', 'ﷺ', '\r\n']) {
      for (const text of [shortened(piece.repeat(20_000), 30), shortenedPath(piece.repeat(20_000), 30)]) {
        const count = [...new Intl.Segmenter().segment(text)].length;
        assert.ok(count <= 30 && text.length <= 8 * 30 + 2, `${codePoint(piece)}: ${count} ${text.length}`);
      }
    }
  });

  it('keeps the end of a path', () => {
    assert.equal(shortenedPath('infra/a.dcsmigration.json', 25), 'infra/a.dcsmigration.json');
    assert.equal(shortenedPath('infra/ab.dcsmigration.json', 25), '…fra/ab.dcsmigration.json');
    assert.equal(shortenedPath(`${'x/'.repeat(5000)}😀.json`, 8), '…/😀.json');
    assert.equal(shortenedPath('a\n\u202e/b'), 'a ‹U+202E›/b');
  });

  it('shows of a quotation every blank that is none of the usual ones', () => {
    assert.equal(quoted('a b\nc\u00a0d\u3000\u200b'), 'a b‹U+000A›c‹U+00A0›d‹U+3000›‹U+200B›');
    assert.equal(quoted('abcdef', 5), 'abcd…');
  });
});

describe('what others say, before more is said', () => {
  for (const [said, sentence] of [
    ['quota exceeded', 'quota exceeded.'],
    ['Quota exceeded.', 'Quota exceeded.'],
    ['配额不足。', '配额不足。'],
    ['cut off…', 'cut off…'],
  ] as const)
    it(`${said}: ${sentence}`, () => assert.equal(asSentence(said), sentence));
});
