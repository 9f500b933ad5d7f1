import assert from 'node:assert/strict';
import type { StatusText } from '../../../src/desk/statusLine.ts';
import { keepAccountInSight } from '../../../src/views/accountLine.ts';
import { play, profile, type SceneOptions } from '../../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import { until } from '../../support/suite/until.ts';

/** Plays a scene with what stands in the status bar about the account. */
function inSight(
  options: SceneOptions,
  act: (
    desk: ScriptedDesk,
    shows: (text: string | undefined) => Promise<StatusText | undefined>,
    draw: () => void,
  ) => Promise<void>,
): Promise<void> {
  return play(options, async ({ desk }) => {
    const shown: (StatusText | undefined)[] = [];
    const sight = keepAccountInSight(desk, (text) => shown.push(text));
    const shows = async (text: string | undefined) => {
      await until(`it shows ${text}`, async () => shown.length > 0 && shown.at(-1)?.text === text);
      return shown.at(-1);
    };
    await act(desk, shows, sight.draw);
    sight.dispose();
    const { length } = shown;
    await desk.accounts.signOut();
    assert.equal(shown.length, length);
    assert.deepEqual(desk.requests, []);
  });
}

describe('the account in sight', () => {
  it('is that of the profile, with its project, and leads to another', () =>
    inSight({}, async (_, shows) => {
      const text = await shows('DCS: cn-north-4');
      assert.deepEqual([text?.icon, text?.command], ['account', 'dcs.switchProfile']);
      assert.match(
        text?.tooltip ?? '',
        /^Requests of this window go to CN North-Beijing4 \(cn-north-4\), project cn-north-4, unless/,
      );
    }));

  it('changes with the sandbox, the way back and the sign-out', () =>
    inSight({}, async (desk, shows) => {
      await desk.accounts.useSandbox();
      assert.equal((await shows('DCS: Local Sandbox'))?.icon, 'beaker');
      await desk.accounts.useSaved();
      await shows('DCS: cn-north-4');
      await desk.accounts.signOut();
      await shows(undefined);
      await desk.accounts.signIn(profile);
      await shows('DCS: cn-north-4');
    }));

  it('signed out, is the sandbox where the settings lead there', () =>
    inSight({ signedIn: false, setting: { region: 'sandbox-1' } }, async (_, shows) => {
      await shows('DCS: Local Sandbox');
    }));

  it('hears a setting that leads elsewhere', () =>
    inSight({ signedIn: false, setting: { region: 'sandbox-1' } }, async (desk, shows, draw) => {
      await shows('DCS: Local Sandbox');
      desk.setting = { ...desk.setting, region: '' };
      draw();
      await shows(undefined);
    }));

  it('is nothing where nobody is signed in', () =>
    inSight({ signedIn: false }, async (_, shows) => {
      assert.equal(await shows(undefined), undefined);
    }));
});
