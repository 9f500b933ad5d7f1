import { join } from 'node:path';
import { commands, type ExtensionContext, env, l10n, type SecretStorage, Uri, window, workspace } from 'vscode';
import { type Accounts, createAccounts, type SandboxAccount } from '../account/account.ts';
import { refusedKeysIn } from '../account/refusedKeys.ts';
import { createKeyWatch, type KeyWatch } from '../cloud/keyWatch.ts';
import { createLookUps } from '../cloud/services/lookUps.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Follower } from '../desk/following.ts';
import type { Desk } from '../desk/ports.ts';
import { createLogFilters } from '../desk/tasks/logFilters.ts';
import type { TaskNotices } from '../desk/tasks/taskNotices.ts';
import { placeOfTasks } from '../desk/tasks/taskPlace.ts';
import type { TaskWatch } from '../desk/tasks/taskSight.ts';
import { openFollowedTasks } from '../task/journal/followedTasks.ts';
import { JournalProblem, openJournal } from '../task/journal/journal.ts';
import { openNotices } from '../task/journal/notices.ts';
import { keepAccountInSight } from '../views/accountLine.ts';
import { createFollower } from '../views/follower.ts';
import { connectAsSaved } from '../views/leftBehind.ts';
import { liveTaskLog } from '../views/log/liveTaskLog.ts';
import { createOwnNotices } from '../views/notices/ownNotices.ts';
import { createTaskNotices } from '../views/notices/taskNotices.ts';
import { createStatusLine } from '../views/statusLine.ts';
import { createTaskWatch } from '../views/tasks/taskWatch.ts';
import { createConfirmedHosts } from './confirmedHosts.ts';
import { defaultShell } from './defaultShell.ts';
import { createDocuments } from './files/documents.ts';
import { createLog } from './log.ts';
import { createNetwork } from './network/network.ts';
import { createNotifier } from './notifications.ts';
import { createPrompter } from './questions/prompts.ts';
import { readSettings } from './settings.ts';
import { journalFolder } from './startup.ts';
import { createStatusBar } from './statusBar.ts';
import { createArrangements } from './views/arrangements.ts';
import { createTaskPages } from './views/taskPages.ts';
import { createLiveTexts } from './views/taskTexts.ts';
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

/** Everything of the editor that commands use, made with the first command. */
export function createDesk(
  context: DeskContext,
  startSandbox: () => Promise<SandboxAccount>,
  onError: (error: unknown) => void,
): Desk {
  const log = createLog(t);
  const prompter = createPrompter(t);
  const now = () => new Date();
  const notifier = createNotifier(onError);
  const journal = openJournal(journalFolder(context.globalStorageUri.fsPath), { now });
  const status = createStatusLine(createStatusBar(context, t('DCS Migration'), 'dcs.status'), t);
  const lookUps = createLookUps();
  const keys = createKeyWatch(refusedKeysIn(join(context.globalStorageUri.fsPath, 'refusedKeys')));
  const accounts = accountsOf(context, startSandbox, keys);
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
    ...tasksOf(context, calling, onError),
    prompter,
    documents: createDocuments(context, t, prompter, onError),
    creations: { underWay: new Set() },
    keys,
    lookUps,
    ...{ openSettings, openExternal, defaultShell },
  };
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

/** What becomes of a created task is told, when its machine is up and later on. */
function toldOf(follower: Follower, notices: TaskNotices, onError: (error: unknown) => void): Follower {
  return {
    ...follower,
    follow(task) {
      follower.follow(task);
      // It is followed all the same, and whoever keeps that says what is wrong with the disk.
      notices.markCreated(task, task.taskId, task.name).catch((error: unknown) => {
        if (!(error instanceof JournalProblem)) onError(error);
      });
    },
  };
}

/** What is left of other windows is taken up by whoever signs in. */
function followerOf(
  { subscriptions, globalStorageUri }: DeskContext,
  desk: Parameters<typeof createFollower>[0] & Parameters<typeof connectAsSaved>[0],
  onError: (error: unknown) => void,
): Follower {
  const kept = openFollowedTasks(journalFolder(globalStorageUri.fsPath), desk.now);
  const follower = createFollower(desk, kept, async (task) =>
    workspace.isTrusted ? connectAsSaved(desk, task) : undefined,
  );
  const unlisten = desk.accounts.onChange(() => void follower.resume().catch(onError));
  subscriptions.push(follower, kept, { dispose: unlisten });
  return follower;
}

/** What shows the tasks, and what that needs to know. */
function tasksOf(
  context: DeskContext,
  desk: Parameters<typeof taskWatchOf>[1] & Parameters<typeof followerOf>[1],
  onError: (error: unknown) => void,
): Pick<Desk, 'follower' | 'tasks' | 'arrangements' | 'logFilters' | 'taskTexts' | 'taskNotices' | 'pages'> {
  const tasks = taskWatchOf(context, desk, onError);
  const logFilters = createLogFilters();
  const texts = createLiveTexts(context.subscriptions, onError);
  const taskTexts: Desk['taskTexts'] = {
    showLog: (place, task) => texts.show(task.name, task.id, liveTaskLog({ ...desk, tasks, logFilters }, place, task)),
  };
  const arrangements = createArrangements(context.workspaceState);
  const pages = createTaskPages({ t, now: desk.now, tasks });
  const shared = openNotices(journalFolder(context.globalStorageUri.fsPath), desk.now);
  const taskNotices = createTaskNotices({ ...desk, tasks }, { shared, own: createOwnNotices(), onError });
  context.subscriptions.push(taskNotices);
  const follower = toldOf(followerOf(context, desk, onError), taskNotices, onError);
  return { follower, tasks, arrangements, logFilters, taskTexts, taskNotices, pages };
}

/** They are other tasks where somebody else signs in, or the settings lead elsewhere. */
function taskWatchOf(
  { subscriptions }: DeskContext,
  desk: Parameters<typeof placeOfTasks>[0],
  onError: (error: unknown) => void,
): TaskWatch {
  const { now, wait, accounts } = desk;
  const place = async () => (workspace.isTrusted ? placeOfTasks(desk) : undefined);
  const tasks = createTaskWatch({ now, wait, place, onError });
  subscriptions.push(
    tasks,
    { dispose: accounts.onChange(tasks.restart) },
    workspace.onDidGrantWorkspaceTrust(tasks.restart),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('dcs') && tasks.restart()),
    window.onDidChangeWindowState(({ focused }) => focused && tasks.hurry()),
  );
  return tasks;
}

function accountsOf(
  { secrets, workspaceState }: DeskContext,
  startSandbox: () => Promise<SandboxAccount>,
  keys: KeyWatch,
): Accounts {
  return createAccounts({
    secrets: {
      get: async (key) => secrets.get(key),
      store: async (key, value) => secrets.store(key, value),
      delete: async (key) => secrets.delete(key),
      onDidChange(listener) {
        const subscription = secrets.onDidChange(listener);
        return () => subscription.dispose();
      },
    },
    window: {
      get: (key) => workspaceState.get(key),
      async update(key, value) {
        await workspaceState.update(key, value);
      },
    },
    startSandbox,
    keys,
  });
}
