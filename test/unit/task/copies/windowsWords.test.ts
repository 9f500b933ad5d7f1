import assert from 'node:assert/strict';
import type { NoWord } from '../../../../src/task/copies/noWord.ts';
import { cmdWord, powerShellWord } from '../../../../src/task/copies/windowsWords.ts';

/** Made from the published rules that the functions name; neither shell was run. */
type Table = readonly (readonly [text: string, word: string | NoWord])[];

const noQuoting = (character: string): NoWord => ({ code: 'noQuoting', character });

describe('powerShellWord, by the published rules', () => {
  const table: Table = [
    ['--name=orders', "'--name=orders'"],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it''s'"],
    ["'", "''''"],
    ['‘a’ ‚b‛', "'‘‘a’’ ‚‚b‛‛'"],
    ["'’‘'", "'''’’‘‘'''"],
    ['“a” „b‟ ＂ ＇', "'“a” „b‟ ＂ ＇'"],
    ['$HOME $(calc) $x @x @(x)', "'$HOME $(calc) $x @x @(x)'"],
    ['`n `$', "'`n `$'"],
    ['a; calc & b | c > d # e', "'a; calc & b | c > d # e'"],
    ['--% --', "'--% --'"],
    ['-a:b.c,d', "'-a:b.c,d'"],
    ['{a} (b) [c] ~ *', "'{a} (b) [c] ~ *'"],
    ['%PATH% !x! ^', "'%PATH% !x! ^'"],
    ['C:\\a\\', "'C:\\a\\'"],
    ['a\\ b', "'a\\ b'"],
    ['a b\\', { code: 'backslashAtEnd' }],
    ['a\u00a0b\\\\', { code: 'backslashAtEnd' }],
    ['a\u3000b\\', { code: 'backslashAtEnd' }],
    ['say "x"', noQuoting('"')],
    ['数据迁移', "'数据迁移'"],
  ];
  for (const [text, word] of table) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(powerShellWord(text), word));
  }
});

describe('cmdWord, by the published rules', () => {
  const table: Table = [
    ['--name=orders', '"--name=orders"'],
    ['', '""'],
    ['a b', '"a b"'],
    ['a & calc | b < c > d', '"a & calc | b < c > d"'],
    ['(a) ^ ^^ ^&', '"(a) ^ ^^ ^&"'],
    ["it's $HOME `id` ~ * ? @ # ; , =", '"it\'s $HOME `id` ~ * ? @ # ; , ="'],
    ['a\\', '"a\\\\"'],
    ['a\\\\', '"a\\\\\\\\"'],
    ['C:\\a\\b', '"C:\\a\\b"'],
    ['\\\\server\\x y', '"\\\\server\\x y"'],
    ['say "x"', noQuoting('"')],
    ['a" & calc & "', noQuoting('"')],
    ['100%', noQuoting('%')],
    ['%PATH%', noQuoting('%')],
    ['go!', noQuoting('!')],
    ['“a” ‘b’', '"“a” ‘b’"'],
    ['数据迁移', '"数据迁移"'],
  ];
  for (const [text, word] of table) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(cmdWord(text), word));
  }
});
