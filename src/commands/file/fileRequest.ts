import type { Uri } from 'vscode';
import { resolveTarget, type Target } from '../../account/target.ts';
import { shortenedPath } from '../../cloud/foreignText.ts';
import { type PreparedRequest, prepare } from '../../cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../cloud/services/migrationTasks.ts';
import { openConnection } from '../../desk/openConnection.ts';
import { openTaskFile, problemLine } from '../../desk/openedFile.ts';
import { type Desk, SettingProblem } from '../../desk/ports.ts';
import { type CreateTaskBody, requestBodySchema } from '../../task/file/taskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';

/** The request that a task file stands for, signed and not sent. */
export interface FileRequest {
  /** Of the file, as it is shown. */
  readonly name: string;
  /** What is suspicious in it but possible, in the user's language; one a line. */
  readonly warnings: readonly string[];
  readonly prepared: PreparedRequest;
  readonly body: CreateTaskBody;
  readonly target: Target;
  readonly sandbox: boolean;
}

/** Why a file stands for no request, in the user's language; one reason a line. */
interface NoRequest {
  readonly reasons: readonly string[];
}

/** Reads the file as it is now, unsaved changes included, and asks nobody: neither the person nor the cloud. */
export async function readFileRequest(desk: Desk, uri: Uri): Promise<FileRequest | NoRequest> {
  const { t } = desk;
  const file = await openTaskFile(desk, uri);
  if ('unreadable' in file) {
    return {
      reasons: [t('{file} cannot be read: {reason}', { file: shortenedPath(file.name), reason: file.unreadable })],
    };
  }
  const { task, problems } = file.parsed;
  if (task === undefined) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    return { reasons: errors.map((problem) => problemLine(file, problem, t)) };
  }
  const warnings = problems.map((problem) => problemLine(file, problem, t));
  try {
    const settings = desk.settings(uri);
    const account = await desk.accounts.current({ file: task.region, settings: settings.region });
    if (account === undefined) return { reasons: [t('You are not signed in: run DCS: Sign In.')] };
    const target = resolveTarget({ file: task, account, settings });
    if ('problem' in target) {
      const { region, accountRegion } = target;
      return {
        reasons: [
          t(
            'Goes to region {region}, but the project of your profile belongs to {accountRegion}. Add "project_id" with a project of {region} to the file, or sign in for that region.',
            { region, accountRegion },
          ),
        ],
      };
    }
    const connection = await openConnection(desk, account, target, settings, 'nobody');
    const body = requestBodySchema.parse(task);
    const prepared = prepare(connection, createOnlineMigrationTaskRequest(target.projectId, body));
    return { name: shortenedPath(file.name), warnings, prepared, body, target, sandbox: account.kind === 'sandbox' };
  } catch (error) {
    if (error instanceof SettingProblem) return { reasons: [error.message] };
    throw error;
  }
}

/** Signs in first where the file's request needs it; false when that was called off. */
export async function signedInFor(desk: Desk, uri: Uri): Promise<boolean> {
  const file = await openTaskFile(desk, uri);
  const region = 'unreadable' in file ? undefined : file.parsed.task?.region;
  return (await ensureAccount(desk, { file: region, settings: desk.settings(uri).region })) !== undefined;
}
