import assert from 'node:assert/strict';
import { profileSchema } from '../../../../src/account/profile.ts';
import { signIn } from '../../../../src/commands/account/signIn.ts';
import { signOut } from '../../../../src/commands/account/signOut.ts';
import { useSandbox } from '../../../../src/commands/account/useSandbox.ts';
import type { SandboxOptions } from '../../../../src/sandbox/server.ts';
import { cloudProject, key, play, profile, world } from '../../../support/desk/deskAndCloud.ts';
import { memoryOfWindow } from '../../../support/desk/memoryStores.ts';
import { accepted, left, picked, typed, unlisted, wentBack } from '../../../support/desk/script.ts';
import { asksSignIn, keyAnswers, signInAnswers } from '../../../support/desk/signInAnswers.ts';

const signedOut = { signedIn: false } as const;
const storedIn = ({ content }: { content: Map<string, string> }) =>
  [...content.values()].map((text) => profileSchema.parse(JSON.parse(text)));

describe('sign in: the right key', () => {
  it('is checked with the cloud, stored in one blob, and told of without the secret', () =>
    play(signedOut, async ({ desk, secrets }) => {
      desk.expect(...signInAnswers());
      const account = await signIn(desk);
      assert.deepEqual(storedIn(secrets), [profile]);
      assert.deepEqual([account?.kind, account?.region, account?.projectId], ['profile', 'cn-north-4', cloudProject]);
      assert.deepEqual(desk.requests, ['GET /v3/projects']);
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [['info', 'Signed in to CN North-Beijing4 (cn-north-4), project cn-north-4.']],
      );
      assert.deepEqual(await desk.accounts.current({ settings: '' }), account);
    }));

  it('asks in four steps, the secret masked, with a way back from the second on', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(...signInAnswers());
      await signIn(desk);
      assert.deepEqual(
        desk.asked.map(({ step, canGoBack, secret }) => [step, canGoBack, secret]),
        [
          ['1 of 4', false, false],
          ['2 of 4', true, false],
          ['3 of 4', true, true],
          ['4 of 4', true, false],
        ],
      );
    }));

  it('lists the projects of that region only, sub-projects too', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(...keyAnswers(), left(asksSignIn.project));
      await signIn(desk);
      const labels = desk.asked.at(-1)?.choices.map(({ label }) => label);
      assert.deepEqual(labels, ['cn-north-4', 'Enter the project ID…']);
    }));

  it('goes on with the region and the key ID that Esc left, but with no secret', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(...keyAnswers(), left(asksSignIn.project));
      await signIn(desk);
      desk.expect(left(asksSignIn.region));
      await signIn(desk);
      assert.equal(desk.asked.at(-1)?.choices.find(({ active }) => active)?.label, 'CN North-Beijing4');
      const [region] = keyAnswers();
      assert.ok(region);
      desk.expect(region, accepted(asksSignIn.accessKey), typed(asksSignIn.secret, key.secretAccessKey, ['']));
      desk.expect(picked(asksSignIn.project, 'cn-north-4'));
      await signIn(desk);
      assert.equal(
        desk.asked.find(({ words, value }) => words.includes('(AK)') && value !== '')?.value,
        key.accessKeyId,
      );
      desk.expect(region, left(asksSignIn.accessKey));
      await signIn(desk);
      assert.equal(desk.asked.at(-1)?.value, '');
    }));

  it('keeps no secret that was typed in the wrong field', () =>
    play(signedOut, async ({ desk }) => {
      const [region, wrongField] = keyAnswers({ accessKeyId: key.secretAccessKey });
      assert.ok(region && wrongField);
      desk.expect(region, wrongField, left(asksSignIn.secret), region, left(asksSignIn.accessKey));
      await signIn(desk);
      await signIn(desk);
      assert.equal(desk.asked.at(-1)?.value, '');
    }));

  it('loses the blanks that a copy brought along, and refuses what cannot be a key', () =>
    play(signedOut, async ({ desk, secrets }) => {
      const { accessKeyId, secretAccessKey } = key;
      desk.expect(
        picked(asksSignIn.region, 'CN North-Beijing4'),
        typed(asksSignIn.accessKey, ` ${accessKeyId}\t`, ['', '  ', 'two words', 'schlüssel-0123456789']),
        typed(asksSignIn.secret, `${secretAccessKey}\n`, ['', 'two words', '密钥']),
        picked(asksSignIn.project, 'cn-north-4'),
      );
      await signIn(desk);
      assert.deepEqual(storedIn(secrets), [profile]);
    }));

  it('takes a region and a project typed by hand', () =>
    play(signedOut, async ({ desk, secrets }) => {
      desk.expect(
        picked(asksSignIn.region, 'Enter the region ID…'),
        typed(asksSignIn.typedRegion, ' eu-north-9 ', ['', 'EU-North', 'eu_north_9', 'a.b', 'cn-north-4/']),
        ...keyAnswers().slice(1),
        picked(asksSignIn.noProject, 'Enter the project ID…'),
        typed(asksSignIn.typedProject, ` ${cloudProject} `, ['', 'a/b', 'x?y']),
      );
      await signIn(desk);
      const [stored] = storedIn(secrets);
      assert.deepEqual([stored?.region, stored?.projectId], ['eu-north-9', cloudProject]);
    }));

  it("asks again for a typed project that is not this account's", () =>
    play(signedOut, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers(),
        picked(asksSignIn.project, 'Enter the project ID…'),
        typed(asksSignIn.typedProject, '0123456789abcdef0123456789abcdef'),
        left(asksSignIn.typedProject),
      );
      assert.equal(await signIn(desk), undefined);
      assert.match(desk.asked.at(-1)?.notice ?? '', /^This project cannot be used with this key\. .*APIGW\.0310/);
      assert.equal(secrets.content.size, 0);
    }));

  it('keeps what was entered when going back and forth', () =>
    play(signedOut, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers(),
        wentBack(asksSignIn.project),
        wentBack(asksSignIn.secret),
        wentBack(asksSignIn.accessKey),
        picked(asksSignIn.region, 'CN North-Beijing4'),
        accepted(asksSignIn.accessKey),
        accepted(asksSignIn.secret),
        picked(asksSignIn.project, 'cn-north-4'),
      );
      await signIn(desk);
      assert.deepEqual(storedIn(secrets), [profile]);
      const regionAgain = desk.asked[6]?.choices.find(({ active }) => active)?.label;
      assert.equal(regionAgain, 'CN North-Beijing4');
    }));

  for (const [step, words] of [
    asksSignIn.region,
    asksSignIn.accessKey,
    asksSignIn.secret,
    asksSignIn.project,
  ].entries()) {
    it(`Esc at step ${step + 1} keeps nothing`, () =>
      play(signedOut, async ({ desk, secrets }) => {
        desk.expect(...keyAnswers().slice(0, step), left(words));
        assert.equal(await signIn(desk), undefined);
        assert.deepEqual([secrets.content.size, desk.told], [0, []]);
      }));
  }

  it('region and project of the settings are proposed, the project for its own region only', () =>
    play({ ...signedOut, setting: { region: 'cn-north-4', projectId: 'of-the-settings' } }, async ({ desk }) => {
      const enter = picked('', 'Enter the project ID…');
      desk.expect(...keyAnswers(), enter, left(asksSignIn.typedProject));
      await signIn(desk);
      assert.equal(desk.asked[0]?.choices.find(({ active }) => active)?.label, 'CN North-Beijing4');
      assert.equal(desk.asked.at(-1)?.value, 'of-the-settings');
      desk.expect(
        picked(asksSignIn.region, 'CN East-Shanghai1'),
        ...keyAnswers().slice(1),
        enter,
        left(asksSignIn.typedProject),
      );
      await signIn(desk);
      assert.equal(desk.asked.at(-1)?.value, '');
    }));
});

