import type { Translate } from '../../cloud/translate.ts';
import { markdownTable, markdownText } from '../../desk/markdownText.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Place } from './batchFacts.ts';
import type { BatchPlan } from './batchPlan.ts';
import { type BatchResult, countsText, outcomeWord, resultDetails } from './batchResult.ts';

/** Characters of one cell. */
const longestCell = 500;

/** Which cloud it is: nobody may take the sandbox for it, or one region for another. */
export function placeName({ sandbox, connection }: Pick<Place, 'sandbox' | 'connection'>, t: Translate): string {
  return sandbox ? t('Local Sandbox') : connection.region;
}

/** The table of what would be done, as Markdown. */
export function planText({ wrong, tasks }: BatchPlan, t: Translate): string {
  const rows = [
    ...wrong.map(({ file, name = '', region = '', reasons }) => [file.path, name, region, reasons.join(' '), '']),
    ...tasks.map(({ file, body, place, remarks, existing, twins }) => [
      file.path,
      body.name,
      placeName(place, t),
      remarks.join(' '),
      [...existing, ...twins].join(' '),
    ]),
  ];
  const head = [t('File'), t('Name'), t('Region'), t('What Is Wrong or Unusual'), t('What Exists Already')];
  const table = markdownTable(
    head,
    rows.map((cells) => cells.map(cellOf)),
  );
  return [`# ${t('Migration Tasks to Be Created')}`, t('Nothing has been sent yet.'), table].join('\n\n');
}

/**
 * What became of a batch, as Markdown to be kept. Where all of it is in one place, that is said once: a table of few columns is read
 * without scrolling.
 */
export function reportText(results: readonly BatchResult[], time: Date, t: Translate): string {
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
    const { file, name, outcome } = result;
    const taskId = outcome.kind === 'created' ? unbroken(outcome.taskId) : '';
    const cells = [cellOf(file.path), cellOf(name ?? ''), cellOf(outcomeWord(outcome, t)), taskId];
    const where = others.length === 0 ? [] : (places[index] ?? []).map(cellOf);
    return [...cells, cellOf(resultDetails(result, t)), ...where];
  });
  const head = [t('File'), t('Name'), t('Outcome'), t('Task ID'), t('Details')];
  const placeHead = [t('Region'), t('Project')];
  return [
    `# ${t('Migration Tasks of {time}', { time: timeText(time, t) })}`,
    countsText(results, t),
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
