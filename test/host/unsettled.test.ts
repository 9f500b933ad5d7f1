import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openJournal } from '../../src/task/journal/journal.ts';
import { journalState } from '../support/desk/journalState.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { until } from '../support/suite/until.ts';
import { type ActivatedCopy, type CopiedExtension, copyExtension } from './copiedExtension.ts';
import { apiOfShipped, replaceIn } from './replaced.ts';
import { type WatchedItem, watchStatusBar } from './watchedStatusBar.ts';

describe('a window that starts with a create whose outcome is not known', () => {
  const told: string[] = [];
  const restore: (() => void)[] = [];
  let all: readonly WatchedItem[] = [];
  /** Beside the one about the account. */
  const items = () => all.filter(({ item }) => item.name === 'DCS Migration');
  let storage: Awaited<ReturnType<typeof temporaryFolder>>;
  let copy: CopiedExtension;
  let active: ActivatedCopy;
  /** Not all at once: the editor would hide the fourth. */
  const toldOf = (count: number) => until(`${count} messages`, async () => told.length >= count);

  before(async () => {
    storage = await temporaryFolder('storage');
    await leaveOpen(storage.path);
    const { window } = await apiOfShipped();
    const statusBar = watchStatusBar(window);
    all = statusBar.items;
    restore.push(statusBar.restore, watchMessages(window, told));
    copy = await copyExtension();
    active = copy.activate(storage.path);
  });
  after(async () => {
    for (const each of restore) each();
    await active.deactivate();
    await copy.remove();
    storage.remove();
  });

  it('shows it in the status bar, and nothing pops up', async () => {
    await until('there is an item', async () => items()[0]?.isShown);
    assert.equal(items().length, 1);
    const [{ item } = {}] = items();
    assert.equal(item?.text, '$(warning) DCS: 1 creation not certain');
    assert.equal(item.command, 'dcs.settleCreations');
    assert.ok(item.backgroundColor instanceof vscode.ThemeColor);
    assert.deepEqual(told, []);
  });

  it('offers to look for it with the first command that sends, once', async () => {
    await active.run('dcs.signOut');
    assert.deepEqual(told.splice(0), ['You were not signed in.']);
    await active.run('dcs.useSandbox');
    await toldOf(2);
    assert.equal(told[0], 'It is not known whether a task of an earlier window was created. [Look for Them]');
    assert.match(told[1] ?? '', /^Nothing is real or billed in the local sandbox/);
    assert.equal(told.splice(0).length, 2);
    await active.run('dcs.useSandbox');
    await toldOf(1);
    assert.equal(told.splice(0).length, 1);
  });

  it('takes it out of the status bar when it is closed', async () => {
    assert.equal(items()[0]?.isShown, true);
    // By another window meanwhile, as far as this one can tell.
    const journal = journalIn(storage.path);
    const [creation] = (await journal.open()).creations;
    assert.ok(creation);
    await journal.close(creation, { kind: 'dismissed' });
    await active.run('dcs.settleCreations');
    await until('the item is hidden', async () => items()[0]?.isShown === false);
    assert.equal(items().length, 1);
    assert.deepEqual(await journalState(journal), { open: 0, underWay: 0, closed: [{ kind: 'dismissed' }] });
    journal.dispose();
  });
});

/** More than any operating system counts its processes to. */
const nobody = 2 ** 30;

/** A create of a window that is gone. */
async function leaveOpen(storage: string): Promise<void> {
  const journal = openJournal(join(storage, 'journal'), { now: () => new Date(), pid: nobody });
  const networks = { vpc_id: 'a-vpc', subnet_id: 'a-subnet', security_group_id: 'a-group' };
  const claimed = await journal.claim({
    profile: 'default',
    region: 'cn-north-4',
    projectId: 'a-project',
    body: { name: 'left-open', ...networks },
    knownTaskIds: [],
  });
  await journal.markSent(claimed);
  journal.dispose();
}

function journalIn(storage: string): ReturnType<typeof openJournal> {
  return openJournal(join(storage, 'journal'), { now: () => new Date() });
}

/** Nobody answers; the message and its buttons are kept. */
function watchMessages(window: typeof vscode.window, told: string[]): () => void {
  const tell = async (message: string, ...buttons: unknown[]) => {
    told.push([message, ...buttons.map((button) => `[${String(button)}]`)].join(' '));
    return undefined;
  };
  return replaceIn(window, {
    showInformationMessage: tell,
    showWarningMessage: tell,
    showErrorMessage: tell,
  });
}

describe('a desk that cannot be loaded', () => {
  it('is told without it, and loaded by the next command', async () => {
    const storage = await temporaryFolder('storage');
    const copy = await copyExtension();
    const { window } = await apiOfShipped();
    const told: string[] = [];
    const showErrorMessage = async (message: string) => void told.push(message);
    const restore = replaceIn(window, { showErrorMessage });
    const chunk = (await readdir(copy.folder)).find((name) => /^desk-.*\.js$/.test(name)) ?? '';
    await rename(join(copy.folder, chunk), join(copy.folder, 'away'));
    // Asks for the desk, too: when the extension starts.
    await vscode.workspace.openTextDocument(vscode.Uri.parse('untitled:/asks.dcsmigration.json'));
    const active = copy.activate(storage.path);
    try {
      await active.run('dcs.showLog');
      await until('it was told to both', async () => told.length >= 2);
      for (const message of told.splice(0)) assert.match(message, /^The extension could not be loaded: .*desk-/);
      await rename(join(copy.folder, 'away'), join(copy.folder, chunk));
      await active.run('dcs.showLog');
      assert.deepEqual(told, []);
    } finally {
      restore();
      await active.deactivate();
      await copy.remove();
      storage.remove();
    }
  });
});
