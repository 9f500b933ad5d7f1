import assert from 'node:assert/strict';
import { resolveTarget } from '../../../src/account/target.ts';

type TargetSources = Parameters<typeof resolveTarget>[0];

const account = { region: 'cn-north-4', projectId: 'A' };
const none = { region: '', projectId: '' };

describe('target: region and project', () => {
  const rows: readonly (readonly [
    file: TargetSources['file'],
    settings: TargetSources['settings'],
    target: readonly [region: string, projectId: string] | 'noProject',
  ])[] = [
    [undefined, none, ['cn-north-4', 'A']],
    [{}, none, ['cn-north-4', 'A']],
    [{}, { region: 'cn-east-3', projectId: 'S' }, ['cn-north-4', 'A']],
    [{}, { region: 'cn-north-4', projectId: 'S' }, ['cn-north-4', 'A']],
    [{}, { region: '', projectId: 'S' }, ['cn-north-4', 'A']],
    [{ project_id: 'F' }, none, ['cn-north-4', 'F']],
    [{ project_id: 'F' }, { region: 'cn-east-3', projectId: 'S' }, ['cn-north-4', 'F']],
    [{ region: 'cn-north-4' }, none, ['cn-north-4', 'A']],
    [{ region: 'cn-north-4' }, { region: 'cn-north-4', projectId: 'S' }, ['cn-north-4', 'A']],
    [{ region: 'cn-east-3' }, none, 'noProject'],
    [{ region: 'cn-east-3' }, { region: '', projectId: 'S' }, 'noProject'],
    [{ region: 'cn-east-3' }, { region: 'cn-east-3', projectId: '' }, 'noProject'],
    [{ region: 'cn-east-3' }, { region: 'cn-south-1', projectId: 'S' }, 'noProject'],
    [{ region: 'cn-east-3' }, { region: 'cn-east-3', projectId: 'S' }, ['cn-east-3', 'S']],
    [{ region: 'cn-east-3', project_id: 'F' }, { region: 'cn-east-3', projectId: 'S' }, ['cn-east-3', 'F']],
    [{ region: 'cn-east-3', project_id: 'F' }, none, ['cn-east-3', 'F']],
  ];
  for (const [file, settings, target] of rows) {
    it(`file ${JSON.stringify(file) ?? 'absent'}, settings ${JSON.stringify(settings)}: ${target}`, () => {
      const found = resolveTarget({ file, account, settings });
      const expected =
        target === 'noProject'
          ? { problem: 'noProject', region: file?.region, accountRegion: account.region }
          : { region: target[0], projectId: target[1] };
      assert.deepEqual(found, expected);
    });
  }
});
