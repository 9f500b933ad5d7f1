import type { Translate } from '../../cloud/translate.ts';
import { type ReportRow, rowOf } from '../batch/batchReport.ts';
import { type BatchResult, countResults } from '../batch/batchResult.ts';
import { type Journey, warningsOf } from './journey.ts';

/** What became of a task that was created. `unclear`: nobody has said whether it has started. */
export interface JourneyEnd {
  readonly kind: 'started' | 'notStarted' | 'unclear';
  /** In the user's language; empty where it has started. */
  readonly reason: string;
  /** It is not there any more, or can be started no more. */
  readonly isOver?: true;
}

export function notStarted(reason: string): JourneyEnd {
  return { kind: 'notStarted', reason };
}

/** What was planned for it makes no sense any more. */
export function overBefore(reason: string): JourneyEnd {
  return { kind: 'notStarted', reason, isOver: true };
}

/** What became of a file. */
export interface JourneyResult {
  readonly created: BatchResult;
  /** Undefined where the file is wrong. */
  readonly journey: Journey | undefined;
  /** Of what was created. */
  readonly end: JourneyEnd | undefined;
}

/** How many came to what. */
interface JourneyCounts {
  readonly started: number;
  /** Created, and not started. */
  readonly waiting: number;
  /** Of these, what can be started still. */
  readonly startable: number;
  readonly unclear: number;
  readonly creates: ReturnType<typeof countResults>;
}

export function countJourneys(results: readonly JourneyResult[]): JourneyCounts {
  const count = (kind: JourneyEnd['kind']) => results.filter(({ end }) => end?.kind === kind).length;
  return {
    started: count('started'),
    waiting: count('notStarted'),
    startable: results.filter(({ end }) => end?.kind === 'notStarted' && end.isOver === undefined).length,
    unclear: count('unclear'),
    creates: countResults(results.map(({ created }) => created.outcome)),
  };
}

export function journeyCountsText({ started, waiting, unclear, creates }: JourneyCounts, t: Translate): string {
  const { existed, refused, unknown, wrong, notSent, rest } = creates;
  const values = { started, waiting, existed, refused, unknown: unknown + unclear, rest };
  return [
    t(
      '{started} started, {waiting} created and not started, {unknown} not certain, {existed} existed already, {refused} refused, {rest} not begun.',
      values,
    ),
    ...(wrong > 0 ? [t('Files with mistakes: {count}; nothing was sent of them.', { count: wrong })] : []),
    ...(notSent > 0 ? [t('Not sent: {count}; the report says why.', { count: notSent })] : []),
  ].join(' ');
}

export function journeyRow({ created, journey, end }: JourneyResult, t: Translate): ReportRow {
  const row = rowOf(created, t);
  if (created.outcome.kind === 'leftOut' && journey !== undefined) {
    return { ...row, details: [row.details, ...warningsOf(journey)].join(' ') };
  }
  if (end === undefined) return row;
  const details = [row.details, end.reason].filter((text) => text !== '').join(' ');
  return { ...row, outcome: endWord(end, t), details };
}

export function endWord({ kind }: JourneyEnd, t: Translate): string {
  switch (kind) {
    case 'started':
      return t('started');
    case 'notStarted':
      return t('created, not started');
    case 'unclear':
      return t('created, start not certain');
  }
}
