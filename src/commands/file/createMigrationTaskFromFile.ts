import type { Uri } from 'vscode';
import type { Account } from '../../account/account.ts';
import { type NoProject, nameOfProject, resolveTarget, type Target } from '../../account/target.ts';
import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import { openConnection } from '../../desk/openConnection.ts';
import { type OpenedFile, openTaskFile, problemLine } from '../../desk/openedFile.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import { offsetOfField, requestBodySchema, type TaskFile } from '../../task/file/taskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { signIn } from '../account/signIn.ts';
import { createMigrationTasks } from '../batch/createMigrationTasks.ts';
import { runCreate } from '../create/runCreate.ts';
import { acceptWarnings } from './acceptWarnings.ts';
import { pickTaskFile } from './pickTaskFile.ts';

/**
 * Creates the task of a file: the one given by the explorer or the editor, the active one, or one picked from the workspace. Several
 * selected files are a matter for the table.
 */
export async function createMigrationTaskFromFile(desk: Desk, argument: unknown, selected?: unknown): Promise<void> {
  const { documents, t } = desk;
  if (documents.selection(argument, selected).length > 1) return createMigrationTasks(desk, argument, selected);
  const uri = documents.given(argument) ?? (await pickTaskFile(desk, t('Create Migration Task from File')));
  if (uri !== undefined) await createOnce(desk, uri, documents.isClick(argument));
}

/** One at a time of each file; `isClick` where it was a click of ours that asked for this create. */
async function createOnce(desk: Desk, uri: Uri, isClick: boolean): Promise<void> {
  const { t, notifier } = desk;
  const { underWay } = desk.creations;
  const key = uri.toString();
  if (underWay.has(key)) {
    notifier.tell('info', t('The task of this file is being created already; wait for its answer.'));
    return;
  }
  underWay.add(key);
  try {
    await createFrom(desk, uri, isClick);
  } finally {
    underWay.delete(key);
  }
}

async function createFrom(desk: Desk, uri: Uri, isClick: boolean): Promise<void> {
  const file = await open(desk, uri);
  if (file === undefined) return;
  const { task } = file.parsed;
  if (task === undefined) return tellProblems(desk, file);
  const settings = desk.settings(uri);
  const account = await ensureAccount(desk, { file: task.region, settings: settings.region });
  if (!account) return;
  const target = resolveTarget({ file: task, account, settings });
  if ('problem' in target) return tellNoProject(desk, file, target);
  const warnings = file.parsed.problems.map((problem) => problemLine(file, problem, desk.t));
  const question = {
    message: desk.t('Create the task of {file} as it is?', { file: shortenedPath(file.name) }),
    yes: desk.t('Create Anyway'),
    no: desk.t('Do Not Create'),
  };
  const place = { region: target.region, project: nameOfProject(target.projectId, account) };
  const isFree = isClick || account.kind === 'sandbox';
  const accepted = isFree
    ? acceptWarnings(desk, warnings, question)
    : acceptCall(desk, file, task.name, place, warnings);
  if (!(await accepted)) return;
  await send(desk, file, task, account, target);
}

async function send(desk: Desk, file: OpenedFile, task: TaskFile, account: Account, target: Target): Promise<void> {
  const { t } = desk;
  // The name of a text that was never saved goes to the next one: what it holds by then, nobody has agreed to.
  const isSaved = file.uri.scheme !== 'untitled';
  const again = () => createOnce(desk, file.uri, isSaved);
  await runCreate(desk, {
    connection: await openConnection(desk, account, target, desk.settings(file.uri), desk),
    projectId: target.projectId,
    body: requestBodySchema.parse(task),
    sandbox: account.kind === 'sandbox',
    source: isSaved ? file.uri.toString() : undefined,
    unsavedFile: file.unsaved ? file.name : undefined,
    fix: (field) => openAt(desk, file, offsetOfField(file.parsed, field ?? 'name')),
    retry: { label: t('Try Again'), run: again },
    signInAgain: async () => {
      if (await signIn(desk)) {
        desk.notifier.tell(
          'info',
          t('Signed in. The task of {file} has not been created yet.', { file: shortenedPath(file.name) }),
          [{ label: t('Create It Now'), run: again }],
        );
      }
    },
  });
}

async function open(desk: Desk, uri: Uri): Promise<OpenedFile | undefined> {
  const { t, notifier } = desk;
  const file = await openTaskFile(desk, uri);
  if (!('unreadable' in file)) return file;
  const { unreadable: reason } = file;
  const name = shortenedPath(file.name);
  notifier.tell('error', t('{file} cannot be read ({reason}). Nothing was sent.', { file: name, reason }));
  return undefined;
}

/** One notification with the first error at its place; all of them in the log. */
function tellProblems(desk: Desk, file: OpenedFile): void {
  const { t, notifier, log } = desk;
  const errors = file.parsed.problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const lines = file.parsed.problems.map((problem) => problemLine(file, problem, t));
  log.error([t('Nothing was sent for {file}:', { file: shortenedPath(file.name) }), ...lines].join('\n  '));
  const message = problemLine(file, first, t);
  const whole =
    errors.length === 1
      ? t('{problem} Nothing was sent.', { problem: message })
      : t('{problem} There are {count} more mistakes. Nothing was sent.', {
          problem: message,
          count: errors.length - 1,
        });
  notifier.tell('error', whole, [openAt(desk, file, first), { label: t('Open Log'), run: () => log.show() }]);
}

function openAt({ t, documents }: Desk, { uri }: OpenedFile, place: { offset: number; length: number }): Button {
  return { label: t('Open the File'), run: () => documents.reveal(uri, place.offset, place.length) };
}

function tellNoProject(desk: Desk, file: OpenedFile, { region, accountRegion }: NoProject): void {
  const { t, notifier } = desk;
  const message = t(
    '{file} goes to region {region}, but the project of your profile belongs to {accountRegion}. Add "project_id" with a project of {region} to the file, or sign in for that region. Nothing was sent.',
    { file: shortenedPath(file.name), region, accountRegion },
  );
  notifier.tell('error', message, [
    openAt(desk, file, offsetOfField(file.parsed, 'region')),
    { label: t('Sign In…'), run: () => signIn(desk) },
  ]);
}

/** Menus and the palette can be imitated, by a task of the folder for one; and a machine must not start that nobody knows of. */
async function acceptCall(
  { t, prompter }: Desk,
  file: OpenedFile,
  name: string,
  place: { readonly region: string; readonly project: string },
  warnings: readonly string[],
): Promise<boolean> {
  const question = {
    message: t('Create migration task {name}?', { name: shortened(name) }),
    yes: t('Create Task'),
    no: t('Do Not Create'),
  };
  const where = t('From the file {file}, in {region}, project {project}.', {
    file: shortenedPath(file.name),
    region: regionLabel(place.region, t),
    project: shortened(place.project),
  });
  const consequence = t('It starts a migration machine, which is billed.');
  return (await prompter.confirm({ ...question, detail: [where, consequence, ...warnings].join('\n\n') })) === true;
}
