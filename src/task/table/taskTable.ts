import { readPassword } from '../file/migration/passwordVariable.ts';
import { uuid } from '../file/taskFileRules.ts';
import { type End, ends, meaningOf, type TableField, wordFor } from './columns.ts';
import { type CellRow, readCells } from './tableCells.ts';
import type { ColumnRemark, TableProblem } from './tableProblems.ts';

/** A row as far as its columns are known; what is empty is left out. */
export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly number: number;
  readonly values: ReadonlyMap<TableField, string>;
  /** Cells with something in them that stand under no title. */
  readonly extraCells: number;
  /** The title of a cell whose quotation mark quotes nothing. */
  readonly strayQuote?: string;
}

export interface TaskTable {
  /** The titles, as they stand in the table, of what its columns give. */
  readonly columns: ReadonlyMap<TableField, string>;
  readonly remarks: readonly ColumnRemark[];
  readonly rows: readonly TableRow[];
}

interface Column {
  readonly title: string;
  readonly index: number;
  readonly meaning: ReturnType<typeof meaningOf>;
}

interface FieldColumn extends Column {
  readonly meaning: { readonly kind: 'field'; readonly field: TableField };
}

/** Reads a text as a table of tasks, one a row, with its first row as the header. Throws nothing. */
export function readTaskTable(text: string): TaskTable | { readonly problem: TableProblem } {
  const cells = readCells(text);
  if ('problem' in cells) return cells;
  const { header, rows } = cells;
  const all = header.map(
    (title, index): Column => ({ title: title || `#${index + 1}`, index, meaning: meaningOf(title) }),
  );
  const used = filledIn(rows);
  const columns = all.filter(({ index }) => used.has(index));
  const known = all.filter(isField);
  const problem = headerProblem(known, columns.filter(isField));
  if (problem !== undefined) return { problem };
  const fields = columns.filter(isField);
  return {
    columns: new Map(fields.flatMap((column) => fieldsGiven(column).map((field) => [field, column.title]))),
    remarks: [...columns.flatMap(remarkOn), ...fields.flatMap((column) => withheldIn(column, rows))],
    rows: rows.map((row) => rowOf(row, columns, header)),
  };
}

function isField(column: Column): column is FieldColumn {
  return column.meaning.kind === 'field';
}

/** The columns, from 0, that hold anything. */
function filledIn(rows: readonly CellRow[]): ReadonlySet<number> {
  return new Set(rows.flatMap(({ cells }) => cells.flatMap((cell, index) => (cell === '' ? [] : [index]))));
}

function headerProblem(known: readonly FieldColumn[], used: readonly FieldColumn[]): TableProblem | undefined {
  if (known.length === 0) return { code: 'noHeader' };
  if (!known.some(({ meaning }) => meaning.field === 'name')) {
    return { code: 'noName', known: known.map(({ title }) => title) };
  }
  const byField = new Map<string, string[]>();
  for (const { title, meaning } of used) {
    byField.set(meaning.field, [...(byField.get(meaning.field) ?? []), title]);
  }
  for (const end of ends) {
    const [alone = [], id = [], addrs = []] = [`migration.${end}`, `migration.${end}.id`, `migration.${end}.addrs`].map(
      (field) => byField.get(field),
    );
    if (alone.length > 0) byField.set(`migration.${end}`, [...alone, ...id, ...addrs]);
  }
  const twice = [...byField.values()].find((titles) => titles.length > 1);
  return twice === undefined ? undefined : { code: 'sameField', titles: twice };
}

function remarkOn({ title, meaning }: Column): ColumnRemark[] {
  if (meaning.kind === 'field') return [];
  if (meaning.kind === 'secret') return [{ code: 'secretColumn', title }];
  return [{ code: 'unknownColumn', title, ...(meaning.nearest === undefined ? {} : { nearest: meaning.nearest }) }];
}

/** Whatever stands in place of the name of a variable could be a password. */
function withheldIn({ title, index, meaning }: FieldColumn, rows: readonly CellRow[]): ColumnRemark[] {
  if (!isPassword(meaning.field)) return [];
  const count = rows.filter(({ cells }) => isWithheld(cells[index] ?? '')).length;
  return count === 0 ? [] : [{ code: 'withheld', title, count }];
}

function holdsPasswords({ meaning }: Column): boolean {
  return meaning.kind === 'secret' || (meaning.kind === 'field' && isPassword(meaning.field));
}

function isPassword(field: TableField): boolean {
  return field.endsWith('.password');
}

function isWithheld(cell: string): boolean {
  return cell !== '' && !('variable' in readPassword(cell));
}

/** That of an instance alone gives both of its names. */
function fieldsGiven({ meaning: { field } }: FieldColumn): readonly TableField[] {
  const end = endAlone(field);
  return end === undefined ? [field] : [`migration.${end}.id`, `migration.${end}.addrs`];
}

function endAlone(field: TableField): End | undefined {
  return ends.find((end) => field === `migration.${end}`);
}

function rowOf(row: CellRow, columns: readonly Column[], header: readonly string[]): TableRow {
  const { number, cells, strayQuote } = row;
  const values = columns.filter(isField).flatMap(({ index, meaning }) => valueIn(meaning.field, cells[index] ?? ''));
  // An empty cell too many may come of a comma inside another: then the password may stand one cell further on.
  const isInDoubt = columns.some((column) => holdsPasswords(column) && isWithheld(cells[column.index] ?? ''));
  const extraCells = cells.slice(header.length).filter((cell) => isInDoubt || cell !== '').length;
  const title = strayQuote === undefined ? undefined : (header[strayQuote] ?? '');
  return { number, values: new Map(values), extraCells, ...(title === undefined ? {} : { strayQuote: title }) };
}

function valueIn(field: TableField, cell: string): [TableField, string][] {
  if (cell === '') return [];
  if (isPassword(field)) return isWithheld(cell) ? [] : [[field, cell]];
  const end = endAlone(field);
  if (end !== undefined) return valueIn(uuid.test(cell) ? `migration.${end}.id` : `migration.${end}.addrs`, cell);
  if (field.endsWith('.addrs')) return [[field, addressesIn(cell)]];
  return [[field, wordFor(field, cell)]];
}

/** In a cell, addresses are also parted by what parts no columns. */
function addressesIn(cell: string): string {
  return cell
    .split(/[\s,;，；、]+/)
    .filter((part) => part !== '')
    .join();
}
