import assert from 'node:assert/strict';
import { kooCliCommand } from '../../../../src/task/copies/kooCliCommand.ts';
import { execute } from '../../../support/suite/command.ts';

const networks = { vpc_id: 'v-1', subnet_id: 's-1', security_group_id: 'g-1' };
const target = { region: 'cn-north-4', projectId: '0123' };

describe('kooCliCommand', () => {
  it('names region and project, and the fields by the names of the API', () => {
    assert.equal(
      kooCliCommand({ name: 'orders', ...networks }, target),
      'hcloud DCS CreateOnlineMigrationTask --cli-region=cn-north-4 --project_id=0123 --name=orders --vpc_id=v-1 --subnet_id=s-1 --security_group_id=g-1\n',
    );
  });

  for (const description of ['to DCS', 'it\'s $HOME `id` \\ "x" *', '数据迁移', 'two\nlines', '']) {
    it(`keeps the description ${JSON.stringify(description)} in one argument`, async () => {
      const line = kooCliCommand({ name: 'orders', description, ...networks }, target);
      const { output } = await execute('sh', ['-c', `hcloud() { printf '%s\\0' "$@"; }\n${line}`]);
      assert.deepEqual(output.split('\0').slice(4, 6), ['--name=orders', `--description=${description}`]);
    });
  }
});
