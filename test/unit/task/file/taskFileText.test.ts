import assert from 'node:assert/strict';
import { describeProblem } from '../../../../src/task/file/problemText.ts';
import { english } from '../../../support/desk/english.ts';
import { textFrom } from '../../../support/task/wholeTexts.ts';
import { fileWith } from './marked.ts';

const chinese = fileWith({ description: '"创建在线数据迁移任务"' });

function utf16(text: string, order: 'LE' | 'BE'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'LE' ? bytes : bytes.swap16();
}

function refused(bytes: Uint8Array) {
  const result = textFrom(bytes);
  assert.ok('problem' in result);
  assert.equal(result.problem.severity, 'error');
  return { ...result.problem, says: describeProblem(result.problem, english) };
}

describe('the bytes of a task file', () => {
  it('are UTF-8', () => {
    assert.deepEqual(textFrom(Buffer.from(chinese)), { text: chinese });
    assert.deepEqual(textFrom(new Uint8Array()), { text: '' });
    assert.deepEqual(textFrom(Buffer.from('{"a": "\uFFFD😀"}')), { text: '{"a": "\uFFFD😀"}' });
  });

  it('may be 2 MB and not one more', () => {
    const limit = 2 * 1024 * 1024;
    assert.ok('text' in textFrom(Buffer.alloc(limit, ' ')));
    const { code, says } = refused(Buffer.alloc(5_000_000, ' '));
    assert.equal(code, 'tooLarge');
    assert.match(says, /has 4\.8 MB; a task file may have 2 MB/);
    assert.equal(refused(Buffer.alloc(limit + 1, ' ')).code, 'tooLarge');
  });

  it('have no byte order mark', () => {
    const { code, says } = refused(Buffer.from(`\uFEFF${chinese}`));
    assert.equal(code, 'byteOrderMark');
    assert.match(says, /Save with Encoding, UTF-8/);
  });

  for (const order of ['LE', 'BE'] as const) {
    for (const mark of ['\uFEFF', '']) {
      it(`are not UTF-16 ${order} ${mark === '' ? 'without' : 'with'} a mark`, () => {
        const { code, says } = refused(utf16(mark + chinese, order));
        assert.equal(code, 'utf16');
        assert.match(says, new RegExp(`UTF-16 ${order}.*Save with Encoding`));
      });
    }
  }

  it('are not binary', () => {
    assert.equal(refused(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')).code, 'binary');
    assert.equal(refused(Buffer.from('{"name": "a\0b"}')).code, 'binary');
    assert.equal(refused(Buffer.alloc(100)).code, 'binary');
  });

  for (const [what, bytes, place] of [
    // 0xC7 0xA8, a Chinese character of GBK, happens to be valid UTF-8 as well.
    ['GBK', Buffer.from([0x7b, 0x0a, 0x22, 0xc7, 0xa8, 0xd2, 0xc6, 0x22, 0x7d]), 'line 2, column 3'],
    ['Windows 1252', Buffer.from('{\r\n\r\n"caf\xe9": 1}', 'latin1'), 'line 3, column 5'],
    ['cut inside a character', Buffer.from('{"\u4e2d').subarray(0, 4), 'line 1, column 3'],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'line 1, column 2'],
    [
      'a second character that begins inside the first',
      Buffer.from([0x22, 0xe4, 0xb8, 0xe4, 0xb8, 0xad]),
      'line 1, column 2',
    ],
    ['after genuine U+FFFD', Buffer.from([...Buffer.from('"\uFFFD\u4e2d\uFFFD'), 0xff]), 'line 1, column 5'],
  ] as const) {
    it(`are valid: not ${what}`, () => {
      const { code, says } = refused(bytes);
      assert.equal(code, 'notUtf8');
      assert.ok(says.includes(place), says);
    });
  }

  it('are decoded in pieces, and no character is cut by these', () => {
    for (const character of ['é', '中', '😀', '\uFFFD']) {
      for (const shift of ['', 'x', 'xx', 'xxx']) {
        const text = shift + character.repeat(50_000);
        assert.deepEqual(textFrom(Buffer.from(text)), { text });
      }
    }
  });

  it('tell the first that is wrong, wherever the pieces end', () => {
    for (const junk of [
      [0x80],
      [0xc3],
      [0xe4, 0xb8],
      [0xf0, 0x9f, 0x98],
      [0x80, 0x80, 0x80, 0x80, 0x80],
      [0xff, 0xff],
    ]) {
      for (let before = 65_530; before <= 65_540; before += 1) {
        const bytes = Buffer.concat([
          Buffer.alloc(before, 'x'),
          Buffer.from('é中😀'),
          Buffer.from(junk),
          Buffer.alloc(70_000, '\n'),
        ]);
        const result = textFrom(bytes);
        assert.ok('problem' in result && result.problem.code === 'notUtf8');
        assert.deepEqual([result.problem.byte, result.problem.offset], [before + 9, before + 4]);
      }
    }
  });
});
