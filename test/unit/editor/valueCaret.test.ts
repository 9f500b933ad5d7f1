import assert from 'node:assert/strict';
import { valueCaret } from '../../../src/editor/valueCaret.ts';
import { caretIn, scanWhole } from './caretText.ts';

/** The field, what was typed, and the text after `ID` was accepted. */
function accepted(marked: string): readonly [field: string, typed: string, text: string] | undefined {
  const { text, caret } = caretIn(marked);
  const found = valueCaret(text, scanWhole(text), caret);
  if (found === undefined) return undefined;
  const { offset, length } = found.replace;
  assert.ok(offset <= caret && caret <= offset + length, 'A completion replaces what stands around the caret');
  const written = `${found.before}"ID"${found.behind}`;
  return [found.field, found.typed, text.slice(0, offset) + written + text.slice(offset + length)];
}

describe('value caret: where a value is written', () => {
  for (const [marked, typed, text] of [
    ['{"vpc_id": "|"}', '', '{"vpc_id": "ID"}'],
    ['{"vpc_id": "vpc-p|"}', 'vpc-p', '{"vpc_id": "ID"}'],
    ['{"vpc_id": "vpc|-prod"}', 'vpc', '{"vpc_id": "ID"}'],
    ['{"vpc_id": |"old"}', '', '{"vpc_id": "ID"}'],
    ['{"vpc_id": "缓存|"}', '缓存', '{"vpc_id": "ID"}'],
    ['{"vpc_id": "a \\" b|"}', 'a \\" b', '{"vpc_id": "ID"}'],
    ['{"vpc_id": |}', '', '{"vpc_id": "ID"}'],
    ['{"vpc_id":|}', '', '{"vpc_id": "ID"}'],
    ['{"vpc_id": |', '', '{"vpc_id": "ID"'],
    ['{"vpc_id":|', '', '{"vpc_id": "ID"'],
    ['{"vpc_id": vpc-p|, "name": "a"}', 'vpc-p', '{"vpc_id": "ID", "name": "a"}'],
    ['{"vpc_id": nul|l}', 'nul', '{"vpc_id": "ID"}'],
    ['{"vpc_id": 4|2}', '4', '{"vpc_id": "ID"}'],
    ['{"vpc_id": "vpc-p|\n}', 'vpc-p', '{"vpc_id": "ID"\n}'],
    ['{"vpc_id": "vpc-p|\r\n  "name": "a"\r\n}', 'vpc-p', '{"vpc_id": "ID",\r\n  "name": "a"\r\n}'],
    ['{"vpc_id": "|, // the VPC\n  "name": "a"}', '', '{"vpc_id": "ID",, // the VPC\n  "name": "a"}'],
    ['{"vpc_id": "|\\\n}', '', '{"vpc_id": "ID"\\\n}'],
    ['{\n\t"vpc_id":\t|\n\t"name": "a"\n}', '', '{\n\t"vpc_id":\t"ID",\n\t"name": "a"\n}'],
    ['{"vpc_id": "|" "name": "a"}', '', '{"vpc_id": "ID", "name": "a"}'],
    ['{"name": "a" "vpc_id": "|"', '', '{"name": "a" "vpc_id": "ID"'],
    ['{"x": {"vpc_id": 1}, "vpc_id": "|"}', '', '{"x": {"vpc_id": 1}, "vpc_id": "ID"}'],
    ['{"vpc_id": /* which? */ |}', '', '{"vpc_id": /* which? */ "ID"}'],
    ['{"vpc_id": // which?\n  |}', '', '{"vpc_id": // which?\n  "ID"}'],
    ['// head\n{ "vpc_id": "|" } // tail', '', '// head\n{ "vpc_id": "ID" } // tail'],
    ['{"migration": {"a": [}, "vpc_id": "|"}', undefined, ''],
  ] as const) {
    it(marked, () => assert.deepEqual(accepted(marked), typed === undefined ? undefined : ['vpc_id', typed, text]));
  }
});

