import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarios } from './scenario.ts';

describe('Restricted Mode', () => {
  const open = scenarios();

  it('refuses to sign and send, says why, and leads to trust', async () => {
    const { window, server } = await open({ trusted: false });
    await window.runCommand('DCS: Create Migration Task');
    const toast = await window.toasts.waitFor(/not trusted, so nothing is signed or sent/);
    assert.deepEqual(toast.buttons, ['Manage Workspace Trust']);
    await window.screenshot('restricted');
    assert.equal(await window.quickInput.isOpen(), false);

    await window.explorer.open('example.dcsmigration.json');
    const menu = await window.editor.contextMenu();
    assert.ok(!(await menu.items()).includes('Create Migration Task from File'));
    await menu.close();
    await window.runCommand('DCS: Create Migration Task from File');
    await window.toasts.waitFor(/not trusted, so nothing is signed or sent/);
    assert.doesNotMatch(await server.logs(), /POST|GET/);
  });

  it('has no tasks in the view, and says why', async () => {
    const { window, server } = await open({ trusted: false });
    await window.runCommand('DCS: Focus on Migration Tasks View');
    assert.match(await window.tasks.welcome(), /^This folder is not trusted, so nothing is signed or sent from it\./);
    await window.screenshot('restricted-tasks');
    assert.doesNotMatch(await server.logs(), /POST|GET/);
  });

  it('checks what a text alone tells, asks nobody, and says so in one quiet line', async () => {
    const { window, server } = await open({
      trusted: false,
      prepare: (workspace) =>
        writeFile(join(workspace, 'other.dcsmigration.json'), '{\n  "region": "sandbox-1",\n  "vpcId": "x"\n}\n'),
    });
    const { page } = window;
    await window.explorer.open('other.dcsmigration.json');
    await page.locator('.squiggly-error').first().waitFor();
    await window.editor.waitForText(/Local Sandbox/);
    assert.equal(await page.locator('.codelens-decoration a').count(), 0);
    await page.locator('[id="status.languageStatus"]').hover();
    await window.waitForText(/This folder is not trusted, so the cloud is not asked\./);
    await window.screenshot('restricted-checks');
    assert.doesNotMatch(await server.logs(), /POST|GET/);
  });
});