describe('sign in: a key that may not list projects', () => {
  const policies: readonly (readonly [what: string, denied: NonNullable<SandboxOptions['denied']>])[] = [
    ['projects', new Set(['iam:projects:list', 'iam:projects:listProjectsForUser'])],
    [
      'anything at all',
      new Set([
        'iam:projects:list',
        'iam:projects:listProjectsForUser',
        'vpc:vpcs:list',
        'vpc:subnets:get',
        'vpc:securityGroups:get',
        'dcs:migrationTask:create',
      ]),
    ],
  ];
  for (const [what, denied] of policies) {
    it(`signs in with a typed project where it may not list ${what}`, () =>
      play({ ...signedOut, cloud: { denied } }, async ({ desk, secrets }) => {
        const twice = denied.has('vpc:vpcs:list') ? [accepted(asksSignIn.typedProject)] : [];
        desk.expect(
          ...keyAnswers(),
          unlisted(asksSignIn.project),
          typed(asksSignIn.typedProject, cloudProject),
          ...twice,
        );
        const account = await signIn(desk);
        assert.equal(account?.projectId, cloudProject);
        const [listing, checking] = desk.asked.map(({ notice }) => notice).filter((notice) => notice !== '');
        assert.match(listing ?? '', /^The projects cannot be listed\. .*HTTP 403/);
        if (twice.length > 0)
          assert.match(checking ?? '', /is not known; press Enter once more to keep it\. .*HTTP 403/);
        assert.equal(storedIn(secrets).length, 1);
        assert.deepEqual(desk.requests, [
          'GET /v3/projects',
          'GET /v3/auth/projects',
          `GET /v3/${cloudProject}/vpc/vpcs`,
        ]);
      }));
  }

  it('what is typed first is proposed; the name of a project becomes its ID, which is then tried', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(
        ...keyAnswers(),
        picked(asksSignIn.project, 'Enter the project ID…', [], 'cn-north-4'),
        accepted(asksSignIn.typedProject),
        accepted(asksSignIn.typedProject),
      );
      const account = await signIn(desk);
      assert.deepEqual([account?.projectId, account?.projectName], [cloudProject, 'cn-north-4']);
      const [first, second] = desk.asked.slice(-2);
      assert.deepEqual([first?.value, second?.value], ['cn-north-4', cloudProject]);
      assert.equal(second?.notice, 'cn-north-4 is the name of a project; this is its ID.');
    }));

  it('a project that the cloud refuses is never kept, and those that there are are named', () =>
    play(signedOut, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers(),
        picked(asksSignIn.project, 'Enter the project ID…'),
        typed(asksSignIn.typedProject, 'zz'),
        accepted(asksSignIn.typedProject),
        left(asksSignIn.typedProject),
      );
      assert.equal(await signIn(desk), undefined);
      for (const { notice } of desk.asked.slice(-2))
        assert.match(notice, /^This project cannot be used .*APIGW\.0310.* The key sees these projects: cn-north-4/);
      assert.equal(secrets.content.size, 0);
    }));

  it('a project of which the check says nothing is asked for twice, each time that it is another', () =>
    play({ ...signedOut, cloud: { denied: new Set(['vpc:vpcs:list']) } }, async ({ desk }) => {
      const other = world.projects.find(({ name }) => name !== 'cn-north-4')?.id ?? '';
      desk.expect(
        ...keyAnswers(),
        picked(asksSignIn.project, 'Enter the project ID…'),
        typed(asksSignIn.typedProject, other),
        typed(asksSignIn.typedProject, cloudProject),
        accepted(asksSignIn.typedProject),
      );
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      for (const { notice } of desk.asked.slice(-2)) assert.match(notice, /is not known; press Enter once more/);
    }));

  it('lists those it may use where it may not list all', () =>
    play({ ...signedOut, cloud: { denied: new Set(['iam:projects:list']) } }, async ({ desk }) => {
      desk.expect(...signInAnswers());
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      assert.deepEqual(desk.requests, ['GET /v3/projects', 'GET /v3/auth/projects']);
    }));
});

