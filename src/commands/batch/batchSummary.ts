import { reasonOf } from '../../cloud/explain/errorText.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk, TaskFileName } from '../../desk/ports.ts';
import { settleCreations } from '../settle/settleCreations.ts';
import { placeName, reportText } from './batchReport.ts';
import {
  type BatchResult,
  countResults,
  countsText,
  isNotStarted,
  outcomeWord,
  resultDetails,
  tallyOf,
} from './batchResult.ts';

/** Nothing of it exists, as far as is certain, and it was wanted. */
const failures: readonly ReturnType<typeof tallyOf>[] = ['refused', 'wrong', 'notSent'];

/** One line in the log. */
export function logResult({ t, log }: Pick<Desk, 't' | 'log'>, result: BatchResult): void {
  const { file, place, outcome } = result;
  const details = resultDetails(result, t);
  const cause = outcome.kind === 'broken' ? reasonOf(outcome.error, t) : '';
  const taskId = outcome.kind === 'created' ? outcome.taskId : '';
  const parts = [outcomeWord(outcome, t), taskId, details, cause].filter((part) => part !== '');
  const line = `${file.path}: ${parts.join(' · ')}`;
  const message = place === undefined ? line : placed(line, place, t);
  if ([...failures, 'unknown'].includes(tallyOf(outcome))) log.error(message);
  else log.info(message);
}

/** One notification with the counts, and what can be done about the rest. */
export function tellSummary(
  desk: Desk,
  results: readonly BatchResult[],
  retry: (files: readonly TaskFileName[]) => unknown,
): void {
  const { t, notifier, log, documents } = desk;
  const time = desk.now();
  const counts = inPlaces(countsText(results, t), results, t);
  const message = hasSignedOut(results)
    ? t('{counts} You have signed out, or switched to another account: the rest was not sent.', { counts })
    : counts;
  log.info(message);
  const { unknown, rest } = countResults(results.map(({ outcome }) => outcome));
  const failed = results.filter(({ outcome }) => failures.includes(tallyOf(outcome)));
  const open = results.filter(({ outcome }) => isNotStarted(outcome));
  const again = [...failed, ...open].map(({ file }) => file);
  const goOn = failed.length > 0 ? t('Retry the Failed') : t('Go On with the Rest');
  const buttons: Button[] = [
    { label: t('Open Report'), run: () => documents.openReport(reportText(results, time, t)) },
    ...(again.length > 0 ? [{ label: goOn, run: () => retry(again) }] : []),
    ...(unknown > 0 ? [{ label: t('Look Again'), run: () => settleCreations(desk) }] : []),
    { label: t('Open Log'), run: () => log.show() },
  ];
  notifier.tell(failed.length + unknown + rest > 0 ? 'warning' : 'info', message, buttons);
}

/** Why there is a rest. */
function hasSignedOut(results: readonly BatchResult[]): boolean {
  return results.some(({ place, outcome }) => isNotStarted(outcome) && place?.connection.session.over.aborted);
}

function inPlaces(message: string, results: readonly BatchResult[], t: Desk['t']): string {
  const places = results.flatMap(({ place }) => (place === undefined ? [] : [place]));
  const names = [...new Set(places.map((place) => placeName(place, t)))];
  const [first] = places;
  return first !== undefined && names.length === 1 ? placed(message, first, t) : `${names.join(', ')}: ${message}`;
}
