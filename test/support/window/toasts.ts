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

/** Milliseconds after which a notification that was there for a moment is looked for behind the bell, where VS Code keeps it. */
const momentary = 5000;

export function toasts(page: Page): Toasts {
  const items = page.locator(
    ['.notifications-toasts', '.notifications-center.visible'].map((list) => `${list} .notification-list-item`).join(),
  );
  const bell = page.locator('[id="status.notifications"]');
  const list = page.locator('.notifications-center.visible');
  const messageOf = (item: Locator) => readText(item.locator('.notification-list-item-message'));
  const messages = async () => Promise.all((await items.all()).map(messageOf));
  const matching = (pattern: RegExp) =>
    items.filter({ has: page.locator('.notification-list-item-message', { hasText: pattern }) }).first();
  /** A busy window shows one for a shorter time than a busy test takes to look: a person would look behind the bell. */
  const lookBehindBell = async () => {
    const hasNews = (await bell.locator('.codicon-bell-dot').count()) > 0;
    if (hasNews && !(await list.isVisible())) await bell.click({ timeout: 2000 });
  };
  return {
    messages,
    waitFor: async (pattern) => {
      const item = matching(pattern);
      const begun = performance.now();
      const isThere = async () => {
        if (await item.isVisible()) return true;
        if (performance.now() - begun > momentary) await lookBehindBell();
        return item.isVisible();
      };
      await until(`a notification says ${pattern}`, isThere, messages);
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
