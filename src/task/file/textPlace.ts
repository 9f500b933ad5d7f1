/** A range of UTF-16 code units in a text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The parser counts what breaks off one character beyond the end of the text, or less than nothing. */
export function lengthWithin(text: string, offset: number, length: number): number {
  return Math.max(0, Math.min(length, text.length - offset));
}

/** Where an offset stands as a person counts, from 1. Columns are UTF-16 code units, as in VS Code; lines end at CRLF, LF or CR. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const end = Math.max(0, Math.min(offset, text.length));
  let line = 1;
  let start = 0;
  for (const ending of text.slice(0, end).matchAll(/\r\n|\n|\r/g)) {
    // The offset stands between the two characters of a CRLF: the line has not ended yet.
    if (ending[0] === '\r' && text[ending.index + 1] === '\n') break;
    line += 1;
    start = ending.index + ending[0].length;
  }
  return { line, column: end - start + 1 };
}
