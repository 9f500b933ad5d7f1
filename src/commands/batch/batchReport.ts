import type { Translate } from '../../cloud/translate.ts';
import { markdownText } from '../../desk/markdownText.ts';
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
  return [`# ${t('Migration Tasks to Be Created')}`, t('Nothing has been sent yet.'), tableOf(head, rows)].join('\n\n');
}

/** What became of a batch, as Markdown to be kept. */
export function reportText(results: readonly BatchResult[], time: Date, t: Translate): string {
  const rows = results.map((result) => {
    const { file, place, name, region = '', outcome } = result;
    return [
      file.path,
      name ?? '',
      outcomeWord(outcome, t),
      outcome.kind === 'created' ? outcome.taskId : '',
      resultDetails(result, t),
      place === undefined ? region : placeName(place, t),
      place?.projectId ?? '',
    ];
  });
  const head = [t('File'), t('Name'), t('Outcome'), t('Task ID'), t('Details'), t('Region'), t('Project')];
  return [
    `# ${t('Migration Tasks of {time}', { time: timeText(time, t) })}`,
    countsText(results, t),
    tableOf(head, rows),
  ].join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => markdownText(cell, longestCell)).join(' | ')} |`;
  return `${[line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n')}\n`;
}
