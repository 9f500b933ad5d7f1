import assert from 'node:assert/strict';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { assertSound } from '../../../support/desk/soundTaskFile.ts';
import { fileWith } from './marked.ts';

const many = 200_000;

describe('a hostile task file', () => {
  for (const [what, text, code] of [
    ['brackets without end', '['.repeat(many), 'tooDeep'],
    ['braces without end', '{"a":'.repeat(many), 'tooDeep'],
    ['brackets closed by braces', '[},'.repeat(many), 'tooDeep'],
    ['a value nested in a reserved field', fileWith({ migration: '['.repeat(many) + ']'.repeat(many) }), 'tooDeep'],
    ['5 MB of JSON', fileWith({ description: JSON.stringify('x'.repeat(5_000_000)) }), 'tooLarge'],
    ['5 MB of blanks', ' '.repeat(5_000_000), 'tooLarge'],
    [
      '700,000 Chinese characters, over 2 MB in UTF-8',
      fileWith({ description: `"${'长'.repeat(700_000)}"` }),
      'tooLarge',
    ],
    ['commas', `{${','.repeat(many)}`, 'syntax'],
    ['nonsense in every line', '{\n!\n'.padEnd(many, '!\n'), 'syntax'],
    ['a comment that swallows the file', `/*${fileWith()}`, 'syntax'],
    ['many unknown fields', `{${Array.from({ length: many / 4 }, (_, index) => `"k${index}":1`)}}`, 'missingField'],
    ['one field very often', `{${'"name":"abcd",'.repeat(many / 4)}}`, 'missingField'],
  ] as const) {
    it(`is refused: ${what}`, () => {
      const parsed = parseTaskFile(text);
      assertSound(text, parsed);
      assert.equal(parsed.problems[0]?.code, code);
      assert.equal(parsed.task, undefined);
    });
  }

  it('has its own fields found behind however many others', () => {
    const others = Array.from({ length: many / 4 }, (_, index) => `"k${index}": {"name": 1}`).join();
    const { offsets, problems } = parseTaskFile(`{${others}, ${fileWith().slice(1)}`);
    assert.deepEqual([...offsets.keys()].sort(), ['name', 'security_group_id', 'subnet_id', 'vpc_id']);
    assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(['unknownField']));
    const wrapped = parseTaskFile(`{"task": {${others}, ${fileWith().slice(1)}}`);
    assert.deepEqual(
      wrapped.problems.map(({ code }) => code),
      ['unknownField'],
    );
  });

  it('is read where it is only large: 1 MB', () => {
    const description = 'x'.repeat(1_000_000);
    const parsed = parseTaskFile(fileWith({ description: JSON.stringify(description) }));
    assert.deepEqual(
      parsed.problems.map(({ code }) => code),
      ['descriptionTooLong'],
    );
    assert.equal(parsed.task?.description, description);
  });

  it('is read where 1 MB of comments surrounds the task', () => {
    const parsed = parseTaskFile(`${'// a comment\n/* another */\n'.repeat(37_000)}${fileWith()}`);
    assert.deepEqual(parsed.problems, []);
    assert.equal(parsed.task?.name, 'dcs-migration-thrc');
  });

  it('has no place beyond its end where brackets and a comment break off', () => {
    const text = '{"name":{{{/*';
    const parsed = parseTaskFile(text);
    assertSound(text, parsed);
    assert.deepEqual(parsed.offsets.get('name')?.value, { offset: 8, length: 5 });
  });

  it('never breaks the reader, wherever it is cut or bent', () => {
    const whole = fileWith({
      region: '"cn-north-4"',
      description: '"😀 \\u00e4 // no comment"',
      migration: '{"a":[1,{"b":null}]}',
    });
    const splinters = ['{', '}', '[', ']', '"', ':', ',', '/*', '//', '\\', '\u2028', '\ud800', '1e', '-', '\n'];
    for (let place = 0; place <= whole.length; place += 1) {
      assertSound(whole.slice(0, place), parseTaskFile(whole.slice(0, place)));
      for (const splinter of splinters) {
        const bent = whole.slice(0, place) + splinter + whole.slice(place);
        assertSound(bent, parseTaskFile(bent));
        const replaced = whole.slice(0, place) + splinter + whole.slice(place + 1);
        assertSound(replaced, parseTaskFile(replaced));
      }
    }
  });
});
