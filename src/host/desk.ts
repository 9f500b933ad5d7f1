import { commands, type ExtensionContext, l10n, type SecretStorage } from 'vscode';
import { type Account, createAccounts } from '../account/account.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Desk } from '../commands/ports.ts';
import { createDocuments } from './documents.ts';
import { createLog } from './log.ts';
import { openTransport } from './network.ts';
import { createNotifier } from './notifications.ts';
import { createPrompter } from './prompts.ts';
import { readSettings } from './settings.ts';

const t: Translate = (message, values = {}) => l10n.t(message, { ...values });

/** As much of an extension's context as is used here. */
export interface DeskContext extends Pick<ExtensionContext, 'subscriptions'> {
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
  readonly workspaceState: { get(key: string): unknown; update(key: string, value: unknown): Thenable<void> };
}

/** Everything of the editor that commands use, made with the first command. */
export function createDesk(
  context: DeskContext,
  startSandbox: () => Promise<Account>,
  onError: (error: unknown) => void,
): Desk {
  const log = createLog(t);
  context.subscriptions.push(log);
  return {
    t,
    log,
    prompter: createPrompter(t),
    notifier: createNotifier(onError),
    documents: createDocuments(context, t),
    creations: { underWay: new Set(), mayExist: new Set() },
    accounts: createAccounts({
      secrets: {
        get: async (key) => context.secrets.get(key),
        store: async (key, value) => context.secrets.store(key, value),
        delete: async (key) => context.secrets.delete(key),
      },
      window: {
        get: (key) => context.workspaceState.get(key),
        update: async (key, value) => context.workspaceState.update(key, value),
      },
      startSandbox,
    }),
    transport: openTransport,
    now: () => new Date(),
    settings: (resource) => readSettings(t, resource),
    openSettings: (query) => commands.executeCommand('workbench.action.openSettings', query),
  };
}
