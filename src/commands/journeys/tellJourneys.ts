import { placed } from '../../desk/placed.ts';
import type { Button, Desk, TaskFileName } from '../../desk/ports.ts';
import { reportOf } from '../batch/batchReport.ts';
import { isNotStarted, isUntold, tallyOf } from '../batch/batchResult.ts';
import { logResult } from '../batch/batchSummary.ts';
import { configureAndStart } from '../configure/configureAndStart.ts';
import { settleCreations } from '../settle/settleCreations.ts';
import { countJourneys, type JourneyResult, journeyCountsText, journeyRow } from './journeyEnd.ts';

/** One notification with the counts, and how to go on with what is left; the report has all of it. */
export function tellJourneys(
  desk: Desk,
  results: readonly JourneyResult[],
  retry: (files: readonly TaskFileName[]) => unknown,
): void {
  const { t, notifier, log } = desk;
  for (const { created } of results) if (isUntold(created.outcome)) logResult(desk, created);
  const message = messageOf(results, t);
  log.info(message);
  const { started } = countJourneys(results);
  const isAllRight = started === results.length;
  notifier.tell(isAllRight ? 'info' : 'warning', message, buttonsOf(desk, results, retry));
}

function messageOf(results: readonly JourneyResult[], t: Desk['t']): string {
  const counts = countJourneys(results);
  const places = results.flatMap(({ created: { place } }) => place ?? []);
  const isOver = places.some(({ connection }) => connection.session.over.aborted);
  const text = [
    journeyCountsText(counts, t),
    ...(isOver
      ? [t('You have signed out, or switched to another account: the rest was neither sent nor started.')]
      : []),
    ...(counts.startable > 0
      ? [
          t('Waiting to be started, and billed: {count}; Configure and Start… goes on with what was entered.', {
            count: counts.startable,
          }),
        ]
      : []),
  ].join(' ');
  const [first] = places;
  return first === undefined ? text : placed(text, first, t);
}

function buttonsOf(
  desk: Desk,
  results: readonly JourneyResult[],
  retry: (files: readonly TaskFileName[]) => unknown,
): readonly Button[] {
  const { t, log, documents } = desk;
  const time = desk.now();
  const { startable, creates } = countJourneys(results);
  const open = () => {
    const rows = results.map((result) => journeyRow(result, t));
    return documents.openReport(reportOf(rows, journeyCountsText(countJourneys(results), t), time, t));
  };
  const filesOf = (fits: (result: JourneyResult) => boolean) => results.filter(fits).map(({ created }) => created.file);
  const failed = filesOf(({ created }) => ['refused', 'wrong', 'notSent'].includes(tallyOf(created.outcome)));
  const again = [...failed, ...filesOf(({ created }) => isNotStarted(created.outcome))];
  const label = failed.length > 0 ? t('Retry the Failed') : t('Go On with the Rest');
  const configure = () => configureAndStart(desk, { argument: undefined, selected: undefined });
  return [
    { label: t('Open Report'), run: open },
    ...(startable > 0 ? [{ label: t('Configure and Start…'), run: configure }] : []),
    ...(again.length > 0 ? [{ label, run: () => retry(again) }] : []),
    ...(creates.unknown > 0 ? [{ label: t('Look Again'), run: () => settleCreations(desk) }] : []),
    { label: t('Open Log'), run: () => log.show() },
  ];
}
