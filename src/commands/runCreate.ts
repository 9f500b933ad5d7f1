import type { CreateOnlineMigrationTaskBody } from '../cloud/dcs.ts';
import type { TaskField } from '../cloud/errorCatalogue.ts';
import { Cancelled } from '../cloud/errors.ts';
import { describeCloudError, type ErrorText, sentenceOf, shortened } from '../cloud/errorText.ts';
import type { Connection } from '../cloud/http.ts';
import type { Translate } from '../cloud/translate.ts';
import { type CreateOutcome, createTask } from '../task/create.ts';
import type { Button, Desk } from './ports.ts';

/** A create that was decided on, and what the person may do next. */
export interface CreateJob {
  readonly connection: Connection;
  readonly projectId: string;
  readonly body: CreateOnlineMigrationTaskBody;
  readonly sandbox: boolean;
  /** The file whose unsaved text is sent, as the person knows it. */
  readonly unsavedFile?: string | undefined;
  /** Buttons after a success, before Open Log. */
  readonly onCreated?: readonly Button[];
  /** The button that leads to where a refused value can be changed. */
  readonly fix: (field: TaskField | undefined) => Button;
  /** The button for what passes or is put right elsewhere; only shown where nothing was created. */
  readonly retry: Button;
  readonly signInAgain: () => unknown;
}

/** Creates the task under a progress notification and says in one notification, and in the log, what came of it. */
export async function runCreate(desk: Desk, job: CreateJob): Promise<CreateOutcome> {
  const { t, notifier } = desk;
  const title = progressTitle(job, t);
  // Before it is sent, so that a window closed meanwhile leaves a trace.
  desk.log.info(title);
  const outcome = await notifier.progress(title, (signal) =>
    createTask(job.connection, job.projectId, job.body, signal),
  );
  report(desk, job, outcome);
  return outcome;
}

function progressTitle(job: CreateJob, t: Translate): string {
  const { body, unsavedFile } = job;
  const name = shortened(body.name);
  const title =
    unsavedFile === undefined
      ? t('Creating migration task {name}', { name })
      : t('Creating migration task {name} from the unsaved text of {file}', { name, file: shortened(unsavedFile) });
  return placed(title, job, t);
}

/** Which cloud it is comes first: nobody may take the sandbox for the cloud, or one region for another. */
function placed(message: string, { sandbox, connection }: CreateJob, t: Translate): string {
  return sandbox ? t('Sandbox: {message}', { message }) : `${connection.region}: ${message}`;
}

function report(desk: Desk, job: CreateJob, outcome: CreateOutcome): void {
  const { t, notifier, log } = desk;
  const openLog = { label: t('Open Log'), run: () => log.show() };
  const message = outcomeMessage(outcome, job, t);
  const shown = placed(message, job, t);
  if (outcome.kind === 'created') {
    const { taskId } = outcome;
    log.info(shown);
    const copy = { label: t('Copy Task ID'), run: () => notifier.copy(taskId) };
    notifier.tell('info', shown, [copy, ...(job.onCreated ?? []), openLog]);
    return;
  }
  log.error(shown);
  const level = outcome.kind === 'unknown' ? 'warning' : outcome.error instanceof Cancelled ? 'info' : 'error';
  const text = describeCloudError(outcome.error, t);
  notifier.tell(level, shown, [...nextButtons(job, outcome.kind, text, t), openLog]);
}

/** Two sentences: what is certain, and what to do. */
export function outcomeMessage(
  outcome: CreateOutcome,
  { body, unsavedFile }: Pick<CreateJob, 'body' | 'unsavedFile'>,
  t: Translate,
): string {
  const name = shortened(body.name);
  if (outcome.kind === 'created') {
    const taskId = shortened(outcome.taskId);
    return unsavedFile === undefined
      ? t('Migration task {name} was created with task ID {taskId}.', { name, taskId })
      : t('Migration task {name} was created from the unsaved text of {file} with task ID {taskId}.', {
          name,
          file: shortened(unsavedFile),
          taskId,
        });
  }
  const text = describeCloudError(outcome.error, t);
  if (outcome.kind === 'unknown') {
    return t(
      'It is not certain whether migration task {name} was created: {meaning}{evidence} Look for it in the DCS console under Data Migration before you create it again; a second task is a second bill.',
      { name, meaning: text.meaning, evidence: text.evidence === '' ? '' : ` (${text.evidence})` },
    );
  }
  if (outcome.error instanceof Cancelled)
    return t('Migration task {name} was not created: cancelled before anything was sent.', { name });
  return t('Migration task {name} was not created. {reason}', { name, reason: sentenceOf(text, t) });
}

function nextButtons(
  job: CreateJob,
  kind: CreateOutcome['kind'],
  { remedy, field }: ErrorText,
  t: Translate,
): Button[] {
  if (kind === 'unknown') return [];
  if (remedy === 'signIn' && !job.sandbox) return [{ label: t('Sign In Again'), run: job.signInAgain }];
  return [remedy === 'fixInput' ? job.fix(field) : job.retry];
}