describe('value caret: in the migration section', () => {
  for (const [marked, field, typed, text] of [
    ['{"migration": {"resume_mode": "|"}}', 'resume_mode', '', '{"migration": {"resume_mode": "ID"}}'],
    ['{"migration": {"resume_mode": |}}', 'resume_mode', '', '{"migration": {"resume_mode": "ID"}}'],
    ['{"migration": {"resume_mode":|', 'resume_mode', '', '{"migration": {"resume_mode": "ID"'],
    [
      '{"migration": {"resume_mode": au| "migration_method": "x"}}',
      'resume_mode',
      'au',
      '{"migration": {"resume_mode": "ID", "migration_method": "x"}}',
    ],
    [
      '{"migration": {"source_instance": {"password": "${|"}, "resume_mode": "auto"}}',
      'source_instance.password',
      '${',
      '{"migration": {"source_instance": {"password": "ID"}, "resume_mode": "auto"}}',
    ],
    [
      '{"migration": {"target_instance": {"id": null,\n  "password": |\n  "addrs": "x"',
      'target_instance.password',
      '',
      '{"migration": {"target_instance": {"id": null,\n  "password": "ID",\n  "addrs": "x"',
    ],
    [
      '{"migration": {"source_instance": {"password": "${env:A|\n}, "target_instance": {}}}',
      'source_instance.password',
      '${env:A',
      '{"migration": {"source_instance": {"password": "ID"\n}, "target_instance": {}}}',
    ],
    [
      '{"migration": {"source_instance": {"id": "|"}, "target_instance": {}}}',
      'source_instance.id',
      '',
      '{"migration": {"source_instance": {"id": "ID"}, "target_instance": {}}}',
    ],
    [
      '{"migration": {"target_instance": {"id": "orders-r|edis"}}}',
      'target_instance.id',
      'orders-r',
      '{"migration": {"target_instance": {"id": "ID"}}}',
    ],
    [
      '{"migration": {"target_instance": {"id": 1b2c3d4e-5f|60-4718',
      'target_instance.id',
      '1b2c3d4e-5f',
      '{"migration": {"target_instance": {"id": "ID"',
    ],
    [
      '{"migration": {"target_instance": {"id": 192.168.0.|\n  "password": "x"',
      'target_instance.id',
      '192.168.0.',
      '{"migration": {"target_instance": {"id": "ID",\n  "password": "x"',
    ],
    [
      '{"migration": {"target_instance": {\n  "id": |\n',
      'target_instance.id',
      '',
      '{"migration": {"target_instance": {\n  "id": "ID"\n',
    ],
    [
      '{"migration": {"source_instance": {"id":|},\n "target_instance": {"id": "x"}}}',
      'source_instance.id',
      '',
      '{"migration": {"source_instance": {"id": "ID"},\n "target_instance": {"id": "x"}}}',
    ],
    ['{"x": {}, "migration": {"a": {}, "resume_mode": "|"}}', 'resume_mode', '', undefined],
  ] as const) {
    it(marked, () => {
      const found = accepted(marked);
      assert.deepEqual(found?.slice(0, 2), [`migration.${field}`, typed]);
      assert.equal(found?.[2], text ?? found?.[2]);
    });
  }

  for (const marked of [
    '{"migration": |{}}',
    '{"migration": {|}}',
    '{"migration": {"resume_mode"|: "x"}}',
    '{"migration": {"resume_mode": "x"|}}',
    '{"migration": {"x": {"password": "|"}}}',
    '{"migration": {"source_instance": {"password": {"a": "|"}}}}',
    '{"migration": [{"resume_mode": "|"}]}',
    '{"x": {"migration": {"resume_mode": "|"}}}',
  ]) {
    it(`none in ${marked}`, () => assert.equal(accepted(marked), undefined));
  }
});

describe('value caret: where none is', () => {
  for (const marked of [
    '|',
    '|{}',
    '{|}',
    '{"|vpc_id": "x"}',
    '{"vpc_id"|: "x"}',
    '{"vpc_id": "x"|}',
    '{"vpc_id": "x", |}',
    '{"vpc_id": // why |\n "x"}',
    '{"vpc_id": /|',
    '{"vpc_id": /* why |',
    '{"vpc_id": ["|"]}',
    '{"vpc_id": {"a": "|"}}',
    '{"x": {"vpc_id": "|"}}',
    '[{"vpc_id": "|"}]',
    '"vpc_id": "|"',
  ]) {
    it(marked, () => assert.equal(accepted(marked), undefined));
  }
});
