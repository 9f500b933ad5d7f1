import assert from 'node:assert/strict';
import { type Accounts, createAccounts } from '../../../src/account/account.ts';
import { createKeyWatch } from '../../../src/cloud/keyWatch.ts';
import type { Session } from '../../../src/cloud/session.ts';
import { profile } from '../../support/desk/deskAndCloud.ts';
import { type MemorySecrets, memoryOfWindow, memorySecrets } from '../../support/desk/memoryStores.ts';
import { until } from '../../support/suite/until.ts';

const endpoints = { dcs: 'http://127.0.0.1:1', vpc: 'http://127.0.0.1:1', iam: 'http://127.0.0.1:1' };
const key = { accessKeyId: 'SANDBOXEXAMPLEKEY', secretAccessKey: 'sandbox-secret' };
const { credential } = profile;

function openWindow(secrets: MemorySecrets): Accounts {
  const startSandbox = async () => ({ key, region: 'sandbox-1', projectId: 'of-the-sandbox', endpoints });
  return createAccounts({ secrets, window: memoryOfWindow(), startSandbox, keys: createKeyWatch() });
}

const withProfile = () => memorySecrets({ 'dcs.profile.default': JSON.stringify(profile) });

async function sessionOf(accounts: Accounts, file?: string): Promise<Session> {
  const account = await accounts.current({ file, settings: '' });
  assert.ok(account);
  return account.session;
}

describe('a session: it ends, and its key is forgotten, when', () => {
  const ends: Readonly<Record<string, (accounts: Accounts, other: Accounts) => Promise<unknown>>> = {
    'the person signs out': (accounts) => accounts.signOut(),
    'the person signs out in another window': (_, other) => other.signOut(),
    'the window goes to the sandbox': (accounts) => accounts.useSandbox(),
    'another key is signed in with': (accounts) =>
      accounts.signIn({ ...profile, credential: { ...credential, accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }),
    'the secret of the same key is another': (accounts) =>
      accounts.signIn({ ...profile, credential: { ...credential, secretAccessKey: 'x'.repeat(40) } }),
    'another project is signed in to': (_, other) => other.signIn({ ...profile, projectId: 'f'.repeat(32) }),
    'the window closes': async (accounts) => accounts.dispose(),
  };
  for (const [what, end] of Object.entries(ends)) {
    it(what, async () => {
      const secrets = withProfile();
      const [accounts, other] = [openWindow(secrets), openWindow(secrets)];
      const session = await sessionOf(accounts);
      assert.equal(session.key()?.secretAccessKey, credential.secretAccessKey);
      await end(accounts, other);
      await until('it is over', async () => session.over.aborted);
      assert.equal(session.key(), undefined);
      assert.equal(await accounts.isCurrent(session), false);
    });
  }

  it('the person leaves the sandbox for the saved profile', async () => {
    const accounts = openWindow(withProfile());
    await accounts.useSandbox();
    const session = await sessionOf(accounts);
    await accounts.useSaved();
    assert.deepEqual([session.over.aborted, session.key()], [true, undefined]);
  });
});

describe('a session: it goes on', () => {
  it('and is the same for all who ask, when the same profile is signed in to again', async () => {
    const accounts = openWindow(withProfile());
    const session = await sessionOf(accounts);
    await accounts.signIn(profile);
    assert.equal(await sessionOf(accounts), session);
    assert.deepEqual([session.over.aborted, await accounts.isCurrent(session)], [false, true]);
  });

  it('where a file has named the sandbox, whoever signs out', async () => {
    const accounts = openWindow(withProfile());
    const session = await sessionOf(accounts, 'sandbox-1');
    await accounts.signOut();
    assert.deepEqual([session.over.aborted, await accounts.isCurrent(session)], [false, true]);
  });

  it('where the secret storage is out of order for a moment: nobody has signed out by that', async () => {
    const secrets = withProfile();
    const accounts = openWindow(secrets);
    const session = await sessionOf(accounts);
    secrets.broken = 'reading';
    await assert.rejects(accounts.isCurrent(session), /org\.freedesktop\.secrets/);
    secrets.broken = undefined;
    assert.equal(await accounts.isCurrent(session), true);
  });

  it('beside the sandbox as that of the saved profile, but is not what requests are made with', async () => {
    const accounts = openWindow(withProfile());
    await accounts.useSandbox();
    const session = (await accounts.saved())?.session;
    assert.ok(session);
    assert.deepEqual([session.over.aborted, await accounts.isCurrent(session)], [false, false]);
    await accounts.useSaved();
    assert.equal(session.over.aborted, true, 'what was begun beside the sandbox ends with it');
  });
});

describe('accounts: who watches is told', () => {
  it('of each change once, also of one in another window, and of nothing when nothing changed', async () => {
    const secrets = withProfile();
    const [accounts, other] = [openWindow(secrets), openWindow(secrets)];
    let told = 0;
    const stop = accounts.onChange(() => {
      told += 1;
    });
    await sessionOf(accounts);
    await accounts.signIn(profile);
    assert.equal(told, 0);
    await other.signOut();
    await until('it was told', async () => told === 1);
    await accounts.useSandbox();
    assert.equal(told, 2);
    stop();
    await accounts.signOut();
    assert.equal(told, 2);
  });

  it('of nothing where the settings lead to the sandbox, and somebody asks whether that is so still', async () => {
    const accounts = openWindow(memorySecrets());
    let told = 0;
    accounts.onChange(() => {
      told += 1;
    });
    const account = await accounts.glance({ settings: 'sandbox-1' });
    assert.ok(account);
    assert.equal(await accounts.isCurrent(account.session), true);
    assert.equal(told, 0);
    await accounts.signIn(profile);
    assert.equal(told, 1);
  });
});
