import assert from 'node:assert/strict';
import { type Accounts, createAccounts, type SandboxAccount } from '../../../src/account/account.ts';
import { createKeyWatch } from '../../../src/cloud/keyWatch.ts';
import { profile } from '../../support/desk/deskAndCloud.ts';
import { type MemorySecrets, memoryOfWindow, memorySecrets } from '../../support/desk/memoryStores.ts';

const key = { accessKeyId: 'SANDBOXEXAMPLEKEY', secretAccessKey: 'sandbox-secret' };
const endpoints = { dcs: 'http://127.0.0.1:1', vpc: 'http://127.0.0.1:1', iam: 'http://127.0.0.1:1' };
const sandbox: SandboxAccount = { key, region: 'sandbox-1', projectId: 'of-the-sandbox', endpoints };

/** A window with its accounts; `starts` counts sandboxes, the first `failures` of which do not start. */
function openWindow(secrets: MemorySecrets, failures = 0, memory = memoryOfWindow()) {
  const starts = { count: 0 };
  const startSandbox = async () => {
    starts.count += 1;
    if (starts.count <= failures) throw new Error('listen EADDRINUSE');
    return sandbox;
  };
  return {
    accounts: createAccounts({ secrets, window: memory, startSandbox, keys: createKeyWatch() }),
    starts,
    memory,
  };
}

const withProfile = () => memorySecrets({ 'dcs.profile.default': JSON.stringify(profile) });

async function kindOf(accounts: Accounts, file: string | undefined, settings: string): Promise<string> {
  return (await accounts.current({ file, settings }))?.kind ?? 'nobody';
}

describe('account: who is calling', () => {
  const rows: readonly (readonly [
    file: string | undefined,
    chosen: boolean,
    profile: boolean,
    settings: string,
    who: string,
  ])[] = [
    [undefined, false, false, '', 'nobody'],
    [undefined, false, false, 'cn-north-4', 'nobody'],
    [undefined, false, false, 'sandbox-1', 'sandbox'],
    [undefined, false, true, '', 'profile'],
    [undefined, false, true, 'sandbox-1', 'profile'],
    [undefined, true, false, '', 'sandbox'],
    [undefined, true, true, 'cn-north-4', 'sandbox'],
    ['cn-north-4', false, false, '', 'nobody'],
    ['cn-north-4', false, false, 'sandbox-1', 'nobody'],
    ['cn-north-4', false, true, 'sandbox-1', 'profile'],
    ['cn-north-4', true, true, '', 'sandbox'],
    ['sandbox-1', false, false, '', 'sandbox'],
    ['sandbox-1', false, true, 'cn-north-4', 'sandbox'],
    ['sandbox-1', true, true, '', 'sandbox'],
  ];
  for (const [file, chosen, hasProfile, settings, who] of rows) {
    const given = [
      `file ${file ?? 'without region'}`,
      `sandbox ${chosen ? '' : 'not '}chosen`,
      hasProfile ? 'signed in' : 'signed out',
      `settings ${settings || 'empty'}`,
    ];
    it(`${given.join(', ')}: ${who}`, async () => {
      const { accounts } = openWindow(hasProfile ? withProfile() : memorySecrets());
      if (chosen) await accounts.useSandbox();
      assert.equal(await kindOf(accounts, file, settings), who);
    });
  }

  it('the profile gives its key without its kind', async () => {
    const { accounts } = openWindow(withProfile());
    const { accessKeyId, secretAccessKey } = profile.credential;
    const { region, projectId, projectName } = profile;
    const { session, ...account } = (await accounts.current({ settings: '' })) ?? assert.fail('signed out');
    assert.deepEqual(account, { kind: 'profile', region, projectId, projectName });
    assert.deepEqual(session.identity, { kind: 'profile', profile: 'default', projectId, accessKeyId });
    assert.deepEqual(session.key(), { accessKeyId, secretAccessKey });
  });

  it('one sandbox serves all who ask at once, and one that did not start is started again', async () => {
    const { accounts, starts } = openWindow(memorySecrets());
    await Promise.all([accounts.useSandbox(), accounts.useSandbox(), accounts.current({ settings: 'sandbox-1' })]);
    assert.equal(starts.count, 1);
    const failing = openWindow(memorySecrets(), 1);
    await assert.rejects(failing.accounts.useSandbox(), /EADDRINUSE/);
    assert.equal(await kindOf(failing.accounts, undefined, ''), 'nobody');
    assert.equal((await failing.accounts.useSandbox()).kind, 'sandbox');
  });

  it('an update of the profile in another window counts at once', async () => {
    const secrets = memorySecrets();
    const [one, two] = [openWindow(secrets), openWindow(secrets)];
    await one.accounts.signIn(profile);
    assert.equal(await kindOf(two.accounts, undefined, ''), 'profile');
    await two.accounts.signOut();
    assert.equal(await kindOf(one.accounts, undefined, ''), 'nobody');
  });

  it('what the window remembers is no secret', async () => {
    const secrets = memorySecrets();
    const kept: unknown[] = [];
    const memory = { ...memoryOfWindow(), update: async (...entry: unknown[]) => void kept.push(entry) };
    const { accounts } = openWindow(secrets, 0, memory);
    await accounts.useSandbox();
    await accounts.signIn(profile);
    assert.deepEqual(kept, [
      ['dcs.sandboxChosen', true],
      ['dcs.sandboxChosen', undefined],
    ]);
  });
});

