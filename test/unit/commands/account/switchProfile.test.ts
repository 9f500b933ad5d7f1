import assert from 'node:assert/strict';
import { switchProfile } from '../../../../src/commands/account/switchProfile.ts';
import { noSettings, play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { left, picked } from '../../../support/desk/script.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';

const question = 'Pick whom requests are sent as';
const current = async ({ desk }: Scene) => (await desk.accounts.current({ settings: noSettings.region }))?.kind;

describe('switch profile', () => {
  it('goes to the sandbox and back to the saved profile', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      desk.expect(picked(question, 'Local Sandbox'));
      await switchProfile(desk);
      assert.equal(await current(scene), 'sandbox');
      desk.expect(picked(question, 'CN North-Beijing4 (cn-north-4)'));
      await switchProfile(desk);
      assert.equal(await current(scene), 'profile');
      assert.match(
        desk.told.at(-1)?.message ?? '',
        /^Requests of this window go to CN North-Beijing4 \(cn-north-4\), project cn-north-4\.$/,
      );
      const active = desk.asked.map(({ choices }) => choices.find((choice) => choice.active)?.label);
      assert.deepEqual(active, ['CN North-Beijing4 (cn-north-4)', 'Local Sandbox']);
    }));

  it('offers no saved profile where there is none, and starts no sandbox to show its list', () =>
    play({ signedIn: false, setting: { region: 'sandbox-1' } }, async ({ desk, sandboxes }) => {
      desk.expect(left(question));
      await switchProfile(desk);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ label }) => label),
        ['Local Sandbox', 'Sign In with Another Key…'],
      );
      assert.equal(sandboxes.length, 0);
    }));

  it('signs in with another key', () =>
    play({}, async (scene) => {
      scene.desk.expect(picked(question, 'Sign In with Another Key…'), left(asksSignIn.region));
      await switchProfile(scene.desk);
      assert.equal(await current(scene), 'profile');
    }));
});
