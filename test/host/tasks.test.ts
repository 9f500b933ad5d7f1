import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/suite/until.ts';
import { extensionUnderTest, folder, waitForLog } from './extensionUnderTest.ts';
import { apiOfShipped, saidBy } from './replaced.ts';

const { commands, workspace } = vscode;

/** What a row of the view gives to a command. */
const rowOf = (taskId: string) => ({ row: { taskId, context: 'task' } });

describe('the tasks of a project', () => {
  let taskId = '';
  const place = (name: string) => vscode.Uri.joinPath(folder('bare'), `${name}.dcsmigration.json`);

  before(async () => {
    const sample = join(extensionUnderTest().extensionPath, 'media/samples/example.dcsmigration.json');
    const text = (await readFile(sample, 'utf8')).replace('dcs-migration-thrc', 'seen-in-the-view');
    await commands.executeCommand('dcs.useSandbox');
    await workspace.fs.writeFile(place('seen'), new TextEncoder().encode(text));
    const created = commands.executeCommand('dcs.createMigrationTaskFromFile', place('seen'));
    [, taskId = ''] = await waitForLog(/seen-in-the-view was created with task ID ([\w-]+)/);
    await created;
  });
  after(async () => {
    await commands.executeCommand('dcs.signOut');
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const [name] of await workspace.fs.readDirectory(folder('bare')))
      await workspace.fs.delete(vscode.Uri.joinPath(folder('bare'), name), { recursive: true });
  });

  it('have a page, one for each task', async () => {
    const { window } = await apiOfShipped();
    const pages = () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && /dcs\.migrationTask/.test(input.viewType));
    await commands.executeCommand('dcs.showMigrationTask', rowOf(taskId));
    await until('the page is open', async () => pages().length === 1);
    await commands.executeCommand('dcs.showMigrationTask', rowOf(taskId));
    assert.equal(pages().length, 1);
  });

  it('have a log, which nobody can change', async () => {
    await commands.executeCommand('dcs.showMigrationLog', rowOf(taskId));
    const logs = () => workspace.textDocuments.filter(({ uri }) => uri.scheme === 'dcs-log');
    await until('the log is open', async () => logs().length === 1);
    assert.equal(workspace.fs.isWritableFileSystem('dcs-log') ?? false, false);
  });

  it('ask nothing about what cannot be done', async () => {
    const work = async () => {
      await commands.executeCommand('dcs.checkBeforeStart', rowOf('no-such-task'));
      await commands.executeCommand('dcs.restartMigrationTask', rowOf(taskId));
      await commands.executeCommand('dcs.deleteMigrationTask', rowOf('no-such-task'));
    };
    const said = await saidBy(work, 3);
    assert.ok(!said.join().includes('"modal":true'), said.join('\n'));
    assert.match(said.join('\n'), /does not allow it/);
  });

  it('read a variable that a file names only after a yes, and those of the cloud never', async () => {
    process.env['HOST_REDIS_PASSWORD'] = 'canary-of-a-variable-91';
    process.env['HUAWEICLOUD_SDK_SK'] = 'canary-of-the-cloud-key-92';
    const work = async () => {
      await configure('hostile', '${env:HUAWEICLOUD_SDK_SK}');
      await configure('curious', '${env:HOST_REDIS_PASSWORD}');
    };
    // The mistake of the first file, and the question about the second.
    const asked = (await saidBy(work, 2)).filter((text) => text.includes('"modal":true'));
    delete process.env['HOST_REDIS_PASSWORD'];
    delete process.env['HUAWEICLOUD_SDK_SK'];
    assert.equal(asked.length, 1, asked.join('\n'));
    assert.match(asked[0] ?? '', /Read the environment variable HOST_REDIS_PASSWORD\?.*10\.66\.0\.1:6379/s);
    const [log] = await waitForLog(/[\s\S]+/);
    assert.doesNotMatch(log, /canary-of/);
    assert.doesNotMatch(log, /\/migration\/[\w-]+\/task\b/);
  });

  /** Calls it for a file whose source has this password; whatever is asked then is left by Esc. */
  async function configure(name: string, password: string): Promise<void> {
    const section = {
      migration_method: 'full_amount_migration',
      resume_mode: 'manual',
      source_instance: { addrs: '10.66.0.1:6379', password },
      target_instance: { addrs: '10.66.0.2:6379', password: null },
    };
    const sample: object = JSON.parse(await readFile(place('seen').fsPath, 'utf8'));
    const text = JSON.stringify({ ...sample, name: 'product-catalogue', migration: section });
    await workspace.fs.writeFile(place(name), new TextEncoder().encode(text));
    let isOver = false;
    const over = commands.executeCommand('dcs.configureAndStart', place(name)).then(() => {
      isOver = true;
    });
    await until(`${name} is left`, async () => {
      if (!isOver) await commands.executeCommand('workbench.action.closeQuickOpen');
      return isOver;
    });
    await over;
  }
});
