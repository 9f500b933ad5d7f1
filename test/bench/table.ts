/** A line of what a bench prints. */
export type Row = readonly [what: string, measured: string, aim: string];

/** Prints the rows in columns, under a heading. */
export function print(rows: readonly Row[]): void {
  const table: readonly Row[] = [['', 'measured', 'aim'], ...rows];
  const width = (column: 0 | 1) => Math.max(...table.map((row) => row[column].length));
  for (const [what, measured, aim] of table) {
    console.log(`${what.padEnd(width(0))}  ${measured.padEnd(width(1))}  ${aim}`);
  }
}
