import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { type DistMeta, loadedWith, readDistMeta } from '../support/distMeta.ts';
import { until } from '../support/until.ts';
import { activateCopy, extensionUnderTest, hasChannel, manifest, waitForLog } from './extensionUnderTest.ts';
import { type ModuleLoads, watchModuleLoads } from './moduleLoads.ts';
import { startedWork } from './startedWork.ts';

describe('the extension before its first command', () => {
  let meta: DistMeta;
  let loads: ModuleLoads;
  let copy: Awaited<ReturnType<typeof activateCopy>> | undefined;
  let started: string[] = [];
  before(async () => {
    meta = await readDistMeta(join(extensionUnderTest().extensionPath, 'out/dist.meta.json'));
    loads = watchModuleLoads();
    started = await startedWork(async () => {
      copy = await activateCopy();
    });
  });
  after(async () => {
    loads.stop();
    await copy?.dispose();
  });

  it('loads its command table when it is activated, and nothing else', async () => {
    assert.deepEqual(await shippedFiles(loads), namesOf(loadedWith(meta, 'src/extension.ts').keys()));
    assert.equal(await hasChannel(), false);
  });

  it('starts no timer, reads no file and opens no connection when it is activated', () => {
    assert.deepEqual(started, []);
  });

  it('loads the rest with a command', async () => {
    await vscode.commands.executeCommand('dcs.showLog');
    const activated = loadedWith(meta, 'src/extension.ts');
    const more = [...loadedWith(meta, 'src/host/desk.ts').keys()].filter((path) => !activated.has(path));
    assert.deepEqual(await shippedFiles(loads), namesOf(more));
    await until('there is an output channel', hasChannel);
  });

  it('closes the port of the sandbox when it is deactivated', async () => {
    await vscode.commands.executeCommand('dcs.useSandbox');
    const [, port] = await waitForLog(/http:\/\/127\.0\.0\.1:(\d+)/);
    assert.equal(await accepts(Number(port)), true);
    await copy?.dispose();
    assert.equal(await accepts(Number(port)), false);
  });

  it('is itself not active: all of this was a copy', () => {
    assert.equal(extensionUnderTest().isActive, false);
  });
});

describe('the extension from its first command on', () => {
  it('is activated by the command, which does its work', async () => {
    await vscode.commands.executeCommand('dcs.signOut');
    assert.equal(extensionUnderTest().isActive, true);
    await waitForLog(/You were not signed in\./);
  });

  it('has registered every command of its manifest', async () => {
    const known = await vscode.commands.getCommands(true);
    const contributed = manifest().contributes.commands.map(({ command }) => command);
    assert.ok(contributed.length >= 6);
    assert.deepEqual(
      contributed.filter((command) => !known.includes(command)),
      [],
    );
  });
});

async function shippedFiles(loads: ModuleLoads): Promise<string[]> {
  const shipped = join(extensionUnderTest().extensionPath, 'dist');
  const files = (await loads.take()).filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return namesOf(files.filter((path) => path.startsWith(shipped)));
}

function namesOf(paths: Iterable<string>): string[] {
  return [...paths].map((path) => basename(path)).sort();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
