import { commands, type Disposable, l10n, window, workspace } from 'vscode';
import type { Desk } from '../commands/ports.ts';

export interface Command {
  /** Signs and sends, which needs a trusted workspace. */
  readonly sends: boolean;
  readonly run: (desk: Desk, argument: unknown) => unknown;
}

/** Registers every command in one way: trust first, the desk made when it is needed, and no failure unseen. */
export function registerCommands(
  table: Readonly<Record<string, Command>>,
  desk: () => Promise<Desk>,
  onError: (error: unknown) => void,
): Disposable[] {
  return Object.entries(table).map(([id, { sends, run }]) =>
    commands.registerCommand(id, async (argument: unknown) => {
      try {
        if (sends && !workspace.isTrusted) await refuse();
        else await run(await desk(), argument);
      } catch (error) {
        onError(error);
      }
    }),
  );
}

async function refuse(): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t(
    'This folder is not trusted, so nothing is signed or sent from it. Trust the folder if you know where its files come from.',
  );
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
}
