import { Cancelled, SignedOut } from '../../cloud/errors.ts';
import { describeCloudError } from '../../cloud/explain/errorText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { TaskFileName } from '../../desk/ports.ts';
import type { CreateOutcome } from '../../task/create/create.ts';
import { outcomeMessage } from '../create/outcomeText.ts';
import type { Place } from './batchFacts.ts';
import type { BatchPlan, PlannedTask } from './batchPlan.ts';

/** What became of a file of a batch. */
export type BatchOutcome =
  | CreateOutcome
  /** It was not chosen because something like it exists, or that turned up in the last moment. */
  | { readonly kind: 'existed'; readonly lines: readonly string[] }
  | { readonly kind: 'wrong'; readonly reasons: readonly string[] }
  /** The person did not choose it. */
  | { readonly kind: 'leftOut' }
  /** The batch ended before its turn; nothing of it was sent. */
  | { readonly kind: 'notStarted' }
  /** A mistake of ours: the task may exist. */
  | { readonly kind: 'broken'; readonly error: unknown };

export interface BatchResult {
  readonly file: TaskFileName;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly place?: Place | undefined;
  /** The file whose unsaved text was sent, as the person knows it. */
  readonly unsavedFile?: string | undefined;
  readonly outcome: BatchOutcome;
}

/** A file that is wrong and a create that was withheld were refused by nobody: nothing of them left. */
type Tally = 'created' | 'existed' | 'refused' | 'unknown' | 'wrong' | 'notSent' | 'rest';

export function resultOf({ file, body, place, unsaved }: PlannedTask, outcome: BatchOutcome): BatchResult {
  const unsavedFile = unsaved ? file.path : undefined;
  return { file, place, outcome, name: body.name, region: place.connection.region, unsavedFile };
}

/** The files that nothing was done with, beside what was: in the order of the plan. */
export function wholeResult({ wrong, tasks }: BatchPlan, ran: ReadonlyMap<PlannedTask, BatchOutcome>): BatchResult[] {
  const untouched = (task: PlannedTask): BatchOutcome =>
    task.existing.length > 0 ? { kind: 'existed', lines: task.existing } : { kind: 'leftOut' };
  return [
    ...wrong.map(({ reasons, ...file }) => ({ ...file, outcome: { kind: 'wrong', reasons } as const })),
    ...tasks.map((task) => resultOf(task, ran.get(task) ?? untouched(task))),
  ];
}

/** A create that was called off before anything left has not begun. */
export function isNotStarted(outcome: BatchOutcome): boolean {
  return (
    outcome.kind === 'notStarted' ||
    (outcome.kind === 'notSent' && (outcome.error instanceof Cancelled || outcome.error instanceof SignedOut))
  );
}

/** What would come of the others as well: their tries would only lock the key, or take hours. */
export function endsAll(outcome: BatchOutcome, t: Translate): boolean {
  if (outcome.kind === 'broken' || outcome.kind === 'notSent') return true;
  if (outcome.kind !== 'refused') return false;
  const { error } = outcome;
  return error.facts.status === 429 || ['signIn', 'checkClock'].includes(describeCloudError(error, t).remedy);
}

/** Nothing was sent for it, so no line of the log tells of it yet. */
export function isUntold(outcome: BatchOutcome): boolean {
  return isNotStarted(outcome) || ['existed', 'wrong', 'leftOut'].includes(outcome.kind);
}

export function tallyOf(outcome: BatchOutcome): Tally {
  if (isNotStarted(outcome) || outcome.kind === 'leftOut' || outcome.kind === 'notStarted') return 'rest';
  return outcome.kind === 'broken' ? 'unknown' : outcome.kind;
}

export function countResults(outcomes: Iterable<BatchOutcome>): Readonly<Record<Tally, number>> {
  const counts = { created: 0, existed: 0, refused: 0, unknown: 0, wrong: 0, notSent: 0, rest: 0 };
  for (const outcome of outcomes) counts[tallyOf(outcome)] += 1;
  return counts;
}

export function countsText(results: readonly BatchResult[], t: Translate): string {
  const { wrong, notSent, ...counts } = countResults(results.map(({ outcome }) => outcome));
  return [
    t(
      '{created} created, {existed} existed already, {refused} refused, {unknown} not certain, {rest} not started.',
      counts,
    ),
    ...(wrong > 0 ? [t('Files with mistakes: {count}; nothing was sent of them.', { count: wrong })] : []),
    ...(notSent > 0 ? [t('Not sent: {count}; the report says why.', { count: notSent })] : []),
  ].join(' ');
}

/** One or two words for a column. */
export function outcomeWord(outcome: BatchOutcome, t: Translate): string {
  const words: Readonly<Record<Tally, string>> = {
    created: t('created'),
    existed: t('existed already'),
    refused: t('refused'),
    unknown: t('not certain'),
    wrong: t('wrong'),
    notSent: t('not sent'),
    rest: t('not started'),
  };
  return words[tallyOf(outcome)];
}

/** What is to be known besides the outcome itself; empty where that says it all. */
export function resultDetails({ outcome, name = '', unsavedFile }: BatchResult, t: Translate): string {
  if (outcome.kind === 'wrong') return outcome.reasons.join(' ');
  if (outcome.kind === 'existed') return outcome.lines.join(' ');
  if (outcome.kind === 'leftOut') return t('Not chosen.');
  if (isNotStarted(outcome) || outcome.kind === 'notStarted') return '';
  if (outcome.kind === 'broken') {
    return t('Something unexpected went wrong; it is not certain whether the task was created.');
  }
  if (outcome.kind === 'created' && outcome.how === 'answered' && unsavedFile === undefined) return '';
  return outcomeMessage(outcome, { name, unsavedFile }, t);
}
