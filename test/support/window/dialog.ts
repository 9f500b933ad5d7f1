import type { Page } from 'playwright-core';
import { readText, readTexts } from '../network/read.ts';
import { until } from '../suite/until.ts';
import { clickUntilGone } from './click.ts';

/** A modal dialog as it was when it appeared. */
export interface Dialog {
  message: string;
  detail: string;
  buttons: string[];
  click: (button: string) => Promise<void>;
  /** Presses Escape, which a dialog takes for Cancel. */
  escape: () => Promise<void>;
}

export interface Dialogs {
  /** Waits for a modal dialog whose message or detail matches. */
  waitFor: (pattern?: RegExp) => Promise<Dialog>;
  isOpen: () => Promise<boolean>;
}

export function dialogs(page: Page): Dialogs {
  const box = page.locator('.monaco-dialog-box');
  const read = async (): Promise<Dialog> => {
    const buttons = box.locator('.dialog-buttons .monaco-button');
    // This one: another may follow at once.
    const element = await box.elementHandle();
    return {
      message: await readText(box.locator('.dialog-message-text')),
      detail: await readText(box.locator('.dialog-message-detail')),
      buttons: await readTexts(buttons),
      click: async (button) => {
        if (element) await clickUntilGone(buttons.getByText(button, { exact: true }).first(), element);
      },
      escape: async () => {
        await page.keyboard.press('Escape');
        await element?.waitForElementState('hidden');
      },
    };
  };
  return {
    isOpen: () => box.isVisible(),
    waitFor: (pattern = /./) =>
      until(`a dialog says ${pattern}`, async () => {
        if (!(await box.isVisible())) return undefined;
        const dialog = await read();
        return pattern.test(`${dialog.message}\n${dialog.detail}`) ? dialog : undefined;
      }),
  };
}
