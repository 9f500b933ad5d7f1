import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import { inTurns } from '../../desk/turns.ts';
import { checkRows, openSettings, type RowFile, type SharedValues } from '../../task/table/rowFiles.ts';
import type { ColumnRemark } from '../../task/table/tableProblems.ts';
import type { TaskTable } from '../../task/table/taskTable.ts';
import { createMigrationTasks } from '../batch/createMigrationTasks.ts';
import { chooseRows } from './rowsTable.ts';
import { askSharedValues } from './sharedValues.ts';
import { isWrong, type RowOutcome, reportText, type TablePlan } from './tableReport.ts';
import { readTable } from './tableSource.ts';
import { writeRows } from './writeRows.ts';

/** Makes a task file of each row of a table, from a file, the active editor or the clipboard. Nothing is written before all rows are checked and shown. */
export async function newTaskFilesFromTable(desk: Desk, argument?: unknown, selected?: unknown): Promise<void> {
  const { documents } = desk;
  const read = await readTable(desk, argument, selected);
  if (read === undefined) return;
  const shared = await askSharedValues(desk, read.table);
  if (shared === undefined) return;
  const folder = await documents.chooseFolder();
  if (folder === undefined) return;
  const taken = await documents.namesIn(folder.uri);
  if ('unreadable' in taken) return tellUnreadable(desk, folder.name, taken.unreadable);
  const files = await check(desk, read.table, shared, taken);
  if (files === undefined) return;
  const plan: TablePlan = { source: read.name, folder: folder.name, remarks: remarksOn(read.table), files };
  const chosen = await chooseRows(desk, plan);
  if (chosen === undefined) return;
  tellWritten(desk, plan, await writeRows(desk, chosen, folder.uri));
}

function tellUnreadable({ t, notifier }: Desk, folder: string, reason: string): void {
  const values = { folder: shortenedPath(folder), reason };
  notifier.tell('error', t('The folder {folder} cannot be read ({reason}). No file was written.', values));
}

/** Undefined: it was called off. */
function check(
  { t, notifier }: Desk,
  table: TaskTable,
  shared: SharedValues,
  taken: ReadonlySet<string>,
): Promise<readonly RowFile[] | undefined> {
  return notifier.progress(t('Checking the rows of the table'), (signal) =>
    inTurns(checkRows(table, shared, taken), () => signal.aborted),
  );
}

function remarksOn(table: TaskTable): readonly ColumnRemark[] {
  const fields = openSettings(table);
  return [...table.remarks, ...(fields.length === 0 ? [] : [{ code: 'openSettings', fields } as const])];
}

/** One notification with the counts, and what can be done next. */
function tellWritten(desk: Desk, plan: TablePlan, outcomes: ReadonlyMap<RowFile, RowOutcome>): void {
  const { t, log, notifier, documents } = desk;
  const time = desk.now();
  for (const [{ fileName }, outcome] of outcomes) {
    if (outcome.kind === 'failed') log.error(`${fileName}: ${outcome.reason}`);
  }
  const counts = countsText(plan, outcomes, t);
  log.info(counts);
  const written = [...outcomes.values()].flatMap((outcome) => (outcome.kind === 'written' ? [outcome.uri] : []));
  const create = { label: t('Create the Tasks…'), run: () => createMigrationTasks(desk, written[0], written) };
  const buttons: Button[] = [
    ...(written.length > 0 ? [create] : []),
    { label: t('Open Report'), run: () => documents.openReport(reportText(plan, outcomes, { counts, time }, t)) },
  ];
  notifier.tell(written.length === outcomes.size ? 'info' : 'warning', counts, buttons);
}

function countsText({ files, folder }: TablePlan, outcomes: ReadonlyMap<RowFile, RowOutcome>, t: Desk['t']): string {
  const count = (wanted: RowOutcome['kind']) => [...outcomes.values()].filter(({ kind }) => kind === wanted).length;
  const [written, existed, failed, rest] = [count('written'), count('exists'), count('failed'), count('notStarted')];
  const wrong = files.filter(isWrong).length;
  const place = { folder: shortenedPath(folder) };
  return [
    t('Task files written to {folder}: {count}.', { ...place, count: written }),
    ...(existed > 0 ? [t('Left as they are, because they have come to exist: {count}.', { count: existed })] : []),
    ...(failed > 0 ? [t('Not written: {count}; the report says why.', { count: failed })] : []),
    ...(rest > 0 ? [t('Not started: {count}.', { count: rest })] : []),
    ...(wrong > 0 ? [t('Rows with mistakes: {count}; nothing was written of them.', { count: wrong })] : []),
  ].join(' ');
}
