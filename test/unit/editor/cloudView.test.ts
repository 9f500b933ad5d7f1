import assert from 'node:assert/strict';
import type { CloudView, NoView } from '../../../src/editor/cloudView.ts';
import { play, type SceneOptions, sandboxProject } from '../../support/desk/deskAndCloud.ts';
import { readIn, textOf } from './fileScene.ts';

function viewed(
  values: object,
  act: (found: Awaited<ReturnType<typeof readIn>>) => unknown,
  options: SceneOptions = {},
) {
  return play(options, async (scene) => {
    await act(await readIn(scene, textOf(values)));
    assert.deepEqual(scene.desk.exchanges, [], 'Nothing is asked of the cloud to know whom to ask');
  });
}

function refusal(found: CloudView | NoView): NoView {
  assert.ok('reason' in found);
  return found;
}

describe('as whom and where a file is looked at', () => {
  it('region and project of the profile, else those of the file', async () => {
    await viewed({}, ({ view }) => assert.equal(view.target.region, 'cn-north-4'));
    const projectId = 'b'.repeat(32);
    await viewed({ region: 'cn-east-3', project_id: projectId }, ({ view }) =>
      assert.deepEqual(view.target, { region: 'cn-east-3', projectId }),
    );
  });

  it('the sandbox where the file names its region, once it runs', () =>
    play({ signedIn: false }, async (scene) => {
      const text = JSON.stringify({ region: 'sandbox-1' });
      const { found } = await readIn(scene, text);
      assert.ok('reason' in found && found.remedy === 'sandbox', JSON.stringify(found));
      assert.equal(scene.sandboxes.length, 0, 'a file that is only opened has started it');
      await scene.desk.accounts.current({ file: 'sandbox-1', settings: '' });
      const { view } = await readIn(scene, text);
      assert.deepEqual([view.account.kind, view.target.projectId], ['sandbox', sandboxProject]);
    }));

  for (const [what, values, options, reason, remedy] of [
    ['signed out', {}, { signedIn: false }, /You are not signed in/, 'signIn'],
    [
      'no project of the region',
      { region: 'cn-east-3' },
      {},
      /No project of cn-east-3 is known; your profile belongs to cn-north-4/,
      'signIn',
    ],
  ] as const) {
    it(`says why nothing can be asked: ${what}`, () =>
      viewed(
        values,
        ({ found }) => {
          const refused = refusal(found);
          assert.match(refused.reason ?? '', reason);
          assert.equal(refused.remedy, remedy);
        },
        options,
      ));
  }

  for (const [what, values] of [
    ['a region that is none', { region: 'cn north' }],
    ['a region that is being typed', { region: 'cn-nor', project_id: 'b'.repeat(32) }],
    ['a project ID that is being typed', { project_id: '0123' }],
    ['a project ID that would leave the path', { project_id: '../..' }],
  ] as const) {
    it(`asks nothing, and says nothing more, for ${what}`, () =>
      viewed(values, ({ found }) => assert.equal(refusal(found).reason, undefined)));
  }

  it('a region that nobody lists, where profile or settings have it', () =>
    viewed(
      { region: 'xx-new-1', project_id: 'b'.repeat(32) },
      ({ view }) => assert.equal(view.target.region, 'xx-new-1'),
      { setting: { region: 'xx-new-1' } },
    ));

  it('empty fields say nothing about the place', () =>
    viewed({ region: '', project_id: ' ' }, ({ view }) => assert.equal(view.target.region, 'cn-north-4')));
});
