import type { TextProblem } from '../file/taskFileProblems.ts';

/** Rows of a table: as many as there are files that are created from at once. */
export const mostRows = 5000;

/** Titles of a table: many more than a task has fields. */
export const mostColumns = 200;

/** Why nothing can be made of a text. It holds nothing of what stands in cells, in which passwords may stand. */
export type TableProblem =
  | { readonly code: 'text'; readonly problem: TextProblem }
  | { readonly code: 'empty' }
  /** No row under the header. */
  | { readonly code: 'noRows' }
  /** No title that is known, so perhaps no header at all. */
  | { readonly code: 'noHeader' }
  | { readonly code: 'noName' /** Titles of what was understood. */; readonly known: readonly string[] }
  | { readonly code: 'sameField'; readonly titles: readonly string[] }
  | { readonly code: 'tooManyRows'; readonly most: number }
  | { readonly code: 'tooManyColumns'; readonly most: number }
  /** As a spreadsheet counts: the header is row 1. */
  | { readonly code: 'openQuote'; readonly row: number };

/** What is to be known of the columns. Titles are as they stand in the table. */
export type ColumnRemark =
  | { readonly code: 'unknownColumn'; readonly title: string; readonly nearest?: string }
  | { readonly code: 'secretColumn'; readonly title: string }
  /** Cells of a column of passwords that are none that may be in a file. */
  | { readonly code: 'withheld'; readonly title: string; readonly count: number }
  /** What a task is configured with, and no column gives. */
  | { readonly code: 'openSettings'; readonly fields: readonly string[] };
