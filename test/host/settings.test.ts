import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SettingProblem } from '../../src/desk/ports.ts';
import { readSettings } from '../../src/host/settings.ts';
import { folder, t } from './extensionUnderTest.ts';

const { Global, Workspace } = {
  Global: vscode.ConfigurationTarget.Global,
  Workspace: vscode.ConfigurationTarget.Workspace,
};

describe('settings', () => {
  const changed: (() => Thenable<void>)[] = [];
  const set = async (name: string, value: unknown, target = Global) => {
    await vscode.workspace.getConfiguration('dcs').update(name, value, target);
    changed.push(() => vscode.workspace.getConfiguration('dcs').update(name, undefined, target));
  };
  afterEach(async () => {
    for (const restore of changed.splice(0)) await restore();
  });

  it('come from the folder of the file', () => {
    const { region, projectId } = readSettings(t, vscode.Uri.joinPath(folder('beijing'), 'a.dcsmigration.json'));
    assert.deepEqual({ region, projectId }, { region: 'cn-north-4', projectId: '0123456789abcdef0123456789abcdef' });
    assert.equal(readSettings(t, folder('sandbox')).region, 'sandbox-1');
    assert.equal(readSettings(t, folder('sandbox')).projectId, '');
  });

  it('name no region, no project and no endpoint where nobody set them, and 30 seconds', () => {
    for (const resource of [folder('bare'), undefined]) {
      assert.deepEqual(readSettings(t, resource), {
        ...{ region: '', projectId: '', endpoints: {}, sandboxRedis: {} },
        ...{ timeout: 30_000, cutOverLag: 101 },
      });
    }
  });

  it('take endpoints from the user, and from no folder or workspace', async () => {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) assert.deepEqual(readSettings(t, uri).endpoints, {});
    const endpoints = { dcs: 'https://dcs.example.com', iam: 'http://127.0.0.1:8080' };
    await set('endpoints', endpoints);
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      assert.deepEqual(readSettings(t, uri).endpoints, endpoints);
    }
  });

  it('take from the user, and from nobody else, what stands behind instances of the sandbox', async () => {
    const own = { 'orders-redis': 'localhost:6380', 'carts-redis': '[::1]:6379' };
    await set('sandboxRedis', own);
    assert.deepEqual(readSettings(t).sandboxRedis, {
      'orders-redis': { host: '127.0.0.1', port: 6380 },
      'carts-redis': { host: '::1', port: 6379 },
    });
  });

  for (const [name, value] of [
    ['region', 'Beijing 4'],
    ['region', 4],
    ['projectId', '../../v3'],
    ['endpoints', { dcs: 'http://dcs.example.com' }],
    ['endpoints', { dcs: 'https://user:secret@dcs.example.com' }],
    ['endpoints', { redis: 'https://dcs.example.com' }],
    ['endpoints', 'https://dcs.example.com'],
    ['sandboxRedis', { 'orders-redis': '10.0.0.1:6379' }],
    ['sandboxRedis', { 'orders-redis': 'redis.example.com:6379' }],
    ['sandboxRedis', { 'orders-redis': '127.0.0.1' }],
    ['sandboxRedis', { 'orders-redis': 'redis://:secret@127.0.0.1:6379' }],
    ['sandboxRedis', '127.0.0.1:6379'],
    ['requestTimeout', 0],
    ['requestTimeout', 30_000],
    ['requestTimeout', '30'],
    ['cutOverLag', 0],
    ['cutOverLag', 1.5],
    ['cutOverLag', '200'],
  ] as const) {
    it(`refuse dcs.${name} ${JSON.stringify(value)} by its name`, async () => {
      await set(name, value);
      assert.throws(
        () => readSettings(t, folder('bare')),
        (error) => {
          assert.ok(error instanceof SettingProblem);
          assert.equal(error.setting, `dcs.${name}`);
          assert.match(error.message, new RegExp(`dcs\\.${name}`));
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    });
  }

  it('follow a change at once', async () => {
    await set('requestTimeout', 7, Workspace);
    assert.equal(readSettings(t).timeout, 7000);
  });
});
