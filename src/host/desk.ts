import { commands, type ExtensionContext, l10n, type SecretStorage, type Uri } from 'vscode';
import { type Account, type Accounts, createAccounts } from '../account/account.ts';
import { createLookUps } from '../cloud/services/lookUps.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Desk } from '../desk/ports.ts';
import { openJournal } from '../task/journal/journal.ts';
import { createFollower } from '../views/follower.ts';
import { createStatusLine } from '../views/statusLine.ts';
import { createDocuments } from './files/documents.ts';
import { createLog } from './log.ts';
import { openTransport } from './network/network.ts';
import { createNotifier } from './notifications.ts';
import { createPrompter } from './questions/prompts.ts';
import { readSettings } from './settings.ts';
import { journalFolder } from './startup.ts';
import { createStatusBar } from './statusBar.ts';
import { wait } from './wait.ts';

const t: Translate = (message, values = {}) => l10n.t(message, { ...values });

/** As much of an extension's context as is used here. */
export interface DeskContext extends Pick<ExtensionContext, 'subscriptions'> {
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;
  /** Where the journal of creates is kept; on disk, since an extension host with Node writes it. */
  readonly globalStorageUri: Pick<Uri, 'fsPath'>;
  readonly workspaceState: { get(key: string): unknown; update(key: string, value: unknown): Thenable<void> };
}

/** Everything of the editor that commands use, made with the first command. */
export function createDesk(
  context: DeskContext,
  startSandbox: () => Promise<Account>,
  onError: (error: unknown) => void,
): Desk {
  const log = createLog(t);
  const now = () => new Date();
  const notifier = createNotifier(onError);
  const journal = openJournal(journalFolder(context.globalStorageUri.fsPath), { now });
  const status = createStatusLine(createStatusBar(context, t('DCS Migration')), t);
  const follower = createFollower({ t, log, status, notifier, wait, now });
  const lookUps = createLookUps();
  context.subscriptions.push(log, journal, follower, context.secrets.onDidChange(lookUps.drop), {
    dispose: lookUps.drop,
  });
  return {
    t,
    log,
    notifier,
    journal,
    status,
    follower,
    wait,
    now,
    prompter: createPrompter(t),
    documents: createDocuments(context, t, onError),
    creations: { underWay: new Set() },
    accounts: accountsOf(context, startSandbox, lookUps.drop),
    lookUps,
    transport: openTransport,
    settings: (resource) => readSettings(t, resource),
    openSettings: (query) => commands.executeCommand('workbench.action.openSettings', query),
  };
}

function accountsOf(
  { secrets, workspaceState }: DeskContext,
  startSandbox: () => Promise<Account>,
  changed: () => void,
): Accounts {
  return createAccounts({
    secrets: {
      get: async (key) => secrets.get(key),
      store: async (key, value) => secrets.store(key, value),
      delete: async (key) => secrets.delete(key),
    },
    window: {
      get: (key) => workspaceState.get(key),
      async update(key, value) {
        await workspaceState.update(key, value);
        changed();
      },
    },
    startSandbox,
  });
}
