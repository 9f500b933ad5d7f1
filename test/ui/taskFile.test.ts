import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleNetworks } from '../support/desk/taskAnswers.ts';
import { scenarios } from './scenario.ts';

const command = 'Create Migration Task from File';
const example = 'example.dcsmigration.json';
const created = /Sandbox: Migration task dcs-migration-thrc was created with task ID [0-9a-f-]{36}\./;

/** Puts a file of that name and text into the folder. */
function writing(name: string, text: string): (workspace: string) => Promise<void> {
  return (workspace) => writeFile(join(workspace, name), text);
}

describe('create from a task file', () => {
  const open = scenarios();

  it('creates the documented example by a right-click in the explorer', async () => {
    const { window, server } = await open();
    const menu = await window.explorer.contextMenu(example, command);
    await window.screenshot('explorer-menu');
    await menu.click(command);
    const toast = await window.toasts.waitFor(created);
    assert.deepEqual(toast.buttons, ['Copy Task ID', 'Open Log']);
    await window.toasts.waitGone(/Creating migration task/);
    await window.screenshot('created-from-file');
    await toast.click('Open Log');
    // The panel goes on to its newest lines.
    await window.waitForText(/\[info\]/);
    await window.screenshot('log');
    await server.waitForLog(/HTTP 200[\s\S]*instance_id/);
    await (await window.explorer.contextMenu(example, command)).click(command);
    await (await window.dialogs.waitFor(/Create another migration task/)).escape();
  });

  it('sends the unsaved text of the editor, and says so', async () => {
    const { window, workspace } = await open({ machineSettings: { 'files.autoSave': 'off' } });
    const saved = await readFile(join(workspace, example), 'utf8');
    await window.explorer.open(example);
    await window.editor.replaceAll(saved.replace('dcs-migration-thrc', 'dcs-migration-draft'));
    await window.editor.waitUntilDirty();
    await window.editor.clickTitleButton(command);
    const toast = await window.toasts.waitFor(/was created/);
    assert.match(toast.message, /dcs-migration-draft was created from the unsaved text of example\.dcsmigration\.json/);
    assert.equal(await readFile(join(workspace, example), 'utf8'), saved);
  });

  it('offers the command in the editor, and nowhere else', async () => {
    const { window } = await open();
    await (await window.explorer.contextMenu(example, command)).close();
    await window.explorer.open(example);
    const inEditor = await window.editor.contextMenu();
    assert.ok((await inEditor.items()).includes(command));
    await inEditor.close();
    const onOther = await window.explorer.contextMenu('README.md');
    assert.ok(!(await onOther.items()).includes(command));
    await onOther.close();
  });

  it('shows a mistake at its place and sends nothing', async () => {
    const { window, server } = await open({
      prepare: writing('broken.dcsmigration.json', '{\n  "name": "orders",\n  "vpcid": "5e37b3be"\n}\n'),
    });
    await (await window.explorer.contextMenu('broken.dcsmigration.json', command)).click(command);
    const toast = await window.toasts.waitFor(/broken\.dcsmigration\.json:\d+:\d+: /);
    assert.match(toast.message, /Nothing was sent\.$/);
    await window.screenshot('mistake');
    await toast.click('Open the File');
    await window.editor.waitFor('broken.dcsmigration.json');
    assert.doesNotMatch(await server.logs(), /POST/);
  });

  it('makes no link of what a hostile file says', async () => {
    const field = '[Fix it](command:workbench.action.toggleSidebarVisibility)';
    const { window } = await open({ prepare: writing('hostile.dcsmigration.json', JSON.stringify({ [field]: 'x' })) });
    await (await window.explorer.contextMenu('hostile.dcsmigration.json', command)).click(command);
    const toast = await window.toasts.waitFor(/hostile\.dcsmigration\.json:/);
    assert.match(toast.message, /Nothing was sent/);
    assert.equal(await window.page.locator('.notification-list-item-message a').count(), 0);
  });

  it('explains a refusal by the cloud and leads to the field', async () => {
    const body = {
      name: 'wrong-subnet',
      vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
      subnet_id: '00000000-0000-4000-8000-000000000000',
      security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
    };
    const { window } = await open({ prepare: writing('refused.dcsmigration.json', JSON.stringify(body, null, 2)) });
    await (await window.explorer.contextMenu('refused.dcsmigration.json', command)).click(command);
    const toast = await window.toasts.waitFor(/wrong-subnet was not created/);
    assert.match(toast.message, /DCS\.4016 · HTTP 400 · request ID [0-9a-f]{32}/);
    assert.deepEqual(toast.buttons, ['Open the File', 'Open Log']);
    await window.toasts.waitGone(/Creating migration task/);
    await window.screenshot('refused');
    await toast.click('Open the File');
    await window.editor.waitFor('refused.dcsmigration.json');
    await window.waitForText(/Ln 4, Col/);
  });
});

describe('the request of a task file', () => {
  const open = scenarios();

  it('is shown without secrets, follows the file, and is copied for another tool', async () => {
    const { window, server, workspace } = await open();
    const { editor, quickInput, toasts } = window;
    await window.explorer.open(example);
    await editor.clickTitleButton('Preview Request');
    await editor.waitFor(`${example}.http`);
    await editor.waitForText(/POST \/v2\/[0-9a-f]{32}\/migration\/instance HTTP\/1\.1/);
    await editor.waitForText(/Signature=•+/);
    await window.screenshot('request');
    await editor.clickTitleButton('Copy Request');
    await quickInput.waitFor({ title: 'Copy Request · Local Sandbox' });
    await window.screenshot('request-copy');
    await quickInput.pick('cURL (sh)');
    await (await toasts.waitFor(/Each time it is run, it creates a task in the sandbox; nothing is billed/)).close();
    await writeFile(join(workspace, example), 'no task');
    await editor.waitForText(/stands for no request yet:\s+example\.dcsmigration\.json:1:1: /);
    assert.doesNotMatch(await server.logs(), /POST/);
  });
});

describe('editing a task file', () => {
  const open = scenarios();

  it('completes, explains and checks, with comments allowed', async () => {
    const { window } = await open();
    const { editor, page } = window;
    await window.explorer.open(example);
    const fields = Object.entries({ name: 'x', ...exampleNetworks }).map(([name, value]) => `  "${name}": "${value}",`);
    await editor.replaceAll(['{', '  // a comment', ...fields, '}', ''].join('\n'));
    await window.waitForText(/JSON with Comments/);
    await page.locator('.squiggly-warning').first().waitFor();
    assert.equal((await editor.squiggles()).errors, 0, 'comments and trailing commas are allowed');
    await window.screenshot('squiggles');
    await editor.replaceAll('{\n  "subnet": "y"\n}\n');
    await page.locator('.squiggly-error').first().waitFor();
    await editor.replaceAll('{\n  \n}\n');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'subnet_id' }).waitFor();
    await window.screenshot('completion');
    await page.keyboard.press('Escape');
  });
});
