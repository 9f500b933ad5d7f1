import type { Page } from 'playwright-core';
import { readTexts } from '../network/read.ts';
import { until } from '../suite/until.ts';

export interface Menu {
  /** The labels of its entries that are on screen. */
  items: () => Promise<string[]>;
  /** Clicks the entry of this label, once it is there. */
  click: (label: string) => Promise<void>;
  close: () => Promise<void>;
}

export interface Explorer {
  /** The names on screen. */
  names: () => Promise<string[]>;
  /** Waits until the file or folder is listed. */
  waitFor: (name: string) => Promise<void>;
  /** Opens a file for good, by a double click, and waits for its editor. */
  open: (name: string) => Promise<void>;
  /** Selects several entries, the last one is right-clicked by `contextMenu` afterwards. */
  select: (...names: string[]) => Promise<void>;
  /** Right-clicks an entry; again and again until the menu has `item`, where given: extensions add theirs late. */
  contextMenu: (name: string, item?: string) => Promise<Menu>;
}

export function explorer(page: Page): Explorer {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  const row = (name: string) => rows.filter({ has: page.getByText(name, { exact: true }) }).first();
  const names = () => readTexts(rows);
  const waitFor = async (name: string) => {
    await until(`the explorer lists ${name}`, () => row(name).isVisible(), names);
  };
  return {
    names,
    waitFor,
    open: async (name) => {
      await waitFor(name);
      const tab = page.locator('.tabs-container .tab.active', { hasText: name });
      // A row that is drawn anew between two clicks takes neither.
      await until(`${name} is open`, async () => {
        await row(name).dblclick({ timeout: 2000 });
        await tab.waitFor({ timeout: 2000 });
        return true;
      });
      await page.locator('.editor-group-container.active .view-line').first().waitFor();
    },
    select: async (...all) => {
      for (const name of all) await waitFor(name);
      const isSelected = (name: string) => row(name).and(page.locator('[aria-selected="true"]')).isVisible();
      const [first = ''] = all;
      await row(first).click();
      await page.locator('.tabs-container .tab.active', { hasText: first }).waitFor();
      // The click opens the file too, and some time after that the explorer selects it alone.
      await until(`${all} are selected`, async () => {
        for (const name of all) {
          if (!(await isSelected(name))) await row(name).click({ modifiers: ['ControlOrMeta'] });
        }
        return (await Promise.all(all.map(isSelected))).every(Boolean);
      });
    },
    contextMenu: async (name, item) => {
      await waitFor(name);
      return openMenu(page, () => row(name).click({ button: 'right' }), item);
    },
  };
}

/** The context menu that `rightClick` opens; with `item`, opened again until it has that. */
export async function openMenu(page: Page, rightClick: () => Promise<void>, item?: string): Promise<Menu> {
  const menu = page.locator('.monaco-menu').last();
  const labels = menu.locator('.action-item:not(.disabled) .action-label:not(.separator)');
  const items = () => readTexts(labels);
  const close = async () => {
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  };
  const open = async () => {
    if (await menu.isVisible()) await close();
    await rightClick();
    await menu.waitFor({ timeout: 2000 });
    return item === undefined || (await items()).includes(item);
  };
  await until(`the context menu has ${item ?? 'any items'}`, open, items);
  const click = async (label: string) => {
    const entry = labels.getByText(label, { exact: true });
    // For a moment after it has opened, a menu takes no mouse button: it would be that of the right-click.
    await until(`the menu closes on ${label}`, async () => {
      // What opens an editor meanwhile closes it.
      if (!(await menu.isVisible())) await open();
      await entry.click({ timeout: 2000 });
      return menu.waitFor({ state: 'hidden', timeout: 1000 }).then(
        () => true,
        () => false,
      );
    });
  };
  return { items, click, close };
}
