import assert from 'node:assert/strict';
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
});
