import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { DeskContext } from '../../src/host/desk.ts';
import { loadedWith, readDistMeta } from '../support/distMeta.ts';
import { until } from '../support/until.ts';
import {
  activateCopy,
  disposeAll,
  extensionUnderTest,
  hasChannel,
  manifest,
  shippedExtension,
  waitForLog,
} from './extensionUnderTest.ts';
import { type ModuleLoads, watchModuleLoads } from './moduleLoads.ts';
import { startedWork } from './startedWork.ts';

/** A tenth of what zod alone comes to: nobody's library belongs here. */
const mostBytes = 10_000;

let loads: ModuleLoads;
before(() => {
  loads = watchModuleLoads();
});
after(() => loads.stop());

describe('the extension before its first command', () => {
  let copy: Awaited<ReturnType<typeof activateCopy>> | undefined;
  let started: string[] = [];
  before(async () => {
    started = await startedWork(shipped(), async () => {
      copy = await activateCopy();
    });
  });
  after(async () => {
    await copy?.dispose();
  });

  it('loads its command table when it is activated, and nothing else', async () => {
    const commandTable = loadedWith(await distMeta(), 'src/extension.ts');
    assert.deepEqual(await shippedFiles(loads), namesOf(commandTable.keys()));
    const bytes = [...commandTable.values()].reduce((sum, each) => sum + each, 0);
    assert.ok(bytes < mostBytes, `${bytes} bytes`);
    assert.equal(await hasChannel(), false);
  });

  it('is known to VS Code and not active: that was a copy', () => {
    assert.equal(extensionUnderTest().isActive, false);
  });

  it('starts no timer, reads no file and opens no connection when it is activated', () => {
    assert.deepEqual(started, []);
  });

  it('closes the port of the sandbox when it is deactivated', async () => {
    const context: Pick<DeskContext, 'subscriptions'> = { subscriptions: [] };
    const { endpoints } = await (await shippedExtension()).sandboxEndingWith(context)();
    const port = Number(new URL(endpoints?.dcs ?? '').port);
    assert.equal(await accepts(port), true);
    await disposeAll(context.subscriptions);
    assert.equal(await accepts(port), false);
  });
});

describe('the extension from its first command on', () => {
  it('is activated by the command, which loads what it needs and does its work', async () => {
    const meta = await distMeta();
    assert.equal(extensionUnderTest().isActive, false);
    const loadedBefore = new Set([...loadedWith(meta, 'src/extension.ts').keys()].map((path) => basename(path)));
    for (const name of await shippedFiles(loads)) loadedBefore.add(name);
    await vscode.commands.executeCommand('dcs.signOut');
    assert.equal(extensionUnderTest().isActive, true);
    const needed = ['src/extension.ts', 'src/host/desk.ts', 'src/commands/signOut.ts'].flatMap((source) =>
      namesOf(loadedWith(meta, source).keys()),
    );
    const fresh = new Set(needed.filter((name) => name === 'extension.js' || !loadedBefore.has(name)));
    assert.deepEqual(await shippedFiles(loads), [...fresh].sort());
    await until('there is an output channel', hasChannel);
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

const shipped = () => join(extensionUnderTest().extensionPath, 'dist');
const distMeta = () => readDistMeta(join(extensionUnderTest().extensionPath, 'out/dist.meta.json'));

async function shippedFiles(loads: ModuleLoads): Promise<string[]> {
  const files = (await loads.take()).filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return namesOf(files.filter((path) => path.startsWith(shipped())));
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
