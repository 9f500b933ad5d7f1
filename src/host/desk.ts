import { join } from 'node:path';
import { commands, type ExtensionContext, env, l10n, type SecretStorage, Uri, workspace } from 'vscode';
import { type Accounts, createAccounts, type SandboxAccount } from '../account/account.ts';
import type { SecretStore } from '../account/profile.ts';
import { createRedisPasswords } from '../account/redisPasswords.ts';
import { refusedKeysIn } from '../account/refusedKeys.ts';
import { createKeyWatch } from '../cloud/keyWatch.ts';
import { createLookUps } from '../cloud/services/lookUps.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Desk, Settings } from '../desk/ports.ts';
import { openJournal } from '../task/journal/journal.ts';
import { createOwnPlans, openPlans } from '../task/journal/plans.ts';
import { keepAccountInSight } from '../views/accountLine.ts';
import { createStatusLine } from '../views/statusLine.ts';
import { createAgreements, createConfirmedHosts } from './confirmedHosts.ts';
import { defaultShell } from './defaultShell.ts';
import { createDocuments } from './files/documents.ts';
import { createLog } from './log.ts';
import { createNetwork } from './network/network.ts';
import { createNotifier } from './notifications.ts';
import { createPrompter } from './questions/prompts.ts';
import { readSettings } from './settings.ts';
import { journalFolder } from './startup.ts';
import { createStatusBar } from './statusBar.ts';
import { createTasksDesk } from './tasksDesk.ts';
import { wait } from './wait.ts';

const t: Translate = (message, values = {}) => l10n.t(message, { ...values });

interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** As much of an extension's context as is used here. */
export interface DeskContext extends Pick<ExtensionContext, 'subscriptions'> {
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;
  /** Where the journal of creates is kept; on disk, since an extension host with Node writes it. */
  readonly globalStorageUri: Pick<Uri, 'fsPath'>;
  readonly workspaceState: Memory;
  readonly globalState: Memory;
}

/** `redis`: what stands behind its instances by then. */
export type StartSandbox = (redis: () => Settings['sandboxRedis']) => Promise<SandboxAccount>;

/** Everything of the editor that commands use, made with the first command. */
export function createDesk(context: DeskContext, startSandbox: StartSandbox, onError: (error: unknown) => void): Desk {
  const log = createLog(t);
  const prompter = createPrompter(t);
  const now = () => new Date();
  const notifier = createNotifier(onError);
  const journal = openJournal(journalFolder(context.globalStorageUri.fsPath), { now });
  const status = createStatusLine(createStatusBar(context, t('DCS Migration'), 'dcs.status'), t);
  const lookUps = createLookUps();
  const keys = createKeyWatch(refusedKeysIn(join(context.globalStorageUri.fsPath, 'refusedKeys')));
  const secrets = secretStoreOf(context);
  const startWithRedis = () => startSandbox(() => readSettings(t).sandboxRedis);
  const accounts = accountsOf(context, { secrets, startSandbox: startWithRedis, keys }, { t, notifier, log }, onError);
  const network = createNetwork();
  const calling = {
    ...{ t, log, notifier, status, wait, now, accounts },
    hosts: createConfirmedHosts(context.globalState),
    transport: network.open,
    settings: (resource?: Uri) => readSettings(t, resource),
  };
  accounts.onChange(lookUps.drop);
  showAccount(context, calling);
  context.subscriptions.push(log, journal, accounts, network, { dispose: lookUps.drop });
  return {
    ...calling,
    journal,
    plans: plansIn(context, now),
    ...createTasksDesk(context, calling, onError),
    prompter,
    documents: createDocuments(context, t, prompter, onError),
    ...{ keys, creations: { underWay: new Set<string>() } },
    redisPasswords: createRedisPasswords(secrets),
    agreements: createAgreements(context.globalState),
    environment: (name) => (Object.hasOwn(process.env, name) ? process.env[name] : undefined),
    lookUps,
    ...{ openSettings, openExternal, defaultShell },
  };
}

function plansIn({ globalStorageUri }: DeskContext, now: () => Date): Desk['plans'] {
  const [shared, own] = [openPlans(journalFolder(globalStorageUri.fsPath), now), createOwnPlans()];
  return (sandbox) => (sandbox ? own : shared);
}

function openSettings(query: string): void {
  commands.executeCommand('workbench.action.openSettings', query);
}

async function openExternal(address: string): Promise<void> {
  await env.openExternal(Uri.parse(address, true));
}

function showAccount(context: DeskContext, desk: Parameters<typeof keepAccountInSight>[0]): void {
  const sight = keepAccountInSight(desk, createStatusBar(context, t('DCS Account'), 'dcs.account'));
  context.subscriptions.push(sight, workspace.onDidChangeConfiguration(sight.draw));
}

function secretStoreOf({ secrets }: DeskContext): SecretStore {
  return {
    get: async (key) => secrets.get(key),
    store: async (key, value) => secrets.store(key, value),
    delete: async (key) => secrets.delete(key),
    onDidChange(listener) {
      const subscription = secrets.onDidChange(listener);
      return () => subscription.dispose();
    },
  };
}

function accountsOf(
  { workspaceState }: DeskContext,
  stores: Omit<Parameters<typeof createAccounts>[0], 'window' | 'onSandboxAfresh'>,
  desk: Pick<Desk, 't' | 'log' | 'notifier'>,
  onError: (error: unknown) => void,
): Accounts {
  const tellAfresh = async () => {
    const { tellSandboxAfresh } = await import('../commands/account/useSandbox.ts');
    tellSandboxAfresh(desk, () => commands.executeCommand('dcs.switchProfile'));
  };
  return createAccounts({
    ...stores,
    onSandboxAfresh: () => void tellAfresh().catch(onError),
    window: {
      get: (key) => workspaceState.get(key),
      async update(key, value) {
        await workspaceState.update(key, value);
      },
    },
  });
}
