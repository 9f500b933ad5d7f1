import type { Locator, Page } from 'playwright-core';
import { readAttribute } from '../network/read.ts';
import { until } from '../suite/until.ts';
import { clickAndLeave } from './click.ts';
import { type Menu, openMenu } from './explorer.ts';

export interface Editor {
  /** The name on the active editor's tab. */
  name: () => Promise<string>;
  /** Waits until the active editor's tab bears a matching name. */
  waitFor: (name: string | RegExp) => Promise<void>;
  /** The lines on screen, joined by line feeds. */
  text: () => Promise<string>;
  waitForText: (pattern: RegExp) => Promise<string>;
  /** Puts the caret at the end of the first line that contains `part`. */
  placeCaretAfter: (part: string) => Promise<void>;
  /** Types at the caret, key by key. */
  type: (text: string) => Promise<void>;
  /** Replaces the whole text, by pasting and leaves the caret anywhere; the clipboard is empty afterwards. */
  replaceAll: (text: string) => Promise<void>;
  isDirty: () => Promise<boolean>;
  waitUntilDirty: () => Promise<void>;
  save: () => Promise<void>;
  /** The tooltips of the buttons at the right end of the tab bar. */
  titleButtons: () => Promise<string[]>;
  /** Clicks the one whose tooltip begins like this, once it is there. */
  clickTitleButton: (tooltip: string) => Promise<void>;
  /** Right-clicks into the text; again until the menu has `item`, where given. */
  contextMenu: (item?: string) => Promise<Menu>;
  /** How many squiggles are on screen. */
  squiggles: () => Promise<{ errors: number; warnings: number }>;
}

export function editor(page: Page): Editor {
  return { ...reading(page), ...editing(page), ...buttonsAndMenu(page) };
}

const group = '.editor-group-container.active';
const actionLabel = `${group} .editor-actions .action-label`;
const tabOf = (page: Page) => page.locator(`${group} .tabs-container .tab.active`);
const dirtyTabOf = (page: Page) => tabOf(page).and(page.locator('.dirty'));
const areaOf = (page: Page) => page.locator(`${group} .monaco-editor`).first();
const linesOf = (page: Page) => areaOf(page).locator('.view-line');

function reading(page: Page) {
  const name = () => readAttribute(tabOf(page), 'data-resource-name');
  const text = () => readLines(areaOf(page));
  return {
    name,
    text: () => until('the text can be read', text),
    waitFor: async (expected: string | RegExp) => {
      const fits = (now: string) => (typeof expected === 'string' ? now === expected : expected.test(now));
      await until(`the editor ${String(expected)} is open`, async () => fits(await name()), name);
    },
    waitForText: (pattern: RegExp) =>
      until(
        `the editor shows ${pattern}`,
        async () => {
          const now = await text();
          return pattern.test(now) ? now : undefined;
        },
        text,
      ),
    isDirty: () => dirtyTabOf(page).isVisible(),
    waitUntilDirty: () => dirtyTabOf(page).waitFor(),
    squiggles: async () => ({
      errors: await areaOf(page).locator('.squiggly-error').count(),
      warnings: await areaOf(page).locator('.squiggly-warning').count(),
    }),
  };
}

function editing(page: Page) {
  return {
    placeCaretAfter: async (part: string) => {
      await linesOf(page).filter({ hasText: part }).first().click();
      await page.keyboard.press('End');
    },
    type: (content: string) => page.keyboard.type(content),
    replaceAll: (content: string) => replaceAll(page, content),
    save: async () => {
      await page.keyboard.press('ControlOrMeta+S');
      await dirtyTabOf(page).waitFor({ state: 'hidden' });
    },
  };
}

function buttonsAndMenu(page: Page) {
  const titleButtons = async () => {
    const all = await page.locator(`${actionLabel}[aria-label]`).all();
    return Promise.all(all.map((button) => readAttribute(button, 'aria-label')));
  };
  return {
    titleButtons,
    clickTitleButton: async (tooltip: string) => {
      const button = page.locator(`${actionLabel}[aria-label^="${tooltip}"]`).first();
      await until(`the editor title has ${tooltip}`, () => button.isVisible(), titleButtons);
      await clickAndLeave(button);
    },
    contextMenu: (item?: string) => openMenu(page, () => linesOf(page).first().click({ button: 'right' }), item),
  };
}

async function replaceAll(page: Page, content: string): Promise<void> {
  const text = () => readLines(areaOf(page));
  await linesOf(page).first().click();
  // Lines may be redrawn just then; a reader of its own is not called again.
  const before = await until('the text can be read', text);
  await page.keyboard.press('ControlOrMeta+A');
  // Typed, the text would grow brackets and quotes of the editor's own.
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(content)})`);
  await page.keyboard.press('ControlOrMeta+V');
  await until(
    'the text is replaced',
    async () => {
      const now = await text();
      // The beginning of a long text is out of sight after the paste; before it, the key would undo the selection.
      if (now !== before) await page.keyboard.press('ControlOrMeta+Home');
      return showsBeginning(linesIn(now), linesIn(content));
    },
    text,
  );
  await page.evaluate('navigator.clipboard.writeText("")');
}

/** Lines are placed by their `top`; their order in the document is that of drawing. */
async function readLines(area: Locator): Promise<string> {
  // A line may be redrawn between counting and reading: the reader then fails soon and is called again.
  const soon = { timeout: 500 };
  const lines = await Promise.all(
    (await area.locator('.view-line').all()).map(async (line) => ({
      top: Number(/top:\s*([\d.]+)px/.exec((await line.getAttribute('style', soon)) ?? '')?.[1] ?? 0),
      text: ((await line.textContent(soon)) ?? '').replaceAll('\u00a0', ' '),
    })),
  );
  return lines
    .sort((a, b) => a.top - b.top)
    .map((line) => line.text)
    .join('\n');
}

function linesIn(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\s/g, ''));
}

/** Whether a screen shows all of a text, or so much from its beginning that the rest must be below; beside a line may stand what we note there. */
function showsBeginning(shown: readonly string[], whole: readonly string[]): boolean {
  const isLine = (line: string, index: number) =>
    line === whole[index] || (whole[index] && line.startsWith(whole[index]));
  const isMuch = shown.join('').length > 100;
  return shown.every(isLine) && (shown.length === whole.length || (isMuch && shown.length < whole.length));
}
