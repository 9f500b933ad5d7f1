import Papa from 'papaparse';
import { meaningOf } from './columns.ts';
import { markdownRows } from './markdownRows.ts';
import { mostColumns, mostRows, type TableProblem } from './tableProblems.ts';

/** A row that holds something, its cells without blanks around them. */
export interface CellRow {
  /** As a spreadsheet counts: the header is row 1, and rows without anything count. */
  readonly number: number;
  readonly cells: readonly string[];
  /** A cell whose quotation mark is not its first character, so that it quotes nothing. From 0. */
  readonly strayQuote?: number;
}

interface Cells {
  readonly header: readonly string[];
  readonly rows: readonly CellRow[];
}

type CellsOrProblem = Cells | { readonly problem: TableProblem };

/** The first in doubt. A spreadsheet gives tabs, and where the comma stands in numbers, semicolons. */
const delimiters = [',', '\t', ';'] as const;

/** Records read, those without anything included. */
const mostRecords = 4 * mostRows;

/** Code units in which a header ends. */
const headerLimit = 65_536;

/** A line by which a spreadsheet is told the delimiter. */
const toldDelimiter = /^"?sep=([^"\n])"?\n/i;

/** Divides a text into cells: comma-, tab- or semicolon-separated values as RFC 4180 has them, or the first table of a Markdown text. */
export function readCells(text: string): CellsOrProblem {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const told = toldDelimiter.exec(plain);
  const whole = told === null ? plain : plain.slice(told[0].length);
  if (whole.trim() === '') return { problem: { code: 'empty' } };
  const { delimiter, hasName } = told?.[1] === undefined ? findDelimiter(whole) : { delimiter: told[1], hasName: true };
  const markdown = hasName ? undefined : markdownRows(whole);
  if (markdown !== undefined) return withHeader(markdown);
  const { data, errors } = Papa.parse<string[]>(whole, { delimiter, newline: '\n', preview: mostRecords });
  const [error] = errors;
  if (error !== undefined) return { problem: { code: 'openQuote', row: (error.row ?? 0) + 1 } };
  if (data.length === mostRecords) return { problem: { code: 'tooManyRows', most: mostRows } };
  return withHeader(data);
}

/** By which of them the first row gets the most titles that are known. */
function findDelimiter(text: string): { readonly delimiter: string; readonly hasName: boolean } {
  const start = text.lastIndexOf('\n', text.search(/\S/)) + 1;
  const head = text.slice(start, start + headerLimit);
  const [best] = delimiters
    .map((delimiter) => {
      const [titles = []] = Papa.parse<string[]>(head, { delimiter, newline: '\n', preview: 1 }).data;
      const fields = titles
        .slice(0, mostColumns)
        .map(meaningOf)
        .flatMap((meaning) => (meaning.kind === 'field' ? [meaning.field] : []));
      return { delimiter, hasName: fields.includes('name'), known: fields.length, cells: titles.length };
    })
    .sort((one, other) => other.known - one.known || other.cells - one.cells);
  return best ?? { delimiter: ',', hasName: false };
}

function withHeader(records: readonly (readonly string[])[]): CellsOrProblem {
  const rows = records
    .map((cells, index) => rowOf(cells, index + 1))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first, ...rest] = rows;
  if (first === undefined) return { problem: { code: 'empty' } };
  if (rest.length === 0) return { problem: { code: 'noRows' } };
  if (rest.length > mostRows) return { problem: { code: 'tooManyRows', most: mostRows } };
  if (first.cells.slice(mostColumns).some((cell) => cell !== '')) {
    return { problem: { code: 'tooManyColumns', most: mostColumns } };
  }
  return { header: first.cells.slice(0, mostColumns), rows: rest };
}

function rowOf(raw: readonly string[], number: number): CellRow {
  const strayQuote = raw.findIndex((cell) => /^\s+"/.test(cell));
  const cells = raw.map((cell) => cell.trim());
  return { number, cells, ...(strayQuote === -1 ? {} : { strayQuote }) };
}
