import type { Locator, Page } from 'playwright-core';
import { until } from '../suite/until.ts';
import { type Menu, openMenu } from './explorer.ts';

export interface TasksView {
  /** What each row on screen says: label and description. */
  rows: () => Promise<string[]>;
  /** Waits for a row that says it, and gives all of what that one says. */
  waitFor: (pattern: RegExp) => Promise<string>;
  /** Opens or closes what is below a row. */
  toggle: (pattern: RegExp) => Promise<void>;
  /** Goes to the first row with this text by the tree's own find; a row has the focus. */
  find: (text: string) => Promise<void>;
  /** Clicks a row, which opens the page of a task. */
  click: (pattern: RegExp) => Promise<void>;
  /** Selects several rows. */
  select: (...patterns: RegExp[]) => Promise<void>;
  /** Right-clicks a row; again and again until the menu has `item`, where given. */
  contextMenu: (pattern: RegExp, item?: string) => Promise<Menu>;
  /** What the pointer finds over a row. */
  hover: (pattern: RegExp) => Promise<string>;
  /** What the view says where it has no rows. */
  welcome: () => Promise<string>;
  /** Waits for the number on the icon of the activity bar; '' is none. */
  waitForBadge: (pattern: RegExp) => Promise<void>;
}

export function tasksView(page: Page): TasksView {
  const pane = page.locator('.sidebar .pane-body').filter({ has: page.locator('.tree-explorer-viewlet-tree-view') });
  const all = pane.locator('.monaco-list-row');
  const row = (pattern: RegExp): Locator => all.filter({ hasText: pattern }).first();
  const rows = async () => (await all.allInnerTexts()).map(plain);
  const waitFor = async (pattern: RegExp) => {
    await until(`the view has ${pattern}`, async () => (await rows()).some((text) => pattern.test(text)), rows);
    return (await rows()).find((text) => pattern.test(text)) ?? '';
  };
  const badge = async () => {
    const numbers = page.locator('.activitybar .badge-content').filter({ visible: true });
    return plain((await numbers.allInnerTexts()).join(' '));
  };
  return {
    rows,
    waitFor,
    toggle: async (pattern) => {
      await waitFor(pattern);
      await row(pattern).locator('.monaco-tl-twistie').click();
    },
    find: async (text) => {
      await pane.locator('.monaco-list').first().focus();
      await page.keyboard.press('F3');
      const input = pane.locator('.monaco-tree-type-filter input');
      await input.fill(text);
      await waitFor(new RegExp(text));
      await input.press('Enter');
      await input.press('Escape');
    },
    click: async (pattern) => {
      await waitFor(pattern);
      await row(pattern).click();
    },
    select: async (...patterns) => {
      const [first, ...others] = patterns;
      for (const pattern of patterns) await waitFor(pattern);
      if (first) await row(first).click();
      for (const pattern of others) await row(pattern).click({ modifiers: ['ControlOrMeta'] });
    },
    contextMenu: async (pattern, item) => {
      await waitFor(pattern);
      return openMenu(page, () => row(pattern).click({ button: 'right' }), item);
    },
    hover: async (pattern) => {
      await waitFor(pattern);
      await row(pattern).locator('.monaco-icon-label').hover();
      const hover = page.locator('.monaco-hover').last();
      await hover.waitFor();
      const text = async () => plain(await hover.innerText());
      await until('the hover has its text', async () => !/^(?:Loading|$)/.test(await text()), text);
      return text();
    },
    welcome: async () => {
      const text = page.locator('.sidebar .welcome-view-content').filter({ visible: true });
      await text.waitFor();
      return plain(await text.innerText());
    },
    waitForBadge: async (pattern) => {
      await until(`the badge is ${pattern}`, async () => pattern.test(await badge()), badge);
    },
  };
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
