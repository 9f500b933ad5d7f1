import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extensionUnderTest, folder, waitForLog } from './extensionUnderTest.ts';
import { type ModuleLoads, watchModuleLoads } from './moduleLoads.ts';
import { questionsOf } from './replaced.ts';

const { workspace } = vscode;

describe('Create Migration Task from File', () => {
  const place = (name: string) => vscode.Uri.joinPath(folder('sandbox'), `${name}.dcsmigration.json`);
  const write = async (name: string, text: string) => {
    await workspace.fs.writeFile(place(name), new TextEncoder().encode(text));
    return place(name);
  };
  /** Resolves when the command does, which must not wait for anybody to read a notification. */
  const create = (uri: vscode.Uri) => vscode.commands.executeCommand('dcs.createMigrationTaskFromFile', uri);
  let example = '';
  before(async () => {
    example = await readFile(
      join(extensionUnderTest().extensionPath, 'media/samples/example.dcsmigration.json'),
      'utf8',
    );
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [name] of await workspace.fs.readDirectory(folder('sandbox'))) {
      if (name.endsWith('.dcsmigration.json')) await workspace.fs.delete(vscode.Uri.joinPath(folder('sandbox'), name));
    }
  });

  it('creates the task of the documented example in the region of its folder', async () => {
    await create(await write('example', example));
    const [log] = await waitForLog(/POST http:\/\/127\.0\.0\.1:\d+\/v2\/[\s\S]*?was created with task ID \S+/);
    assert.match(log, /sandbox-1/);
    assert.match(log, /HTTP 20[0-4]/);
  });

  it('asks before it creates another task from a file, whatever its name is now, and sends nothing when nobody says yes', async () => {
    await create(await write('twice', example.replace('dcs-migration-thrc', 'first-of-twice')));
    const [, taskId = ''] = await waitForLog(/first-of-twice was created with task ID ([\w-]+)/);
    const asked = await questionsOf(async () => {
      await create(await write('twice', example.replace('dcs-migration-thrc', 'second-of-twice')));
    });
    assert.equal(asked.length, 1);
    assert.match(asked.join(), /Create another migration task named second-of-twice\?.*"modal":true/);
    assert.match(asked.join(), new RegExp(`Created from this file: .* · ${taskId}`));
    await create(await write('after-twice', example.replace('dcs-migration-thrc', 'after-twice')));
    const [log] = await waitForLog(/first-of-twice was created[\s\S]*after-twice was created with task ID/);
    assert.equal(log.match(/POST http/g)?.length, 1);
  });

  it('sends nothing of a broken file, and says where it is broken', async () => {
    await create(await write('broken', '{\n  "name": "broken-one",\n  "vpc_id": \n}'));
    await create(await write('after-broken', example.replace('dcs-migration-thrc', 'after-broken')));
    const [log] = await waitForLog(/Nothing was sent for sandbox\/broken[\s\S]*after-broken was created with task ID/);
    assert.match(log, /sandbox\/broken\.dcsmigration\.json:4:1:/);
    assert.equal(log.match(/POST http/g)?.length, 1);
  });

  it('sends the text of the editor and not of the file', async () => {
    const uri = await write('typed', '{}');
    const editor = await vscode.window.showTextDocument(uri);
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((change) => change.replace(all, example.replace('dcs-migration-thrc', 'typed-not-saved')));
    await create(uri);
    await waitForLog(
      /typed-not-saved was created from the unsaved text of sandbox\/typed\.dcsmigration\.json with task ID/,
    );
    assert.equal(editor.document.isDirty, true);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('says so of a file that is gone, and sends nothing', async () => {
    await create(place('gone'));
    await create(await write('after-gone', example.replace('dcs-migration-thrc', 'after-gone')));
    const [log] = await waitForLog(/typed-not-saved was created[\s\S]*after-gone was created with task ID/);
    assert.equal(log.match(/POST http/g)?.length, 1);
  });

  it('names a setting that cannot be used, and sends nothing', async () => {
    const settings = workspace.getConfiguration('dcs');
    await settings.update('requestTimeout', 0, vscode.ConfigurationTarget.Global);
    try {
      await create(await write('slow', example));
    } finally {
      await settings.update('requestTimeout', undefined, vscode.ConfigurationTarget.Global);
    }
    const [log] = await waitForLog(/after-gone was created[\s\S]*dcs\.requestTimeout cannot be used/);
    assert.doesNotMatch(log, /POST http/);
  });

  it('loads undici with the first request where the host lends no fetch', async () => {
    const loads: ModuleLoads = watchModuleLoads();
    const http = workspace.getConfiguration('http');
    await http.update('fetchAdditionalSupport', false, vscode.ConfigurationTarget.Global);
    try {
      await create(await write('without-fetch', example.replace('dcs-migration-thrc', 'without-fetch')));
      const loaded = (await loads.take()).map((url) => url.replace(/^.*\//, ''));
      assert.ok(
        loaded.some((name) => /^undiciTransport-\w+\.js$/.test(name)),
        loaded.join(),
      );
    } finally {
      await http.update('fetchAdditionalSupport', undefined, vscode.ConfigurationTarget.Global);
      loads.stop();
    }
    await waitForLog(/without-fetch was created with task ID/);
  });
});
