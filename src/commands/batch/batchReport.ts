import type { Translate } from '../../cloud/translate.ts';
import { markdownTable, markdownText } from '../../desk/markdownText.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Place } from './batchFacts.ts';
import type { BatchPlan, PlannedTask } from './batchPlan.ts';
import { type BatchResult, countsText, outcomeWord, resultDetails } from './batchResult.ts';

/** Characters of one cell. */
const longestCell = 500;

/** Which cloud it is: nobody may take the sandbox for it, or one region for another. */
export function placeName({ sandbox, connection }: Pick<Place, 'sandbox' | 'connection'>, t: Translate): string {
  return sandbox ? t('Local Sandbox') : connection.region;
}

/** More columns of the table of what would be done. */
export interface MoreColumns {
  readonly heads: readonly string[];
  readonly cellsOf: (task: PlannedTask) => readonly string[];
}

/** The table of what would be done, as Markdown. */
export function planText(
  { wrong, tasks }: BatchPlan,
  t: Translate,
  { heads, cellsOf }: MoreColumns = { heads: [], cellsOf: () => [] },
): string {
  const rows = [
    ...wrong.map(({ file, name = '', region = '', reasons }) => [
      file.path,
      name,
      region,
      ...heads.map(() => ''),
      reasons.join(' '),
      '',
    ]),
    ...tasks.map((task) => {
      const { file, body, place, remarks, existing, twins } = task;
      const exists = [...existing, ...twins].join(' ');
      return [file.path, body.name, placeName(place, t), ...cellsOf(task), remarks.join(' '), exists];
    }),
  ];
  const end = [t('What Is Wrong or Unusual'), t('What Exists Already')];
  const head = [t('File'), t('Name'), t('Region'), ...heads, ...end];
  const table = markdownTable(
    head,
    rows.map((cells) => cells.map(cellOf)),
  );
  return [`# ${t('Migration Tasks to Be Created')}`, t('Nothing has been sent yet.'), table].join('\n\n');
}

/** What became of a file. */
export interface ReportRow extends Pick<BatchResult, 'file' | 'name' | 'region' | 'place'> {
  /** In one or two words. */
  readonly outcome: string;
  readonly taskId: string;
  readonly details: string;
}

/** What became of a batch, as Markdown to be kept. */
export function reportText(results: readonly BatchResult[], time: Date, t: Translate): string {
  return reportOf(
    results.map((result) => rowOf(result, t)),
    countsText(results, t),
    time,
    t,
  );
}

export function rowOf(result: BatchResult, t: Translate): ReportRow {
  const { file, name, region, place, outcome } = result;
  const taskId = outcome.kind === 'created' ? outcome.taskId : '';
  return { file, name, region, place, outcome: outcomeWord(outcome, t), taskId, details: resultDetails(result, t) };
}

/** Where all of it is in one place, that is said once: a table of few columns is read without scrolling. */
export function reportOf(results: readonly ReportRow[], counts: string, time: Date, t: Translate): string {
  const places = results.map(({ place, region = '' }) => [
    place === undefined ? region : placeName(place, t),
    place?.projectId ?? '',
  ]);
  const written = places.map((place) =>
    place
      .filter((part) => part !== '')
      .map(cellOf)
      .join(' · '),
  );
  const [first, ...others] = new Set(written.filter((text) => text !== ''));
  const rows = results.map((result, index) => {
    const { file, name = '', outcome, taskId, details } = result;
    const id = taskId === '' ? '' : unbroken(taskId);
    const where = others.length === 0 ? [] : (places[index] ?? []).map(cellOf);
    return [cellOf(file.path), cellOf(name), cellOf(outcome), id, cellOf(details), ...where];
  });
  const head = [t('File'), t('Name'), t('Outcome'), t('Task ID'), t('Details')];
  const placeHead = [t('Region'), t('Project')];
  return [
    `# ${t('Migration Tasks of {time}', { time: timeText(time, t) })}`,
    counts,
    ...(first === undefined || others.length > 0 ? [] : [`${placeHead.join(' · ')}: ${first}`]),
    markdownTable(others.length === 0 ? head : [...head, ...placeHead], rows),
  ].join('\n\n');
}

/** What is to be copied stands on one line. */
function unbroken(id: string): string {
  return `<nobr>${cellOf(id)}</nobr>`;
}

function cellOf(text: string): string {
  return markdownText(text, longestCell);
}
