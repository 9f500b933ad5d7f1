import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import type { Desk, Tickable } from '../../desk/ports.ts';
import type { RowFile } from '../../task/table/rowFiles.ts';
import { describeFinding } from '../../task/table/rowFindingText.ts';
import type { ColumnRemark } from '../../task/table/tableProblems.ts';
import { describeColumn, titleText } from '../../task/table/tableProblemText.ts';
import { findingsOf, isWrong, planText, type TablePlan } from './tableReport.ts';

/** Shows every row with what is wrong, and gives those to be written; nothing is written before. Undefined: none. */
export async function chooseRows(desk: Desk, plan: TablePlan): Promise<readonly RowFile[] | undefined> {
  const { t, prompter, documents, notifier } = desk;
  const wrong = plan.files.filter(isWrong);
  const sound = plan.files.filter((file) => !isWrong(file));
  const sorted = [
    ...sound.filter(({ findings }) => findings.length > 0),
    ...sound.filter(({ findings }) => findings.length === 0),
  ];
  const chosen = await prompter.pickMany<RowFile | undefined>({
    title: [
      t('New Task Files from a Table'),
      shortenedPath(plan.folder),
      t('rows: {count}, wrong: {wrong}', { count: plan.files.length, wrong: wrong.length }),
    ].join(' · '),
    placeholder:
      sound.length === 0
        ? t('No file can be written from this table as it is. Correct it and run the command again.')
        : t('Tick the rows to write a task file for. Nothing has been written yet, and no file is replaced.'),
    choices: [
      ...plan.remarks.map((remark) => columnRow(remark, t)),
      ...wrong.map((file) => wrongRow(file, t)),
      ...sorted.map((file) => soundRow(file, t)),
    ],
    aside: { label: t('Show as Table'), icon: 'table', run: () => documents.openReport(planText(plan, t)) },
  });
  const files = chosen?.filter((file) => file !== undefined);
  if (files?.length === 0) notifier.tell('info', t('Nothing was ticked, so nothing was written.'));
  return files?.length === 0 ? undefined : files;
}

function columnRow(remark: ColumnRemark, t: Desk['t']): Tickable<undefined> {
  const text = describeColumn(remark, t);
  const label = 'title' in remark ? t('Column {title}', { title: titleText(remark.title) }) : t('Missing columns');
  return {
    label,
    detail: text,
    icon: 'info',
    group: t('About the Columns'),
    unusable: text,
    ticked: false,
    value: undefined,
  };
}

function wrongRow(file: RowFile, t: Desk['t']): Tickable<undefined> {
  const errors = file.findings.filter(({ severity }) => severity === 'error').map((one) => describeFinding(one, t));
  const [first = '', ...more] = errors;
  const reason = more.length === 0 ? first : t('{problem} (and {count} more)', { problem: first, count: more.length });
  const group = t('Cannot be written');
  return { ...rowOf(file, t), detail: reason, group, unusable: reason, ticked: false, value: undefined };
}

function soundRow(file: RowFile, t: Desk['t']): Tickable<RowFile> {
  const isClear = file.findings.length === 0;
  return {
    ...rowOf(file, t),
    detail: findingsOf(file, t),
    icon: isClear ? 'file-code' : 'warning',
    group: isClear ? t('Nothing speaks against it') : t('Unusual or incomplete'),
    ticked: true,
    value: file,
  };
}

function rowOf(
  { row, name, fileName }: RowFile,
  t: Desk['t'],
): { readonly label: string; readonly description: string } {
  const label = t('Row {row}', { row });
  return { label: name === '' ? label : `${label} · ${shortened(name)}`, description: name === '' ? '' : fileName };
}
