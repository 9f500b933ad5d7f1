import type { Account } from '../../account/account.ts';
import { resolveTarget } from '../../account/target.ts';
import { shortenedPath } from '../../cloud/foreignText.ts';
import type { CreateOnlineMigrationTaskBody } from '../../cloud/services/migrationTasks.ts';
import { concurrently } from '../../desk/concurrently.ts';
import { type OpenedFile, openTaskFile, problemInFile } from '../../desk/openedFile.ts';
import { type Desk, SettingProblem, type Settings, type TaskFileName } from '../../desk/ports.ts';
import { requestBodySchema, type TaskFile } from '../../task/file/taskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { type FileSettings, mistakeIn } from '../configure/fileSettings.ts';

/** A file whose task cannot be created as things are. */
export interface WrongFile {
  readonly file: TaskFileName;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  /** What is wrong, in the user's language; at least one. */
  readonly reasons: readonly string[];
}

/** A file that holds a task. */
interface SoundFile {
  readonly file: TaskFileName;
  readonly task: TaskFile;
  readonly settings: Settings;
  readonly unsaved: boolean;
  /** What is unusual in it. */
  readonly remarks: readonly string[];
  readonly section: MigrationSection;
}

/** What a file says that its task is to migrate, or why that is not known. */
export type MigrationSection = FileSettings | { readonly mistake: string };

/** A task with the account that it would be created by, and where. */
export interface AddressedFile extends SoundFile {
  readonly account: Account;
  readonly region: string;
  readonly projectId: string;
  readonly body: CreateOnlineMigrationTaskBody;
}

const atOnce = 8;
/** Files between two breaths, in which the editor gets on with its own work. */
const breath = 50;

/** Reads and checks all of them; sends nothing. Undefined: it was called off. */
export async function readFiles(
  desk: Desk,
  files: readonly TaskFileName[],
): Promise<readonly (WrongFile | SoundFile)[] | undefined> {
  const { t, notifier } = desk;
  const title = t('Checking task files');
  return notifier.progress(title, async (signal, report) => {
    const read = await concurrently(files, atOnce, async (file, index) => {
      if (index % breath === 0) {
        report(t('{done} of {total}', { done: index, total: files.length }));
        await desk.wait(0);
      }
      return signal.aborted ? undefined : readOne(desk, file);
    });
    return signal.aborted ? undefined : read.filter((one) => one !== undefined);
  });
}

async function readOne(desk: Desk, file: TaskFileName): Promise<WrongFile | SoundFile> {
  const { t } = desk;
  if (file.unreadable !== undefined) return { file, reasons: [file.unreadable] };
  if (desk.creations.underWay.has(file.uri.toString())) {
    return { file, reasons: [beingCreated(t)] };
  }
  const opened = await openTaskFile(desk, file.uri);
  if ('unreadable' in opened) return { file, reasons: [opened.unreadable] };
  const { task } = opened.parsed;
  if (task === undefined) return { file, reasons: errorsOf(opened, t) };
  const { name, region } = task;
  try {
    const remarks = opened.parsed.problems.map((problem) => problemInFile(opened, problem, t));
    const section = sectionOf(opened, task, t);
    return { file, task, settings: desk.settings(file.uri), unsaved: opened.unsaved, remarks, section };
  } catch (error) {
    if (error instanceof SettingProblem) return { file, name, region, reasons: [error.message] };
    throw error;
  }
}

function sectionOf(file: OpenedFile, task: TaskFile, t: Desk['t']): MigrationSection {
  const { migration } = file.parsed;
  if (migration !== undefined) return { uri: file.uri, name: shortenedPath(file.name), task, migration };
  const found = mistakeIn(file);
  return {
    mistake:
      found === undefined
        ? t('It has no "migration" section, which says what is to be migrated.')
        : problemInFile(file, found, t),
  };
}

export function beingCreated(t: Desk['t']): string {
  return t('The task of this file is being created already; wait for its answer.');
}

function errorsOf(opened: OpenedFile, t: Desk['t']): string[] {
  const errors = opened.parsed.problems.filter(({ severity }) => severity === 'error');
  return errors.map((problem) => problemInFile(opened, problem, t));
}

/** Finds out as whom and where each would be created; signs in where that is needed. Undefined: that was called off. */
export async function addressFiles(
  desk: Desk,
  files: readonly SoundFile[],
): Promise<readonly (WrongFile | AddressedFile)[] | undefined> {
  const accounts = new Map<string, Account>();
  const addressed: (WrongFile | AddressedFile)[] = [];
  for (const sound of files) {
    const sources = { file: sound.task.region, settings: sound.settings.region };
    const key = JSON.stringify(sources);
    const account = accounts.get(key) ?? (await ensureAccount(desk, sources));
    if (account === undefined) return undefined;
    accounts.set(key, account);
    addressed.push(address(sound, account, desk.t));
  }
  return addressed;
}

function address(sound: SoundFile, account: Account, t: Desk['t']): WrongFile | AddressedFile {
  const { file, task, settings } = sound;
  const target = resolveTarget({ file: task, account, settings });
  if (!('problem' in target)) return { ...sound, ...target, account, body: requestBodySchema.parse(task) };
  const { region, accountRegion } = target;
  const reason = t(
    'Goes to region {region}, but the project of your profile belongs to {accountRegion}. Add "project_id" with a project of {region} to the file, or sign in for that region.',
    { region, accountRegion },
  );
  return { file, name: task.name, region, reasons: [reason] };
}
