import { commands, type Disposable, l10n, window, workspace } from 'vscode';
import type { Command } from '../commands/commandTable.ts';
import type { Desk } from '../desk/ports.ts';

/** Registers every command in one way: trust first, the desk made when it is needed, and no failure unseen. */
export function registerCommands(
  table: Readonly<Record<string, Command>>,
  desk: () => Promise<Desk>,
  beforeSending: (id: string) => Promise<void>,
  onError: (error: unknown) => void,
): Disposable[] {
  return Object.entries(table).map(([id, { sends, run }]) =>
    commands.registerCommand(id, async (argument: unknown, selected: unknown) => {
      try {
        if (sends && !workspace.isTrusted) {
          await refuse();
          return;
        }
        if (sends) await beforeSending(id);
        await run(await desk(), argument, selected);
      } catch (error) {
        onError(error);
      }
    }),
  );
}

/** A command that only a text of ours leads to; nobody finds it in the palette. */
export function registerPrivate(
  id: `_dcs.${string}`,
  run: (...args: readonly unknown[]) => unknown,
  onError: (error: unknown) => void,
): Disposable {
  return commands.registerCommand(id, async (...args: readonly unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      onError(error);
    }
  });
}

/** Offers what earlier windows left open: once a window, before the first command that sends. */
export function offerOnce(desk: () => Promise<Desk>): (id: string) => Promise<void> {
  const settle = 'dcs.settleCreations';
  let offered = false;
  return async (id) => {
    if (offered || id === settle) return;
    offered = true;
    const { offerToSettle } = await import('../commands/settle/offerToSettle.ts');
    await offerToSettle(await desk(), () => commands.executeCommand(settle));
  };
}

/** Where not even the log could be made. */
export function tellWithoutDesk(error: unknown, cause: unknown): void {
  const reasons = [error, cause].map((one) => (one instanceof Error ? one.message : String(one)));
  const reason = [...new Set(reasons)].join(' · ');
  const message = l10n.t(
    'The extension could not be loaded: {reason} Run the command again; where that does not help, reload the window.',
    { reason },
  );
  window.showErrorMessage(message);
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
