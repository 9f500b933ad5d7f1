import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ScannedText } from '../../../src/editor/fieldScan.ts';
import { readTree } from '../../../src/task/file/taskFileTree.ts';
import { scanWhole } from './caretText.ts';

/** Names with their values as they stand in the text; `-` where none does. */
function summary(text: string): string[] {
  return scanWhole(text).fields.map(({ name, value }) =>
    value === undefined ? `${name} -` : `${name} ${text.slice(value.offset, value.offset + value.length)}`,
  );
}

describe('field scan: texts that do not parse', () => {
  for (const [text, wanted] of [
    ['', []],
    ['[]', []],
    ['POST /v2/x', []],
    ['{', []],
    ['{"name"', ['name -']],
    ['{"name":', ['name -']],
    ['{"name": }', ['name -']],
    ['{"name": , "vpc_id": "v"}', ['name -', 'vpc_id "v"']],
    ['{"name": "a" "vpc_id": "v"}', ['name "a"', 'vpc_id "v"']],
    ['{"name": "vpc_id": "v"}', ['name -', 'vpc_id "v"']],
    ['{"name":\n  "vpc_id": "v"\n}', ['name -', 'vpc_id "v"']],
    ['{"vpc_id": "vpc-pr\n  "name": "a"}', ['vpc_id "vpc-pr', 'name "a"']],
    ['{"vpc_id": vpc-prod, "name": "a"}', ['vpc_id vpc-prod', 'name "a"']],
    ['{"vpc_id": my vpc\n "name": "a"}', ['vpc_id my vpc', 'name "a"']],
    ['{vpc_id: "v", name: "a"}', ['vpc_id "v"', 'name "a"']],
    ['{"name": "a",, "vpc_id": "v",}', ['name "a"', 'vpc_id "v"']],
    [
      '{"a": {"vpc_id": "inner"}, "name": [1, {"vpc_id": 2}], "x": true}',
      ['a {"vpc_id": "inner"}', 'name [1, {"vpc_id": 2}]', 'x true'],
    ],
    ['{"a": {"b": [1, 2', ['a {"b": [1, 2']],
    ['{"a": }}} "name": "b"}', ['a -']],
    ['// no {"x": 1}\n{ /* "y": 2 */ "name": "a" }', ['name "a"']],
    ['{"name": "a" // "vpc_id": "v"\n}', ['name "a"']],
    ['{"name": "a" /* open', ['name "a"']],
    ['{"n\\u0061me": "a"}', ['name "a"']],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(summary(text), wanted));
  }

  for (const [text, wanted] of [
    ['{"a": {"b": {"c": 1, "d": {"e": 2}}}}', ['a', 'a.b', 'a.b.c 1', 'a.b.d']],
    ['{"a": {"b": , "c": "x" "d": y}, "e": 1}', ['a', 'a.b', 'a.c "x"', 'a.d y', 'e 1']],
    ['{"a": {"b": "x', ['a', 'a.b "x']],
    ['{"a": {"b": {"c": tru', ['a', 'a.b', 'a.b.c tru']],
    ['{"a": {"b"}, "c": [{"d": 1}]}', ['a', 'a.b', 'c']],
  ] as const) {
    it(`inside: ${text}`, () => {
      const told = (fields: ScannedText['fields'], within: string): string[] =>
        fields.flatMap(({ name, value }) => {
          const end = value === undefined ? 0 : value.offset + value.length;
          const isPlain = value !== undefined && value.type !== 'object' && value.type !== 'array';
          const path = `${within}${name}`;
          return [
            isPlain ? `${path} ${text.slice(value.offset, end)}` : path,
            ...told(value?.fields ?? [], `${path}.`),
          ];
        });
      assert.deepEqual(told(scanWhole(text).fields, ''), wanted);
    });
  }

  it('keeps both of a name that stands twice', () => {
    assert.deepEqual(summary('{"name": "a", "name": "b"}'), ['name "a"', 'name "b"']);
  });

  it('ends within the text, whatever it is', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '/',
      '*',
      '//',
      '\n',
      '\r\n',
      ' ',
      'a',
      '"vpc_id"',
      '1',
      'é',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = `{${parts.join('')}`;
        for (const { key, value, colon, next } of scanWhole(text).fields) {
          const end = value === undefined ? key.offset + key.length : value.offset + value.length;
          assert.ok(key.offset > 0 && end <= text.length && next <= text.length, text);
          assert.ok(colon === undefined || text[colon - 1] === ':', text);
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});

describe('field scan: texts that parse', () => {
  it('sees what the parser sees', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 4 })),
        fc.nat(3),
        (value, indent) => {
          const text = JSON.stringify(value, undefined, indent);
          const { fields, opening } = readTree(text);
          const scanned = scanWhole(text);
          const shape = (all: typeof fields = []): unknown[] =>
            all.map(({ name, key, value }) => [name, key, value && { ...value, fields: shape(value.fields) }]);
          assert.deepEqual(shape(scanned.fields), shape(fields));
          assert.deepEqual(scanned.opening, opening);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  it('tells the names inside a wrapper, and where it is nested too deep', () => {
    const [field] = scanWhole('{"task": {"name": "a", "list": [{"x": 1}], "vpc_id": "v"}}').fields;
    const names = (field?.value?.fields ?? []).map(({ name }) => name);
    assert.deepEqual(names, ['name', 'list', 'vpc_id']);
    const deep = (depth: number) => `{"a": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
    assert.equal(scanWhole(deep(63)).tooDeep, undefined);
    assert.equal(scanWhole(deep(64)).tooDeep, 6 + 63);
    assert.equal(readTree(deep(64)).problems[0]?.offset, 6 + 63);
  });
});
