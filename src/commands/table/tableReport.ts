import type { Translate } from '../../cloud/translate.ts';
import type { Written } from '../../desk/documents.ts';
import { markdownTable, markdownText } from '../../desk/markdownText.ts';
import { timeText } from '../../desk/timeText.ts';
import type { RowFile } from '../../task/table/rowFiles.ts';
import { describeFinding } from '../../task/table/rowFindingText.ts';
import type { ColumnRemark } from '../../task/table/tableProblems.ts';
import { describeColumn } from '../../task/table/tableProblemText.ts';

/** What would be written, and where. */
export interface TablePlan {
  /** The table, as a person knows it. */
  readonly source: string;
  readonly folder: string;
  readonly remarks: readonly ColumnRemark[];
  readonly files: readonly RowFile[];
}

/** What became of the file of a row; those that were not chosen have nothing. */
export type RowOutcome = Written | { readonly kind: 'notStarted' };

/** Characters of one cell. */
const longestCell = 500;

export function isWrong({ findings }: RowFile): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** What would be written, as Markdown. */
export function planText(plan: TablePlan, t: Translate): string {
  const rows = plan.files.map((file) => [...nameCells(file), findingsOf(file, t)].map(cellOf));
  const head = [t('Row'), t('Name'), t('File'), t('What Is Wrong or Unusual')];
  return textOf(t('Task Files to Be Written'), t('Nothing has been written yet.'), plan, markdownTable(head, rows), t);
}

/** What became of the rows, as Markdown to be kept. */
export function reportText(
  plan: TablePlan,
  outcomes: ReadonlyMap<RowFile, RowOutcome>,
  { counts, time }: { readonly counts: string; readonly time: Date },
  t: Translate,
): string {
  const rows = plan.files.map((file) => {
    const outcome = outcomes.get(file);
    const details = [outcome?.kind === 'failed' ? outcome.reason : '', findingsOf(file, t)];
    const cells = [
      ...nameCells(file),
      outcomeWord(file, outcome, t),
      details.filter((part) => part !== '').join(' · '),
    ];
    return cells.map(cellOf);
  });
  const head = [t('Row'), t('Name'), t('File'), t('Outcome'), t('Details')];
  return textOf(t('Task Files of {time}', { time: timeText(time, t) }), counts, plan, markdownTable(head, rows), t);
}

function textOf(
  heading: string,
  words: string,
  { source, folder, remarks }: TablePlan,
  table: string,
  t: Translate,
): string {
  const place = t('Table: {table}. Folder: {folder}.', { table: cellOf(source), folder: cellOf(folder) });
  const columns = remarks.map((remark) => `- ${cellOf(describeColumn(remark, t))}`).join('\n');
  return [`# ${heading}`, words, place, ...(columns === '' ? [] : [columns]), table].join('\n\n');
}

function nameCells({ row, name, fileName }: RowFile): readonly string[] {
  return [String(row), name, name === '' ? '' : fileName];
}

/** All that is to be said of a row. */
export function findingsOf({ findings }: RowFile, t: Translate): string {
  return findings.map((finding) => describeFinding(finding, t)).join(' · ');
}

/** One or two words for a column. */
function outcomeWord(file: RowFile, outcome: RowOutcome | undefined, t: Translate): string {
  if (outcome === undefined) return isWrong(file) ? t('wrong row') : t('not chosen');
  const words: Readonly<Record<RowOutcome['kind'], string>> = {
    written: t('written'),
    exists: t('existed already'),
    failed: t('not written'),
    notStarted: t('not started'),
  };
  return words[outcome.kind];
}

function cellOf(text: string): string {
  return markdownText(text, longestCell);
}
