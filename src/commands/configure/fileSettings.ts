import type { Uri } from 'vscode';
import { resolveTarget } from '../../account/target.ts';
import { shortenedPath } from '../../cloud/foreignText.ts';
import { tellAccountChanged } from '../../desk/accountChange.ts';
import { type OpenedFile, openTaskFile, problemLine } from '../../desk/openedFile.ts';
import type { Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { Migration } from '../../task/file/migration/migrationSchema.ts';
import type { TaskFile } from '../../task/file/taskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { ableOf } from '../lifecycle/act.ts';
import { type Chosen, type ChosenTask, chooseTasks, mayDo, readTasks } from '../tasks/chosenTasks.ts';

/** What a file says that a task is to migrate. */
export interface FileSettings {
  readonly uri: Uri;
  /** Of the file, as it is shown. */
  readonly name: string;
  readonly task: TaskFile;
  readonly migration: Migration;
}

/** Reads a file, and the one of its tasks that it is about. Undefined where there is nothing to go on with, which is told. */
export async function settingsInFile(
  desk: Desk,
  uri: Uri,
): Promise<{ readonly settings: FileSettings; readonly chosen: Chosen } | undefined> {
  const found = await readSettings(desk, uri);
  if (found === undefined) return undefined;
  const read = await tasksOf(desk, found.settings);
  const chosen = read && (await taskOf(desk, read));
  return chosen && { settings: found.settings, chosen };
}

/** As {@link settingsInFile}; without a task where none is there yet that could be meant. */
export async function plannedInFile(
  desk: Desk,
  uri: Uri,
): Promise<{ readonly settings: FileSettings; readonly chosen: Chosen } | undefined> {
  const found = await readSettings(desk, uri);
  if (found === undefined) return undefined;
  const read = await tasksOf(desk, found.settings);
  if (read === undefined) return undefined;
  const isThere = read.own !== undefined || read.named.length > 0;
  const chosen = isThere ? await taskOf(desk, read) : { ...read.all, tasks: [] };
  return chosen && { settings: found.settings, chosen };
}

/** Undefined where the file does not say what is to be migrated, which is told. */
export async function readSettings(
  desk: Desk,
  uri: Uri,
): Promise<{ readonly settings: FileSettings; readonly file: OpenedFile } | undefined> {
  const { t, notifier } = desk;
  const file = await openTaskFile(desk, uri);
  const name = shortenedPath(file.name);
  if ('unreadable' in file) {
    const { unreadable: reason } = file;
    notifier.tell('error', t('{file} cannot be read ({reason}). Nothing was sent.', { file: name, reason }));
    return undefined;
  }
  const { task, migration } = file.parsed;
  if (task === undefined || migration === undefined) {
    tellMissing(desk, file);
    return undefined;
  }
  return { settings: { uri, name, task, migration }, file };
}

/** The first mistake of a file that stands in the way of what it says is to be migrated; undefined where it says nothing of that. */
export function mistakeIn({ parsed }: OpenedFile): OpenedFile['parsed']['problems'][number] | undefined {
  const { problems } = parsed;
  return problems.find(({ severity }) => severity === 'error') ?? problems.find((problem) => isOfSection(problem));
}

/** The first mistake that stands in the way, at its place. */
function tellMissing({ t, notifier, documents }: Desk, file: OpenedFile): void {
  const { parsed, name, uri } = file;
  const found = mistakeIn(file);
  const message =
    found === undefined
      ? t('{file} has no "migration" section, which says what is to be migrated. Nothing was sent.', {
          file: shortenedPath(name),
        })
      : t('{problem} Nothing was sent.', { problem: problemLine(file, found, t) });
  const { offset, length } = found ?? parsed.opening;
  notifier.tell('error', message, [{ label: t('Open the File'), run: () => documents.reveal(uri, offset, length) }]);
}

function isOfSection(problem: OpenedFile['parsed']['problems'][number]): boolean {
  const place = 'section' in problem ? problem.section : 'field' in problem ? problem.field : '';
  return String(place).split('.')[0] === 'migration';
}

/** The tasks of the place that a file goes to, and those among them that it may mean. */
interface TasksOfFile {
  readonly all: Chosen;
  /** The one that was created from it. */
  readonly own: ChosenTask | undefined;
  /** Those of its name that can be configured. */
  readonly named: readonly ChosenTask[];
}

async function tasksOf(desk: Desk, { uri, name, task }: FileSettings): Promise<TasksOfFile | undefined> {
  const { journal } = desk;
  const settings = desk.settings(uri);
  const account = await ensureAccount(desk, { file: task.region, settings: settings.region });
  if (account === undefined) return undefined;
  const target = resolveTarget({ file: task, account, settings });
  const read = await readTasks(desk);
  if (read === undefined) return undefined;
  const { connection, projectId } = read.place;
  if ('problem' in target || target.region !== connection.region || target.projectId !== projectId) {
    tellElsewhere(desk, name, target.region, connection.region);
    return undefined;
  }
  const created = await journal.createdFrom(uri.toString()).catch(() => []);
  const ids = created.flatMap(({ ending }) => (ending.kind === 'created' ? [ending.taskId] : []));
  const [own] = ids.flatMap((id) => read.tasks.filter((one) => one.id === id));
  const named = read.tasks.filter((one) => mayDo('configure')(one) && one.known.task.task_name === task.name);
  return { all: read, own, named };
}

/** The task that was created from the file, else one of its name, else one that is picked; of those that can be configured. */
async function taskOf(desk: Desk, { all: read, own, named }: TasksOfFile): Promise<Chosen | undefined> {
  // Never another of its name in place of the one that runs already.
  if (own !== undefined) return ableOf(desk, { ...read, tasks: [own] }, 'configure');
  const one = named.length === 1 ? named[0] : undefined;
  if (one !== undefined) return { ...read, tasks: [one] };
  const picked = await pickOne(desk, named);
  if (picked === undefined || isSamePlace(picked.place, read.place)) return picked;
  tellAccountChanged(desk);
  return undefined;
}

export function tellElsewhere({ t, notifier }: Desk, file: string, region: string, here: string): void {
  notifier.tell('error', elsewhereText(file, region, here, t));
}

/** Only what is seen here can be followed to its start. */
export function elsewhereText(file: string, region: string, here: string, t: Desk['t']): string {
  const values = { file, region: regionLabel(region, t), here: regionLabel(here, t) };
  return t(
    '{file} goes to region {region}, and not to the project whose migration tasks are shown here ({here}). Switch the profile, or correct "region" and "project_id". Nothing was sent.',
    values,
  );
}

function pickOne(desk: Desk, named: readonly ChosenTask[]): Promise<Chosen | undefined> {
  const { t } = desk;
  const ids = new Set(named.map(({ id }) => id));
  const fits = (one: ChosenTask) => mayDo('configure')(one) && (ids.size === 0 || ids.has(one.id));
  const choosing = {
    title: t('Configure and Start'),
    placeholder: t('Which migration task is to be configured?'),
    fits,
  };
  return chooseTasks(desk, { argument: undefined, selected: undefined }, choosing);
}
