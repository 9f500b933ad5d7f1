import type { Locator, Page } from 'playwright-core';
import { hasClass, readAttribute, readText, readTexts } from '../network/read.ts';
import { until } from '../suite/until.ts';
import { clickUntilGone } from './click.ts';

export interface Toast {
  message: string;
  severity: 'info' | 'warning' | 'error';
  /** The labels of its buttons, in the order of the screen. */
  buttons: string[];
  /** Whether it shows a progress bar. */
  hasProgress: boolean;
  click: (button: string) => Promise<void>;
  close: () => Promise<void>;
}

export interface Toasts {
  /** Waits for a notification whose message matches, and gives it as it is then. */
  waitFor: (pattern: RegExp) => Promise<Toast>;
  /** The messages on screen now, newest first. */
  messages: () => Promise<string[]>;
  /** Waits until no notification's message matches. */
  waitGone: (pattern: RegExp) => Promise<void>;
}

export function toasts(page: Page): Toasts {
  const items = page.locator('.notifications-toasts .notification-list-item');
  const messageOf = (item: Locator) => readText(item.locator('.notification-list-item-message'));
  const messages = async () => Promise.all((await items.all()).map(messageOf));
  const matching = (pattern: RegExp) =>
    items.filter({ has: page.locator('.notification-list-item-message', { hasText: pattern }) }).first();
  return {
    messages,
    waitFor: async (pattern) => {
      const item = matching(pattern);
      await until(`a notification says ${pattern}`, () => item.isVisible(), messages);
      return read(item, await messageOf(item));
    },
    waitGone: async (pattern) => {
      await until(`no notification says ${pattern}`, async () => !(await matching(pattern).isVisible()), messages);
    },
  };
}

async function read(item: Locator, message: string): Promise<Toast> {
  const buttons = item.locator('.notification-list-item-buttons-container .monaco-button');
  const icon = await readAttribute(item.locator('.notification-list-item-icon'), 'class');
  const progress = await readAttribute(item.locator('.monaco-progress-container'), 'class');
  // This one: another of the same words may follow at once.
  const handle = item.elementHandle().then((element) => element ?? Promise.reject(new Error(`gone: ${message}`)));
  handle.catch(() => undefined);
  return {
    message,
    severity: hasClass(icon, 'codicon-error') ? 'error' : hasClass(icon, 'codicon-warning') ? 'warning' : 'info',
    buttons: await readTexts(buttons),
    hasProgress: hasClass(progress, 'active', 'infinite'),
    click: async (button) => clickUntilGone(buttons.getByText(button, { exact: true }), await handle),
    close: async () => {
      await item.hover();
      await clickUntilGone(item.locator('.codicon-notifications-clear'), await handle);
    },
  };
}