describe('account: what signing out forgets', () => {
  const rows: readonly (readonly [chosen: boolean, profile: boolean, told: string])[] = [
    [false, false, 'nothing'],
    [true, false, 'sandbox'],
    [false, true, 'profile'],
    [true, true, 'profile'],
  ];
  for (const [chosen, hasProfile, told] of rows) {
    it(`sandbox ${chosen}, profile ${hasProfile}: ${told}`, async () => {
      const secrets = hasProfile ? withProfile() : memorySecrets();
      const { accounts } = openWindow(secrets);
      if (chosen) await accounts.useSandbox();
      assert.equal(await accounts.signOut(), told);
      assert.deepEqual([secrets.content.size, await kindOf(accounts, undefined, '')], [0, 'nobody']);
    });
  }
});

describe('account: what the secret storage gives back', () => {
  const { credential } = profile;
  const blobs: readonly (readonly [what: string, blob: string])[] = [
    ['nothing', ''],
    ['broken JSON', JSON.stringify(profile).slice(0, -5)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a profile without its key', JSON.stringify({ ...profile, credential: undefined })],
    ['a key of an unknown kind', JSON.stringify({ ...profile, credential: { ...credential, kind: 'password' } })],
    ['an empty secret', JSON.stringify({ ...profile, credential: { ...credential, secretAccessKey: '' } })],
    ['a number for a secret', JSON.stringify({ ...profile, credential: { ...credential, secretAccessKey: 7 } })],
    ['an empty region', JSON.stringify({ ...profile, region: '' })],
    ['a region that would change the host', JSON.stringify({ ...profile, region: 'evil.example/' })],
    ['no project', JSON.stringify({ ...profile, projectId: undefined })],
  ];
  for (const [what, blob] of blobs) {
    it(`${what}: signed out, and signing in mends it`, async () => {
      const { accounts } = openWindow(memorySecrets({ 'dcs.profile.default': blob }));
      assert.equal(await kindOf(accounts, undefined, ''), 'nobody');
      await accounts.signIn(profile);
      assert.equal(await kindOf(accounts, undefined, ''), 'profile');
    });
  }

  it('signing out deletes what cannot be read, too', async () => {
    const secrets = memorySecrets({ 'dcs.profile.default': '{' });
    await openWindow(secrets).accounts.signOut();
    assert.equal(secrets.content.size, 0);
  });

  it('one that cannot be read at all neither keeps out of the sandbox nor in it', async () => {
    const secrets = withProfile();
    secrets.broken = 'reading';
    const { accounts } = openWindow(secrets);
    await assert.rejects(accounts.current({ settings: '' }), /org\.freedesktop\.secrets/);
    assert.equal(await kindOf(accounts, 'sandbox-1', ''), 'sandbox');
    await accounts.useSandbox();
    assert.equal(await kindOf(accounts, undefined, ''), 'sandbox');
    await assert.rejects(accounts.signOut(), /org\.freedesktop\.secrets/);
    await assert.rejects(accounts.current({ settings: '' }), /org\.freedesktop\.secrets/, 'the sandbox was not left');
  });

  it('a sign-in that could not be kept changes nothing', async () => {
    const secrets = memorySecrets();
    const { accounts } = openWindow(secrets);
    await accounts.useSandbox();
    secrets.broken = 'writing';
    await assert.rejects(accounts.signIn(profile), /org\.freedesktop\.secrets/);
    assert.equal(await kindOf(accounts, undefined, ''), 'sandbox');
  });
});
