import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { followCreated } from '../../desk/tasks/following.ts';
import { refreshUnsettled } from '../../desk/unsettled.ts';
import { type CreateOutcome, sendCreate, type Unanswered } from '../../task/create/create.ts';
import { lookUpName, type NameCheck } from '../../task/create/sameName.ts';
import { type Creation, JournalProblem } from '../../task/journal/journal.ts';
import type { CreateJob } from './createJob.ts';
import { creationDraft } from './creationDraft.ts';
import { lookForTask, lookUnder, reporting, type Stage, unnoted } from './lookForTask.ts';
import { acceptAnother } from './secondYes.ts';
import { type Afterwards, tellOutcome } from './tellOutcome.ts';

/**
 * Creates the task under one progress notification, looks for it where no clean answer came, and says in one notification, and
 * in the log, what is certain. Undefined: the person decided against it, and nothing was sent.
 */
export async function runCreate(desk: Desk, job: CreateJob): Promise<CreateOutcome | undefined> {
  const outcome = await createAndTell(desk, job);
  if (outcome?.kind === 'created') await job.onward?.(outcome);
  return outcome;
}

async function createAndTell(desk: Desk, job: CreateJob): Promise<CreateOutcome | undefined> {
  try {
    const ended = await desk.notifier.progress(progressTitle(job, desk.t), (signal, report) =>
      attempt(desk, job, { signal, report }),
    );
    if (ended === undefined) return undefined;
    // Cancelled after it may have left: the notification is gone, and another one says that it is looked for.
    return conclude(desk, job, ended.kind === 'unanswered' ? await lookForTask(desk, job, ended) : ended);
  } finally {
    await refreshUnsettled(desk);
  }
}

async function attempt(desk: Desk, job: CreateJob, stage: Stage): Promise<CreateOutcome | Unanswered | undefined> {
  const { t, journal } = desk;
  const { connection, projectId, body } = job;
  if (await hasAccountChanged(desk, job)) {
    tellAccountChanged(desk);
    return undefined;
  }
  stage.report(t('looking for tasks of that name'));
  const check = await lookUpName(reporting(connection, stage.report, t), projectId, body.name, stage.signal);
  if (check.kind === 'failed') return { kind: 'notSent', error: check.error };
  const creation = await decide(desk, job, check);
  if (creation === undefined) return undefined;
  if (creation instanceof JournalProblem) return { kind: 'notSent', error: creation };
  try {
    const sent = await send(desk, job, creation, stage);
    if (sent.kind === 'created' || sent.kind === 'unanswered') await giveUp(desk, job.instead);
    const look = sent.kind === 'unanswered' && !stage.signal.aborted;
    return look ? await lookUnder(desk, job, sent, stage) : sent;
  } finally {
    await journal.release(creation);
  }
}

/** Notes the create, so that another window sees it, before anybody is asked whether it shall be. Undefined: it shall not. */
async function decide(
  desk: Desk,
  job: CreateJob,
  check: Exclude<NameCheck, { kind: 'failed' }>,
): Promise<Creation | JournalProblem | undefined> {
  try {
    const creation = await desk.journal.claim(creationDraft(job, job.body, job.source, check));
    let accepted = false;
    try {
      accepted = await acceptAnother(desk, creation, check, job.instead);
      return accepted ? creation : undefined;
    } finally {
      if (!accepted) await desk.journal.close(creation, { kind: 'notCreated' });
    }
  } catch (error) {
    if (error instanceof JournalProblem) return error;
    throw error;
  }
}

/** The create that was given up stays open until the one in its place has left: nothing may be lost in between. */
async function giveUp(desk: Desk, instead: Creation | undefined): Promise<void> {
  if (instead === undefined) return;
  await orTellTrouble(desk, () => desk.journal.close(instead, { kind: 'dismissed' }));
}

/** Looks, once more or for the first time, for the task of a create without an answer, and says what was found. */
async function lookAgain(desk: Desk, job: CreateJob, unanswered: Omit<Unanswered, 'kind'>): Promise<CreateOutcome> {
  const look = async () => conclude(desk, job, await lookForTask(desk, job, unanswered));
  return look().finally(() => refreshUnsettled(desk));
}

function send(desk: Desk, job: CreateJob, creation: Creation, stage: Stage): ReturnType<typeof sendCreate> {
  const { t, log, journal } = desk;
  const { signal, report } = stage;
  log.info(progressTitle(job, t));
  report(t('waiting for the answer'));
  return sendCreate(reporting(job.connection, report, t), creation, { journal, signal, onUnnoted: unnoted(desk) });
}

function conclude(desk: Desk, job: CreateJob, outcome: CreateOutcome): CreateOutcome {
  // What is found out much later goes no further by a yes of then.
  tellOutcome(desk, job, outcome, afterwards(desk, { ...job, onward: undefined }));
  followCreated(desk.taskNotices, job, job.body.name, outcome);
  return outcome;
}

export function afterwards(desk: Desk, job: CreateJob): Afterwards {
  return {
    lookAgain: (unanswered) => lookAgain(desk, job, unanswered),
    createAnyway: (creation) => runCreate(desk, { ...job, instead: creation }),
  };
}

function progressTitle({ body, unsavedFile, ...place }: CreateJob, t: Translate): string {
  const name = shortened(body.name);
  const title =
    unsavedFile === undefined
      ? t('Creating migration task {name}', { name })
      : t('Creating migration task {name} from the unsaved text of {file}', { name, file: shortenedPath(unsavedFile) });
  return placed(title, place, t);
}
