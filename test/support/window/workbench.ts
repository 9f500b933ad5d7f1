import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readText } from '../network/read.ts';
import { patience, until } from '../suite/until.ts';
import type { VsCodeServer } from '../vscode/vscodeServer.ts';
import { type Dialogs, dialogs } from './dialog.ts';
import { type Editor, editor } from './editor.ts';
import { type Explorer, explorer } from './explorer.ts';
import { type QuickInput, quickInput } from './quickInput.ts';
import { type TasksView, tasksView } from './tasksView.ts';
import { tidy } from './tidy.ts';
import { type Toasts, toasts } from './toasts.ts';

export interface WindowOptions {
  /** The language of the window, of VS Code's own texts only where it has them built in. Default `en`. */
  language?: 'en' | 'zh-cn';
  /** Default `dark`. */
  theme?: 'dark' | 'light';
  /** In CSS pixels; default 1280 by 800. */
  viewport?: { width: number; height: number };
}

/** One VS Code window, used as a person uses it. Every action waits until what it needs is on screen. */
export interface Workbench {
  /** For what the parts below do not do. */
  page: Page;
  /** Runs a command from the palette by its whole title there: `DCS: Sign In`. Waits for extensions that register late. */
  runCommand: (title: string) => Promise<void>;
  quickInput: QuickInput;
  toasts: Toasts;
  explorer: Explorer;
  editor: Editor;
  dialogs: Dialogs;
  tasks: TasksView;
  /** Waits until the window's text contains a match, wherever it is: for what has no part of its own here. */
  waitForText: (pattern: RegExp) => Promise<void>;
  /** Waits until something was copied; gives that. */
  clipboard: () => Promise<string>;
  /** Writes `out/screenshots/<version>/<name>.png`; gives its path. */
  screenshot: (name: string) => Promise<string>;
  /** Changes the theme and the size to these, or to the usual ones. */
  look: (options: Omit<WindowOptions, 'language'>) => Promise<void>;
  /** Closes everything that is open in it; false where something stays open. The server has `tidyKeys`. */
  tidy: () => Promise<boolean>;
  /** Reloads the window as `Developer: Reload Window` does. */
  reload: () => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a window on the server's workspace, with storage of its own, and waits until the explorer is drawn. */
export async function openWorkbench(
  browser: Browser,
  server: Pick<VsCodeServer, 'url' | 'origin' | 'version'>,
  options: WindowOptions = {},
): Promise<Workbench> {
  const context = await newContext(browser, server.origin, options);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const ready = () => page.locator('.explorer-folders-view').waitFor();
  await openAt(page, server.url, ready).catch(async (error: unknown) => {
    await context.close();
    throw error;
  });
  return {
    page,
    quickInput: quickInput(page),
    toasts: toasts(page),
    explorer: explorer(page),
    editor: editor(page),
    dialogs: dialogs(page),
    tasks: tasksView(page),
    runCommand: (title) => runCommand(page, title),
    waitForText: (pattern) => page.getByText(pattern).first().waitFor(),
    clipboard: () =>
      until(
        'something was copied',
        async () => String(await page.evaluate('navigator.clipboard.readText()')) || undefined,
      ),
    screenshot: async (name) => {
      const path = join('out/screenshots', server.version, `${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      return path;
    },
    look: async ({ theme, viewport }) => {
      await page.emulateMedia({ colorScheme: theme ?? usual.theme });
      await page.setViewportSize(viewport ?? usual.viewport);
    },
    tidy: () => tidy(page),
    reload: async () => {
      // As a person does it: the window writes down what it keeps before it goes.
      await Promise.all([page.waitForEvent('load'), runCommand(page, 'Developer: Reload Window')]);
      await ready();
    },
    close: () => context.close(),
  };
}

async function openAt(page: Page, url: string, ready: () => Promise<void>): Promise<void> {
  await page.goto(url);
  await ready();
  // All windows of a browser share one.
  await page.evaluate('navigator.clipboard.writeText("")');
}

const usual = { theme: 'dark', viewport: { width: 1280, height: 800 } } as const;

async function newContext(browser: Browser, origin: string, options: WindowOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.viewport ?? usual.viewport,
    colorScheme: options.theme ?? usual.theme,
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  if (options.language && options.language !== 'en') {
    // Where a language pack would set it; extensions take their language from here.
    await context.addInitScript(
      `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => ${JSON.stringify(options.language)}, set: () => {} });`,
    );
  }
  return context;
}

async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget .quick-input-box input.input');
  const first = page.locator('.quick-input-list .monaco-list-row .label-name').first();
  const firstLabel = () => readText(first);
  const soon = { timeout: 2000 };
  await until(
    `the palette offers ${title}`,
    async () => {
      if (!(await input.isVisible()) || !(await input.inputValue(soon)).startsWith('>')) {
        await page.keyboard.press('F1');
        await input.waitFor(soon);
      }
      // An extension's command appears only in a list that was made after the extension was registered.
      await input.fill('>', soon);
      await input.fill(`>${title}`, soon);
      await first.filter({ hasText: title }).waitFor({ timeout: 500 });
      return (await firstLabel()) === title;
    },
    firstLabel,
  );
  await input.press('Enter');
}
