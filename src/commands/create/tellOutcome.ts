import { Cancelled } from '../../cloud/errors.ts';
import { describeCloudError } from '../../cloud/explain/errorText.ts';
import type { Remedy } from '../../cloud/explain/explanation.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import { refreshUnsettled } from '../../desk/unsettled.ts';
import type { CreateOutcome, Unanswered, Unknown } from '../../task/create/create.ts';
import { type Creation, JournalProblem } from '../../task/journal/journal.ts';
import type { CreateJob } from './createJob.ts';
import { outcomeMessage } from './outcomeText.ts';
import { existingLine } from './secondYes.ts';

/** What can be done about a create without a known outcome. */
export interface Afterwards {
  readonly lookAgain: (unanswered: Omit<Unanswered, 'kind'>) => unknown;
  /** In place of the one without a known outcome. */
  readonly createAnyway: (creation: Creation) => unknown;
  /** Where the person comes back to it: the way to be rid of it. */
  readonly forget?: Button;
}

/** One notification, and a line in the log. */
export function tellOutcome(desk: Desk, job: CreateJob, outcome: CreateOutcome, afterwards: Afterwards): void {
  const { t, notifier, log } = desk;
  const openLog = { label: t('Open Log'), run: () => log.show() };
  const message = messageOf(outcome, job, t);
  const shown = placed(message, job, t);
  if (outcome.kind === 'created') {
    const { taskId } = outcome;
    log.info(shown);
    const copy = { label: t('Copy Task ID'), run: () => notifier.copy(taskId) };
    notifier.tell('info', shown, [copy, ...(job.onCreated ?? []), openLog]);
    return;
  }
  log.error(shown);
  if (outcome.kind === 'unknown') {
    notifier.tell('warning', shown, [...unknownButtons(desk, outcome, afterwards), openLog]);
    return;
  }
  const level = outcome.error instanceof Cancelled ? 'info' : 'error';
  notifier.tell(level, shown, [...nextButtons(desk, job, outcome.error), openLog]);
}

/** With the account it takes, where the list could not be read by the one at hand. */
export function messageOf(outcome: CreateOutcome, { body, unsavedFile, wanted }: CreateJob, t: Translate): string {
  const message = outcomeMessage(outcome, { name: body.name, unsavedFile }, t);
  const unread = outcome.kind === 'unknown' && outcome.finding.kind === 'notLooked';
  return unread && wanted !== undefined ? `${message} ${wanted}` : message;
}

function nextButtons(
  { keys, t }: Desk,
  job: CreateJob,
  error: Extract<CreateOutcome, { kind: 'notSent' }>['error'],
): Button[] {
  if (error instanceof JournalProblem) return [job.retry];
  const { remedy, field } = describeCloudError(error, t);
  const signIn = job.sandbox ? [] : [{ label: t('Sign In Again'), run: job.signInAgain }];
  if (remedy === 'signIn' && !job.sandbox) return signIn;
  if (remedy !== 'fixInput') return [retryOf(keys, job, remedy)];
  const fix = job.fix === undefined ? [] : [job.fix(field)];
  // The project is the profile's where no file names one.
  return field === 'project_id' ? [...fix, ...signIn] : fix;
}

/** A clock that was put right makes a key good that was refused for it. */
function retryOf(keys: Desk['keys'], { retry }: CreateJob, remedy: Remedy): Button {
  if (remedy !== 'checkClock') return retry;
  return {
    label: retry.label,
    async run() {
      await keys.forgive();
      await retry.run();
    },
  };
}

export function unknownButtons(desk: Desk, outcome: Unknown, afterwards: Afterwards): Button[] {
  const { t } = desk;
  const { creation, finding } = outcome;
  const again: Button = { label: t('Look Again'), run: () => afterwards.lookAgain(outcome) };
  const forget = afterwards.forget === undefined ? [] : [afterwards.forget];
  if (finding.kind === 'several') {
    return [{ label: t('Show Them'), run: () => pickItsTask(desk, creation, finding.tasks) }, again, ...forget];
  }
  if (finding.kind === 'notLooked') return [again, ...forget];
  return [again, { label: t('Create Anyway'), run: () => afterwards.createAnyway(creation) }, ...forget];
}

async function pickItsTask(
  desk: Desk,
  creation: Creation,
  tasks: Extract<Unknown['finding'], { kind: 'several' }>['tasks'],
): Promise<void> {
  const { t, prompter, journal, notifier } = desk;
  const reply = await prompter.pick<string>({
    title: t('Tasks That Fit: {name}', { name: shortened(creation.body.name) }),
    placeholder: t('Pick the one that was created; its task ID is copied'),
    choices: tasks.map((task) => ({
      label: task.task_id,
      icon: 'database',
      description: existingLine(task, t),
      value: task.task_id,
    })),
  });
  if (reply === undefined || reply === 'back' || !('value' in reply)) return;
  const taskId = reply.value;
  await orTellTrouble(desk, () => journal.close(creation, { kind: 'created', taskId, how: 'found' }));
  await notifier.copy(taskId);
  await refreshUnsettled(desk);
}
