import type { Page } from 'playwright-core';
import { until } from '../suite/until.ts';

/** Keys that do what a person does with a dozen clicks; a server whose windows are tidied knows them. */
export const tidyKeys = [
  {
    key: 'ctrl+alt+shift+f1',
    command: 'runCommands',
    args: {
      commands: [
        'workbench.action.closeQuickOpen',
        // One of unsaved changes would ask.
        ...Array<string>(4).fill('workbench.action.revertAndCloseActiveEditor'),
        'workbench.action.closeAllEditors',
        'workbench.action.closePanel',
        'workbench.view.explorer',
        'workbench.files.action.collapseExplorerFolders',
        'notifications.clearAll',
      ],
    },
  },
  { key: 'ctrl+alt+shift+f2', command: 'notifications.showList' },
  { key: 'ctrl+alt+shift+f3', command: 'notifications.hideList' },
];

/** Closes everything that is open in the window, so that it looks as a new one does. False where something stays open. */
export async function tidy(page: Page): Promise<boolean> {
  const parts = [
    '.tabs-container .tab',
    '.monaco-dialog-box',
    '.notification-list-item',
    '.quick-input-widget',
    '.monaco-menu',
  ];
  const open = page.locator(parts.join()).filter({ visible: true }).first();
  for (let time = 0; time < 3; time += 1) {
    await page.keyboard.press('Control+Alt+Shift+F1');
    const isTidy = await open.waitFor({ state: 'hidden', timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (isTidy) {
      await page.evaluate('navigator.clipboard.writeText("")');
      return true;
    }
  }
  return false;
}

/**
 * Answers VS Code, which asks where extension hosts of this window were killed again and again, until `isThere`: it has started another.
 */
export async function awaitNewHost(page: Page, isThere: () => boolean): Promise<void> {
  const list = page.locator('.notifications-center.visible');
  const question = page.locator('.notification-list-item').filter({ hasText: 'terminated unexpectedly' }).first();
  await until('there is another extension host', async () => {
    if (isThere()) return true;
    if (await question.isVisible()) await question.locator('.monaco-button').first().click();
    // Soon after others VS Code keeps a question in the list.
    else if (!(await list.isVisible())) await page.keyboard.press('Control+Alt+Shift+F2');
    return false;
  });
  // As long as the list is in sight, VS Code shows no notification by itself.
  await until('the list of notifications is closed', async () => {
    if (await list.isVisible()) await page.keyboard.press('Control+Alt+Shift+F3');
    return !(await list.isVisible());
  });
}
