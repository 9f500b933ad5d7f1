import { Cancelled } from '../../cloud/errors.ts';
import { describeCloudError, type ErrorText, reasonOf, sentenceOf } from '../../cloud/explain/errorText.ts';
import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { timeText } from '../../desk/timeText.ts';
import type { CreateOutcome, Unknown } from '../../task/create/create.ts';
import { JournalProblem } from '../../task/journal/journal.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';

/** The name a task was given and, where its text is not in the file, the file whose editor it comes from. */
interface TaskName {
  readonly name: string;
  readonly unsavedFile?: string | undefined;
}

type Created = Extract<CreateOutcome, { kind: 'created' }>;

/** What is certain, how that is known, and what to do. */
export function outcomeMessage(outcome: CreateOutcome, task: TaskName, t: Translate): string {
  const name = shortened(task.name);
  if (outcome.kind === 'created') return createdMessage(outcome, task, t);
  if (outcome.kind === 'unknown') return unknownMessage(outcome, name, t);
  if (outcome.error instanceof JournalProblem) {
    const reason = journalProblemText(outcome.error, t);
    return t('Migration task {name} was not created. {reason}', { name, reason });
  }
  if (outcome.error instanceof Cancelled)
    return t('Migration task {name} was not created: cancelled in time.', { name });
  const reason = sentenceOf(describeCloudError(outcome.error, t), t);
  return t('Migration task {name} was not created. {reason}', { name, reason });
}

function createdMessage(outcome: Created, { name: fullName, unsavedFile }: TaskName, t: Translate): string {
  const name = shortened(fullName);
  const taskId = shortened(outcome.taskId);
  if (outcome.how === 'found') {
    return t(
      'Migration task {name} was created with task ID {taskId}. The answer was lost; the task was found in the list of the project, the only one that fits by its name, its time and its networks.',
      { name, taskId },
    );
  }
  if (unsavedFile === undefined) return t('Migration task {name} was created with task ID {taskId}.', { name, taskId });
  const file = shortenedPath(unsavedFile);
  return t('Migration task {name} was created from the unsaved text of {file} with task ID {taskId}.', {
    name,
    file,
    taskId,
  });
}

function unknownMessage({ error, finding }: Unknown, name: string, t: Translate): string {
  const meaning =
    error === undefined
      ? t('It is not certain whether migration task {name} was created: no clean answer came.', { name })
      : t('It is not certain whether migration task {name} was created: {meaning}', {
          name,
          meaning: withEvidence(describeCloudError(error, t), t),
        });
  return t('{what} {found}', { what: meaning, found: findingText(finding, t) });
}

function withEvidence({ meaning, evidence }: ErrorText, t: Translate): string {
  return evidence === '' ? meaning : t('{meaning} ({evidence})', { meaning, evidence });
}

function findingText(finding: Unknown['finding'], t: Translate): string {
  if (finding.kind === 'none') {
    const none = t(
      'It was looked for until {time}, and no task in the list of the project fits. Lists can lag behind: look again before you create it anyway; a second task is a second bill.',
      { time: timeText(finding.until, t) },
    );
    if (finding.error === undefined || finding.error instanceof Cancelled) return none;
    return t('{what} {found}', {
      what: none,
      found: t('After that the list could not be read: {reason}', { reason: reasonOf(finding.error, t) }),
    });
  }
  if (finding.kind === 'several') {
    const count = finding.tasks.length;
    return count === 1
      ? t('One task of that name has appeared until {time}, but whether it is this one cannot be told for certain.', {
          time: timeText(finding.until, t),
        })
      : t('{count} tasks in the list of the project fit, so which one it is cannot be told.', { count });
  }
  if (finding.error instanceof Cancelled) {
    return t(
      'It has not been looked for in the list of the project. Look for it before you create it again; a second task is a second bill.',
    );
  }
  return t(
    'The list of the project could not be read: {reason} Look for the task in the DCS console under Data Migration before you create it again; a second task is a second bill.',
    { reason: reasonOf(finding.error, t) },
  );
}
