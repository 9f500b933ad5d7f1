import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortened } from '../../../src/cloud/foreignText.ts';
import { markdownText } from '../../../src/desk/markdownText.ts';
import { renderMarkdown } from '../../support/project/renderedMarkdown.ts';

/** What a renderer could make something of. */
const hostile = [
  'https://evil.example/a?b=c',
  'HTTPS://EVIL.EXAMPLE',
  '见https://evil.example。',
  '(https://evil.example).',
  '//evil.example',
  'www.evil.com',
  'evil.com',
  'ftp://evil.example/',
  'file:///etc/passwd',
  'vscode://evil.example/run',
  'mailto:a@evil.com',
  'a@evil.com',
  '<https://evil.example>',
  '![x](http://evil.example/x.png)',
  '[a](command:workbench.action.quit)',
  '[a](javascript:alert)',
  '[a][b]',
  '[b]: http://evil.example',
  '[^1]',
  '[^1]: note',
  '<img src=x onerror=y>',
  '<script>x</script>',
  '<!-- x',
  '&amp; &#60;b&#62;',
  'a|b|c',
  '|',
  'a\\|b',
  '\\',
  '\\`https://evil.example\\`',
  '`',
  '`x',
  'a`b``c',
  '``x``',
  '**b** _i_ ~~s~~',
  '# h',
  '1. x',
  '1) x',
  '- x',
  '+ x',
  '> x',
  '---',
  '===',
  '    x',
  '$x$ $$y$$',
  ':smile:',
  'a\n\nb',
];

const usual = [
  'orders',
  "it's 4 to 64 letters, digits (or hyphens); a-b: no?",
  '创建在线数据迁移任务：已完成（2 个）。',
  '',
];

function check(text: string): void {
  const meant = shortened(text, 500).trim();
  const inLine = renderMarkdown(`- x ${markdownText(text, 500)}`);
  assert.deepEqual(inLine.elements, ['ul', 'li', ...inLine.elements.filter((name) => name === 'code')]);
  assert.equal(inLine.text, `x ${meant}`.trim());
  const inCell = renderMarkdown(`| a | b |\n| --- | --- |\n| ${markdownText(text, 500)} | end |`);
  assert.deepEqual(inCell.cells.slice(2), [meant, 'end']);
}

/** Older renderers make links of what entities and backslashes stand for, so nothing that a link needs may be outside of code. */
function checkOutsideCode(text: string): void {
  const outside = markdownText(text, 500)
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '\u4e2d')
    .replaceAll('&#124;', ' ');
  assert.match(
    outside,
    /^(?:[^!-~]|[A-Za-z0-9(]|(?<=[A-Za-z0-9])[-'](?=[A-Za-z0-9])|[).,;:!?](?![A-Za-z0-9(]))*$/,
    text,
  );
}

describe('foreign words in Markdown', () => {
  it('are read as they would be without care', () => {
    const { elements } = renderMarkdown('https://evil.example ![x](http://e/x.png) <b>x</b> a@b.com `c`');
    assert.deepEqual(elements, ['p', 'a', 'img', 'b', 'a', 'code']);
  });

  for (const text of hostile) {
    it(`stay words: ${JSON.stringify(text)}`, () => {
      check(text);
      checkOutsideCode(text);
    });
  }
  for (const text of usual) {
    it(`are written as they are: ${text}`, () => {
      check(text);
      assert.equal(markdownText(text, 500), text);
    });
  }

  it('stay words at the start of a line', () => {
    for (const text of hostile.filter((one) => !/^\s/.test(one))) {
      const { elements, text: shown } = renderMarkdown(markdownText(text, 500));
      assert.deepEqual([...new Set(elements)].toSorted().join(), elements.includes('code') ? 'code,p' : 'p', text);
      assert.equal(shown, shortened(text, 500));
    }
  });

  it('stay words, whatever they are made of', () => {
    const piece = fc.constantFrom(...'a1.:/@[]()`|\\<>!*_&;#-~^$"\' 中', '``', 'https://', 'www.', 'x.com', 'mailto:');
    const property = fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      check(pieces.join('').trim());
      checkOutsideCode(pieces.join(''));
    });
    fc.assert(property);
  });
});