describe('sign out, the sandbox, other windows', () => {
  it('signing out forgets the key for good', () =>
    play({}, async ({ desk, secrets }) => {
      await signOut(desk);
      assert.deepEqual([secrets.content.size, await desk.accounts.current({ settings: '' })], [0, undefined]);
      assert.match(desk.told[0]?.message ?? '', /^Signed out\. The access key was removed/);
      await signOut(desk);
      assert.equal(desk.told[1]?.message, 'You were not signed in.');
    }));

  it('Use the Local Sandbox needs no question, says where, and signing out leaves it', () =>
    play(signedOut, async ({ desk, sandboxes }) => {
      await useSandbox(desk);
      const message = `Nothing is real or billed in the local sandbox, which this window uses from now on: ${sandboxes[0]?.url}`;
      assert.deepEqual(
        desk.told.map((told) => told.message),
        [message],
      );
      assert.equal((await desk.accounts.current({ settings: '' }))?.kind, 'sandbox');
      await signOut(desk);
      assert.match(desk.told[1]?.message ?? '', /^The local sandbox was left/);
      assert.equal(await desk.accounts.current({ settings: '' }), undefined);
    }));

  it('the sandbox picked in the sign-in says the same', () =>
    play(signedOut, async ({ desk, sandboxes, secrets }) => {
      desk.expect(picked(asksSignIn.region, 'Local Sandbox'));
      assert.equal((await signIn(desk))?.kind, 'sandbox');
      assert.ok(desk.told[0]?.message.includes(`from now on: ${sandboxes[0]?.url}`), 'nothing was said');
      assert.equal(secrets.content.size, 0);
    }));

  it('the sandbox typed as a region is the sandbox too', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(picked(asksSignIn.region, 'Enter the region ID…'), typed(asksSignIn.typedRegion, 'sandbox-1'));
      assert.equal((await signIn(desk))?.kind, 'sandbox');
    }));

  it('the choice of the sandbox survives a reload, with a new sandbox', () =>
    play({}, async ({ desk, sandboxes, anotherDesk }) => {
      await useSandbox(desk);
      const reloaded = anotherDesk();
      const account = await reloaded.accounts.current({ settings: '' });
      assert.equal(account?.kind, 'sandbox');
      assert.equal(account?.endpoints?.dcs, sandboxes[1]?.url);
    }));

  it('another window keeps its own account, and sees the same profile', () =>
    play(signedOut, async ({ desk, anotherDesk }) => {
      const other = anotherDesk({ window: memoryOfWindow() });
      await useSandbox(desk);
      assert.equal(await other.accounts.current({ settings: '' }), undefined);
      other.expect(...signInAnswers());
      await signIn(other);
      assert.equal((await other.accounts.current({ settings: '' }))?.kind, 'profile');
      assert.equal((await desk.accounts.current({ settings: '' }))?.kind, 'sandbox');
    }));

  it('signing in leaves the sandbox, also after a reload', () =>
    play(signedOut, async ({ desk, anotherDesk }) => {
      await useSandbox(desk);
      desk.expect(...signInAnswers());
      await signIn(desk);
      assert.equal((await anotherDesk().accounts.current({ settings: '' }))?.kind, 'profile');
    }));
});
