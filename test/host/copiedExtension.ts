import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { DeskContext } from '../../src/host/desk.ts';
import { disposeAll, extensionUnderTest } from './extensionUnderTest.ts';
import { apiOfShipped, replaceIn } from './replaced.ts';

/** What VS Code has kept of earlier windows, by its keys. */
interface Kept {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly globalState?: Readonly<Record<string, unknown>>;
}

/** The shipped files once more, under another path: nothing of them is loaded when the copy is activated. */
export interface CopiedExtension {
  /** Of its code. */
  readonly folder: string;
  /** Activates it as VS Code does, with a global storage of its own. Its commands stay unknown to VS Code, which has the real one's. */
  activate(globalStorage: string, kept?: Kept): ActivatedCopy;
  /** Runs what starts the sandbox for a window. */
  startSandbox(context: Pick<DeskContext, 'subscriptions'>): ReturnType<ReturnType<Extension['sandboxEndingWith']>>;
  remove(): Promise<void>;
}

export interface ActivatedCopy {
  readonly commands: ReadonlySet<string>;
  /** Resolves when the command's work is over. */
  run(command: string, ...args: unknown[]): Promise<void>;
  deactivate(): Promise<void>;
}

type Extension = typeof import('../../src/extension.ts');
const isFunction = (it: unknown) => typeof it === 'function';
const extensionSchema = z.object({
  activate: z.custom<Extension['activate']>(isFunction),
  sandboxEndingWith: z.custom<Extension['sandboxEndingWith']>(isFunction),
});

export async function copyExtension(): Promise<CopiedExtension> {
  const { extensionPath } = extensionUnderTest();
  // Inside the extension's folder, since VS Code gives its API by the path of who asks for it.
  const folder = await mkdtemp(join(extensionPath, 'out/copy-'));
  await cp(join(extensionPath, 'dist'), folder, { recursive: true });
  const { activate, sandboxEndingWith } = extensionSchema.parse(
    await import(pathToFileURL(join(folder, 'extension.js')).href),
  );
  const api = await apiOfShipped();
  return {
    folder,
    activate: (globalStorage, kept = {}) => activateOn(globalStorage, kept, activate, api),
    startSandbox: (context) => sandboxEndingWith(context)(() => ({})),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function activateOn(
  globalStorage: string,
  { secrets = {}, globalState = {} }: Kept,
  activate: Extension['activate'],
  { commands, languages, window }: Pick<typeof vscode, 'commands' | 'languages' | 'window'>,
): ActivatedCopy {
  const subscriptions: DeskContext['subscriptions'] = [];
  const registered = new Map<string, (...args: unknown[]) => unknown>();
  const { createLanguageStatusItem } = languages;
  const { createOutputChannel } = window;
  // For as long as it is active: what appears inside task files comes with the first one that is open.
  const restored = [
    replaceIn(commands, {
      registerCommand(command, run) {
        registered.set(command, run);
        return new vscode.Disposable(() => registered.delete(command));
      },
    }),
    replaceIn(languages, {
      createLanguageStatusItem: (id, selector) => createLanguageStatusItem(`${id}.copy`, selector),
    }),
    // Channels of one name are one: closing the copy's would close the extension's.
    replaceIn(window, {
      createOutputChannel: (name: string, ...options: unknown[]) =>
        Reflect.apply(createOutputChannel, window, [`${name} (copy)`, ...options]),
      // Each kind of page has one.
      registerWebviewPanelSerializer: () => new vscode.Disposable(() => {}),
    }),
  ];
  const restore = () => {
    for (const each of restored) each();
  };
  try {
    activate({
      subscriptions,
      globalStorageUri: vscode.Uri.file(globalStorage),
      secrets: {
        get: async (key) => secrets[key],
        store: async () => {},
        delete: async () => {},
        onDidChange: () => new vscode.Disposable(() => {}),
      },
      workspaceState: { get: () => undefined, update: async () => {} },
      globalState: { get: (key) => globalState[key], update: async () => {} },
    });
  } catch (error) {
    restore();
    throw error;
  }
  return {
    commands: new Set(registered.keys()),
    async run(command, ...args) {
      const run = registered.get(command);
      assert.ok(run, `${command} was not registered`);
      await run(...args);
    },
    async deactivate() {
      restore();
      await disposeAll(subscriptions);
    },
  };
}
