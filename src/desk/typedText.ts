/** What was typed into a list, for the input that a row of it leads to; unless it was typed to find this row. */
export function typedBeside(row: string, typed: string | undefined): string | undefined {
  return typed === undefined || row.toLowerCase().includes(typed.toLowerCase()) ? undefined : typed;
}
