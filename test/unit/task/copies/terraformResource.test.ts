import assert from 'node:assert/strict';
import { terraformResource } from '../../../../src/task/copies/terraformResource.ts';
import { textsOfKeys } from '../../../support/terminal/foreignTexts.ts';

const body = { name: 'orders', vpc_id: 'v-1', subnet_id: 's-1', security_group_id: 'g-1' };

describe('terraformResource', () => {
  it('holds the fields that both have, and the note', () => {
    assert.equal(
      terraformResource({ ...body, description: 'to DCS' }, 'cn-north-4', ['More here:', 'resume_mode']),
      `resource "huaweicloud_dcs_online_data_migration_task" "orders" {
  region            = "cn-north-4"
  task_name         = "orders"
  description       = "to DCS"
  vpc_id            = "v-1"
  subnet_id         = "s-1"
  security_group_id = "g-1"

  # More here:
  # resume_mode
}
`,
    );
  });

  const strings: readonly (readonly [text: string, hcl: string])[] = [
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['a\\b', '"a\\\\b"'],
    ['two\nlines\ttab', '"two\\u000alines\\u0009tab"'],
    ['${var.x} %{if} $x 100% $$', '"$${var.x} %%{if} $x 100% $$"'],
    ['数据迁移 🚀', '"数据迁移 🚀"'],
    ['a\u007f\u009b\u2028\u202e\u200b', '"a\\u007f\\u009b\\u2028\\u202e\\u200b"'],
    ['a\u{e0041}', '"a\\U000e0041"'],
  ];
  for (const [description, hcl] of strings) {
    it(`writes ${JSON.stringify(description)} as a string of HCL`, () => {
      assert.ok(terraformResource({ ...body, description }, 'cn-north-4', []).includes(`= ${hcl}\n`));
    });
  }

  const labels: readonly (readonly [name: string, label: string])[] = [
    ['orders-2', 'orders-2'],
    ['2 orders', 'task_2_orders'],
    ['订单', 'task'],
    ['a"b', 'a_b'],
  ];
  for (const [name, label] of labels) {
    it(`labels the task ${name} with ${label}`, () => {
      assert.match(terraformResource({ ...body, name }, 'cn-north-4', []), new RegExp(`_task" "${label}" \\{\n`));
    });
  }

  it('has nothing in it that does not show', () => {
    for (const [, foreign] of textsOfKeys) {
      const resource = terraformResource({ ...body, name: foreign, description: foreign }, 'cn-north-4', []);
      assert.doesNotMatch(resource.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    }
  });
});
