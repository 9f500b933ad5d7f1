import type { Connection } from '../../cloud/connection.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { toldOfRetries } from '../../desk/openConnection.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { type CreateOutcome, findTaskOf, type Unanswered } from '../../task/create/create.ts';
import type { JournalProblem } from '../../task/journal/journal.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { CreateJob } from './createJob.ts';

/** The notification that a create goes on under. */
export interface Stage {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** Looks for the task of a create without a clean answer, under a notification of its own. */
export function lookForTask(desk: Desk, job: CreateJob, unanswered: Omit<Unanswered, 'kind'>): Promise<CreateOutcome> {
  return desk.notifier.progress(lookingTitle(job, desk.t), (signal, report) =>
    lookUnder(desk, job, unanswered, { signal, report }),
  );
}

/** The same under the notification that is there already. */
export function lookUnder(
  desk: Desk,
  job: CreateJob,
  unanswered: Omit<Unanswered, 'kind'>,
  { signal, report }: Stage,
): Promise<CreateOutcome> {
  const { t, log, journal } = desk;
  const { error } = unanswered;
  const what = lookingTitle(job, t);
  log.info(error === undefined ? what : t('{what}: {reason}', { what, reason: reasonOf(error, t) }));
  report(t('no clean answer; looking for the task in the list'));
  return findTaskOf(reporting(job.connection, report, t), unanswered, {
    journal,
    signal,
    onUnnoted: unnoted(desk),
    onLook: ({ number, pause }) =>
      report(t('not in the list yet (look {number}); next look in {seconds} s', { number, seconds: pause / 1000 })),
  });
}

export function lookingTitle(
  { body, ...place }: Pick<CreateJob, 'body' | 'sandbox' | 'connection'>,
  t: Translate,
): string {
  return placed(t('Looking whether migration task {name} was created', { name: shortened(body.name) }), place, t);
}

/** The connection, with the notification told of each pause. */
export function reporting(connection: Connection, report: (message: string) => void, t: Translate): Connection {
  return toldOfRetries(connection, ({ delay }) =>
    report(t('trying again in {seconds} s', { seconds: Math.ceil(delay / 1000) })),
  );
}

/** For a create whose outcome is known but cannot be written down: it will be looked for once more. */
export function unnoted({ t, log }: Pick<Desk, 't' | 'log'>): (problem: JournalProblem) => void {
  return (problem) => log.error(journalTroubleText(problem, t));
}
