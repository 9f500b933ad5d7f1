import type { Steps } from '../file/json/textWalk.ts';
import { parseTaskFile } from '../file/taskFile.ts';
import type { TaskFileProblem } from '../file/taskFileProblems.ts';
import { type TaskFileValues, taskFileName, taskFileText } from '../file/writeTaskFile.ts';
import { type End, ends, type TableField } from './columns.ts';
import type { TableRow, TaskTable } from './taskTable.ts';

/** Something of the network by its ID, and by its name where that is known. */
interface Named {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What all rows have for which there is no column. */
export interface SharedValues {
  /** Of rows without a region; empty where none is known. */
  readonly region: string;
  /** The project in that region; empty where none is known. */
  readonly projectId: string;
  readonly vpc?: Named | undefined;
  readonly subnet?: Named | undefined;
  readonly securityGroup?: Named | undefined;
}

/** What is wrong with a row, or unusual: an error keeps its file from being written. */
export type RowFinding = { readonly severity: 'error' | 'warning' } & (
  | { readonly code: 'extraCells'; readonly count: number }
  | { readonly code: 'strayQuote'; readonly title: string }
  | {
      readonly code: 'problem';
      readonly problem: TaskFileProblem /** Of its column, where there is one. */;
      readonly title?: string;
    }
  /** The networks were picked in another region than the row goes to. */
  | { readonly code: 'otherRegion'; readonly region: string; readonly picked: string }
  | { readonly code: 'noProject'; readonly region: string }
  | { readonly code: 'sameName' | 'sameFile' /** The number of the other row. */; readonly row: number }
  | { readonly code: 'exists' }
);

/** The file that a row would become. */
export interface RowFile {
  /** The number of the row. */
  readonly row: number;
  /** Empty where the row has none, or its cells are not where they belong. */
  readonly name: string;
  readonly fileName: string;
  readonly text: string;
  readonly findings: readonly RowFinding[];
}

/** Checks every row as the file that it would become, and all of them against each other and the names that are taken. */
export function* checkRows(
  table: TaskTable,
  shared: SharedValues,
  taken: ReadonlySet<string>,
): Steps<readonly RowFile[]> {
  const files: RowFile[] = [];
  for (const row of table.rows) {
    files.push(fileOf(row, table, shared));
    yield undefined;
  }
  const byName = new Map<string, RowFile[]>();
  for (const file of files) {
    if (file.name === '') continue;
    const key = sameFor(file.fileName);
    const others = byName.get(key);
    if (others === undefined) byName.set(key, [file]);
    else others.push(file);
  }
  const takenNames = new Set([...taken].map(sameFor));
  return files.map((file) => {
    const others = byName.get(sameFor(file.fileName)) ?? [];
    const exists: RowFinding[] =
      file.name !== '' && takenNames.has(sameFor(file.fileName)) ? [{ severity: 'error', code: 'exists' }] : [];
    return { ...file, findings: [...file.findings, ...twinOf(file, others), ...exists] };
  });
}

/** What some file systems take for the same. */
function sameFor(fileName: string): string {
  return fileName.normalize('NFC').toLowerCase();
}

/** The first other row, which is enough to find the rest. */
function twinOf(file: RowFile, [first, second]: readonly RowFile[]): RowFinding[] {
  const other = first === file ? second : first;
  if (file.name === '' || other === undefined) return [];
  return [{ severity: 'error', code: other.name === file.name ? 'sameName' : 'sameFile', row: other.row }];
}

function fileOf(row: TableRow, table: TaskTable, shared: SharedValues): RowFile {
  const { number, values, extraCells, strayQuote } = row;
  const misplaced: RowFinding[] = [
    ...(extraCells > 0 ? [{ severity: 'error', code: 'extraCells', count: extraCells } as const] : []),
    ...(strayQuote === undefined ? [] : [{ severity: 'error', code: 'strayQuote', title: strayQuote } as const]),
  ];
  const name = values.get('name') ?? '';
  const { vpc, subnet, securityGroup } = shared;
  const names = { vpc: vpc?.name, subnet: subnet?.name, securityGroup: securityGroup?.name };
  const file = { row: number, fileName: taskFileName(name), text: taskFileText(valuesOf(values, shared), names) };
  // Nothing more is said of cells that may be other cells than their titles say: a password could be among them.
  if (misplaced.length > 0) return { ...file, name: '', findings: misplaced };
  return { ...file, name, findings: [...problemsIn(file.text, table), ...placeFindings(values, shared)] };
}

function valuesOf(values: TableRow['values'], shared: SharedValues): TaskFileValues {
  const region = values.get('region') ?? shared.region;
  const project = values.get('project_id') ?? (region === shared.region ? shared.projectId : '');
  return {
    region,
    project_id: project,
    name: values.get('name') ?? '',
    description: values.get('description'),
    vpc_id: values.get('vpc_id') ?? shared.vpc?.id ?? '',
    subnet_id: values.get('subnet_id') ?? shared.subnet?.id ?? '',
    security_group_id: values.get('security_group_id') ?? shared.securityGroup?.id ?? '',
    migration: {
      migration_method: values.get('migration.migration_method'),
      resume_mode: values.get('migration.resume_mode'),
      bandwidth_limit_mb: values.get('migration.bandwidth_limit_mb'),
      ...Object.fromEntries(ends.map((end) => [end, instanceOf(values, end)])),
    },
  };
}

function instanceOf(values: TableRow['values'], end: End): Readonly<Record<string, string>> | undefined {
  const given = (['id', 'addrs', 'password'] as const).flatMap((name) => {
    const value = values.get(`migration.${end}.${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function problemsIn(text: string, { columns }: TaskTable): RowFinding[] {
  const { problems } = parseTaskFile(text);
  const titles = new Map<string, string>(columns);
  return problems.flatMap((problem): RowFinding[] => {
    const field = 'field' in problem ? problem.field : '';
    // What no column gives is said once, of the table.
    if (problem.code === 'missingSetting' && !isGiven(field, columns)) return [];
    const title = titles.get(field);
    const severity = isInTheWay(problem) ? 'error' : 'warning';
    return [{ severity, code: 'problem', problem, ...(title === undefined ? {} : { title }) }];
  });
}

/** A field of the task file, or one inside it. */
export function isGiven(field: string, columns: TaskTable['columns']): boolean {
  return [...columns.keys()].some((given) => given === field || given.startsWith(`${field}.`));
}

/** What is not known yet may be written later; what is wrong may not. */
const mayStayOpen: readonly TaskFileProblem['code'][] = ['missingSetting', 'noInstance', 'idAndAddrs'];

function isInTheWay(problem: TaskFileProblem): boolean {
  return problem.severity === 'error' || ('section' in problem && !mayStayOpen.includes(problem.code));
}

function placeFindings(values: TableRow['values'], shared: SharedValues): RowFinding[] {
  const region = values.get('region') ?? shared.region;
  if (region === shared.region || shared.region === '') return [];
  const isPicked = [shared.vpc, shared.subnet, shared.securityGroup].some((one) => one !== undefined);
  if (isPicked) return [{ severity: 'error', code: 'otherRegion', region, picked: shared.region }];
  return values.has('project_id') ? [] : [{ severity: 'warning', code: 'noProject', region }];
}

/** The settings that belong to a whole section and that no column gives; none where no column is of that section. */
export function openSettings({ columns }: TaskTable): readonly TableField[] {
  if (!isGiven('migration', columns)) return [];
  const needed = [
    'migration.migration_method',
    'migration.resume_mode',
    ...ends.map((end) => `migration.${end}` as const),
  ] as const;
  return needed.filter((field) => !isGiven(field, columns));
}
