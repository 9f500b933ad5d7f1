import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { DeskContext } from '../../src/host/desk.ts';
import { loadedWith, readDistMeta } from '../support/project/distMeta.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { until } from '../support/suite/until.ts';
import { type ActivatedCopy, type CopiedExtension, copyExtension } from './copiedExtension.ts';
import { disposeAll, extensionUnderTest, hasChannel, manifest, waitForLog } from './extensionUnderTest.ts';
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
  let storage: Awaited<ReturnType<typeof temporaryFolder>>;
  let copy: CopiedExtension;
  let active: ActivatedCopy;
  let started: string[] = [];
  before(async () => {
    storage = await temporaryFolder('storage');
    copy = await copyExtension();
    started = await startedWork(copy.folder, async (soFar) => {
      active = copy.activate(storage.path);
      await until('it has looked for a journal', async () => withoutImports(soFar).length > 0);
      // Begun later than its own, of the same kind and no quicker.
      await readdir(copy.folder);
    });
  });
  after(async () => {
    await active.deactivate();
    await copy.remove();
    storage.remove();
  });

  it('is active when the window has started, without a command', async () => {
    await until('it is active', async () => extensionUnderTest().isActive);
  });

  it('loads its command table, what looks for a journal and the frame of its view when it is activated, and nothing else', async () => {
    const meta = await distMeta();
    const parts = ['src/extension.ts', 'src/host/startup.ts', 'src/host/views/taskView.ts'];
    const needed = new Map(parts.flatMap((part) => [...loadedWith(meta, part)]));
    assert.deepEqual(await loadedFrom(copy.folder), namesOf(needed.keys()));
    const bytes = [...needed.values()].reduce((sum, each) => sum + each, 0);
    assert.ok(bytes < mostBytes, `${bytes} bytes`);
    assert.equal(await hasChannel(), false);
  });

  it('starts no timer and opens no connection when it is activated; it lists one folder, and makes none', async () => {
    assert.deepEqual(
      withoutImports(started).map((work) => work.split(' ', 1)[0]),
      ['FSREQPROMISE'],
      started.join('\n'),
    );
    assert.deepEqual(await readdir(storage.path), []);
  });

  it('closes the port of the sandbox when it is deactivated', async () => {
    const context: Pick<DeskContext, 'subscriptions'> = { subscriptions: [] };
    const { endpoints } = await copy.startSandbox(context);
    const port = Number(new URL(endpoints?.dcs ?? '').port);
    assert.equal(await accepts(port), true);
    await disposeAll(context.subscriptions);
    assert.equal(await accepts(port), false);
  });
});

describe('the extension from its first command on', () => {
  it('loads what the command needs, and does its work', async () => {
    const meta = await distMeta();
    const before = ['src/extension.ts', 'src/host/startup.ts'].flatMap((source) => [
      ...loadedWith(meta, source).keys(),
    ]);
    await loads.take();
    await vscode.commands.executeCommand('dcs.signOut');
    const needed = ['src/host/desk.ts', 'src/commands/account/accountCommands.ts'].flatMap((source) => [
      ...loadedWith(meta, source).keys(),
    ]);
    const fresh = new Set(needed.filter((path) => !before.includes(path)));
    assert.deepEqual(await loadedFrom(shipped()), namesOf(fresh));
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

/** Node 20 asks the hooks that watch the loads through a message port. */
function withoutImports(started: readonly string[]): string[] {
  return started.filter((work) => !work.startsWith('MESSAGEPORT '));
}

async function loadedFrom(folder: string): Promise<string[]> {
  const files = (await loads.take()).filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return namesOf(files.filter((path) => path.startsWith(folder)));
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
