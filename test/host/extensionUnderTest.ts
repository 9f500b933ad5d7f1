import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { z } from 'zod';
import type { Translate } from '../../src/cloud/translate.ts';
import type { DeskContext } from '../../src/host/desk.ts';
import { until } from '../support/suite/until.ts';

/** Our extension, as VS Code knows it. */
export function extensionUnderTest(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('dcs-tools.dcs-migration');
  assert.ok(extension, 'VS Code does not know dcs-tools.dcs-migration');
  return extension;
}

/** English, filled in as VS Code fills it in. */
export const t: Translate = (message, values = {}) => vscode.l10n.t(message, { ...values });

const manifestSchema = z.object({
  contributes: z.object({ commands: z.array(z.object({ command: z.string() })) }),
  l10n: z.string(),
});

export function manifest(): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(extensionUnderTest().packageJSON);
}

/** A module of the extension as it is shipped, by the file's name before the hash. */
export async function importShipped(name: string): Promise<unknown> {
  const folder = join(extensionUnderTest().extensionPath, 'dist');
  const file = (await readdir(folder)).find((each) => each === `${name}.js` || each.startsWith(`${name}-`));
  assert.ok(file, `dist has no ${name}`);
  return import(pathToFileURL(join(folder, file)).href);
}

/** What VS Code does with an extension's subscriptions when it deactivates it. */
export async function disposeAll(subscriptions: DeskContext['subscriptions']): Promise<void> {
  for (const each of subscriptions.splice(0).reverse()) await each.dispose();
}

/** The folder of the workspace with this name. */
export function folder(name: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((each) => each.name === name);
  assert.ok(found, `the workspace has no folder ${name}`);
  return found.uri;
}

/** Whether the output channel is there. */
export async function hasChannel(): Promise<boolean> {
  const id = 'workbench.action.output.show.dcs-tools.dcs-migration.';
  return (await vscode.commands.getCommands()).some((command) => command.startsWith(id));
}

/** Shows the output channel and waits until its text matches; gives the match. */
export async function waitForLog(pattern: RegExp): Promise<RegExpExecArray> {
  await vscode.commands.executeCommand('dcs.showLog');
  const texts = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'output' && uri.toString(true).includes('DCS Migration'))
      .map((document) => document.getText())
      .join('\n');
  return until(
    `the log says ${pattern}`,
    async () => pattern.exec(texts()) ?? undefined,
    async () => [texts(), vscode.workspace.textDocuments.map(({ uri }) => uri.toString(true))],
  );
}
