import { commands, type Disposable, type Uri, window, workspace } from 'vscode';
import { createEndsSeen } from '../desk/cutOver/endsSeen.ts';
import { createTargetsInUse } from '../desk/cutOver/targetsInUse.ts';
import type { Desk } from '../desk/ports.ts';
import { createChanges } from '../desk/tasks/changes.ts';
import { createLogFilters } from '../desk/tasks/logFilters.ts';
import { createMigrationRecords } from '../desk/tasks/migrationRecords.ts';
import type { TaskNotices } from '../desk/tasks/taskNotices.ts';
import { isPlaceHere, isSamePlace, placeOfTasks } from '../desk/tasks/taskPlace.ts';
import type { NoPlace, TaskPlace, TaskWatch } from '../desk/tasks/taskSight.ts';
import { openChangeNotes } from '../task/journal/changeNotes.ts';
import { JournalProblem } from '../task/journal/journalProblem.ts';
import { journalTroubleText } from '../task/journal/journalProblemText.ts';
import { openNotices } from '../task/journal/notices.ts';
import { createOwnChangeNotes } from '../task/journal/ownChangeNotes.ts';
import { openSharedLooks } from '../task/journal/sharedLooks.ts';
import { createOwnRecords, openRecords } from '../task/record/records.ts';
import { createOwnUsedTargets, openUsedTargets } from '../task/record/usedTargets.ts';
import { liveTaskLog } from '../views/log/liveTaskLog.ts';
import { createLogEnds } from '../views/log/logEnds.ts';
import { connectAsSaved } from '../views/notices/connectAsSaved.ts';
import { createOwnNotices } from '../views/notices/ownNotices.ts';
import { createTaskNotices } from '../views/notices/taskNotices.ts';
import { tellOfTraps } from '../views/notices/trapNotices.ts';
import { shareAmong } from '../views/watch/lookTogether.ts';
import { createTaskWatch } from '../views/watch/taskWatch.ts';
import { cutOverLagNow as cutOverLag } from './settings.ts';
import { journalFolder } from './startup.ts';
import { createArrangements } from './views/arrangements.ts';
import { createTaskPages } from './views/taskPages.ts';
import { createLiveTexts } from './views/taskTexts.ts';

/** As much of an extension's context as the tasks need. */
interface Context {
  readonly subscriptions: Disposable[];
  readonly globalStorageUri: Pick<Uri, 'fsPath'>;
  readonly workspaceState: Parameters<typeof createArrangements>[0];
}

type TasksDesk = Pick<
  Desk,
  | 'tasks'
  | 'arrangements'
  | 'logFilters'
  | 'logEnds'
  | 'taskTexts'
  | 'taskNotices'
  | 'changes'
  | 'records'
  | 'endsSeen'
  | 'targetsInUse'
  | 'pages'
  | 'runOnTasks'
>;

/** What shows the tasks, and what that needs to know. */
export function createTasksDesk(
  context: Context,
  desk: Parameters<typeof taskWatchOf>[1] & Omit<Parameters<typeof taskNoticesOf>[1], 'tasks' | 'changes' | 'records'>,
  onError: (error: unknown) => void,
): TasksDesk {
  const tasks = taskWatchOf(context, desk, onError);
  const logFilters = createLogFilters();
  const logEnds = createLogEnds({ ...desk, tasks }, onError);
  context.subscriptions.push(logEnds);
  const texts = createLiveTexts(context.subscriptions, onError);
  const taskTexts: Desk['taskTexts'] = {
    showLog: (place, task) => texts.show(task.name, task.id, liveTaskLog({ ...desk, tasks, logFilters }, place, task)),
  };
  const arrangements = createArrangements(context.workspaceState);
  const changes = changesOf(context, desk, onError);
  const kept = keptIn(context, { ...desk, tasks }, onError);
  const taskNotices = taskNoticesOf(context, { ...desk, ...kept, tasks, changes }, onError);
  const pages = createTaskPages({ ...desk, ...kept, tasks, taskNotices, changes, logEnds }, onError);
  return { tasks, arrangements, logFilters, logEnds, taskTexts, taskNotices, changes, ...kept, pages, runOnTasks };
}

/** What is kept of migrations, and what that tells of targets that are in use. */
function keptIn(
  { subscriptions, globalStorageUri }: Context,
  desk: Pick<Desk, 't' | 'log' | 'now' | 'notifier' | 'tasks'>,
  onError: (error: unknown) => void,
): Pick<Desk, 'records' | 'endsSeen' | 'targetsInUse'> {
  const journal = journalFolder(globalStorageUri.fsPath);
  const { now } = desk;
  const records = createMigrationRecords({ shared: openRecords(journal, now), own: createOwnRecords() }, now);
  const stores = { shared: openUsedTargets(journal, now), own: createOwnUsedTargets() };
  const targetsInUse = createTargetsInUse(stores, now);
  subscriptions.push(readWithFocus(targetsInUse.read, desk, onError), {
    dispose: tellOfTraps({ ...desk, targetsInUse, runOnTasks }, onError),
  });
  return { records, endsSeen: createEndsSeen(), targetsInUse };
}

function runOnTasks(command: string, taskIds: readonly string[]): void {
  const rows = taskIds.map((taskId) => ({ row: { taskId } }));
  commands.executeCommand(command, rows[0], rows);
}

function changesOf(
  { subscriptions, globalStorageUri }: Context,
  desk: Pick<Desk, 't' | 'log' | 'now'>,
  onError: (error: unknown) => void,
): Desk['changes'] {
  const shared = openChangeNotes(journalFolder(globalStorageUri.fsPath), desk.now);
  const changes = createChanges({ shared, own: createOwnChangeNotes() }, desk.now);
  subscriptions.push(readWithFocus(changes.read, desk, onError));
  return changes;
}

/** Reads it now, and whenever this window gets the focus: another one may have written since this one had it. */
function readWithFocus(
  read: () => Promise<void>,
  { t, log }: Pick<Desk, 't' | 'log'>,
  onError: (error: unknown) => void,
): Disposable {
  const readOrTell = () =>
    read().catch((error: unknown) => {
      if (error instanceof JournalProblem) log.error(journalTroubleText(error, t));
      else onError(error);
    });
  readOrTell();
  return window.onDidChangeWindowState(({ focused }) => focused && readOrTell());
}

/** What was marked is looked at wherever it is, as whoever is signed in and marked it. */
function taskNoticesOf(
  { subscriptions, globalStorageUri }: Context,
  desk: Parameters<typeof createTaskNotices>[0] &
    Parameters<typeof connectAsSaved>[0] &
    Parameters<typeof placeOfTasks>[0],
  onError: (error: unknown) => void,
): TaskNotices {
  const { now, wait, accounts } = desk;
  const journal = journalFolder(globalStorageUri.fsPath);
  const share = shareAmong(openSharedLooks(journal, now));
  const notices = createTaskNotices(
    desk,
    { shared: openNotices(journal, now), own: createOwnNotices(), onError },
    {
      connect: async (mark) => (workspace.isTrusted ? connectAsSaved(desk, mark) : undefined),
      watchAt: (place) => createTaskWatch({ now, wait, share, cutOverLag, place: async () => place, onError }),
      isHere: (place) => isPlaceHere(desk, place),
      runOnTask: (command, taskId) => runOnTasks(command, [taskId]),
    },
  );
  const unlisten = accounts.onChange(() => void notices.resume().catch(onError));
  subscriptions.push(notices, { dispose: unlisten });
  return notices;
}

/** They are other tasks where somebody else signs in, or the settings lead elsewhere. */
function taskWatchOf(
  { subscriptions, globalStorageUri }: Context,
  desk: Parameters<typeof placeOfTasks>[0],
  onError: (error: unknown) => void,
): TaskWatch {
  const { now, wait, accounts } = desk;
  const place = async () => (workspace.isTrusted ? placeOfTasks(desk) : 'untrusted');
  const share = shareAmong(openSharedLooks(journalFolder(globalStorageUri.fsPath), now));
  const tasks = createTaskWatch({ now, wait, place, share, cutOverLag, onError });
  subscriptions.push(
    tasks,
    { dispose: accounts.onChange(tasks.restart) },
    workspace.onDidGrantWorkspaceTrust(tasks.restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('dcs')) restartElsewhere(tasks, place).catch(onError);
    }),
    window.onDidChangeWindowState(({ focused }) => focused && tasks.hurry()),
  );
  return tasks;
}

/** A setting that leads to the same tasks leaves what is known of them. */
async function restartElsewhere(tasks: TaskWatch, place: () => Promise<TaskPlace | NoPlace>): Promise<void> {
  const { place: before } = tasks.sight();
  const after = await place().catch(() => undefined);
  const isSame = before !== undefined && typeof after === 'object' && isSamePlace(before, after);
  if (!isSame || before.connection.timeout !== after.connection.timeout) tasks.restart();
}
