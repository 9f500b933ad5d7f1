import { isOutOfBreath, type Steps, type Text, walkThrough } from './json/textWalk.ts';

/** A range of UTF-16 code units in a text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Where something stands as a person counts, from 1. Columns are UTF-16 code units, as in VS Code; lines end at CRLF, LF or CR. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const [lineFeed, carriageReturn] = [10, 13];

/** The places of offsets that are given in ascending order, in one pass over the text. */
export function* placesIn(text: Text, offsets: readonly number[]): Steps<readonly Place[]> {
  const walk = walkThrough(text);
  const places: Place[] = [];
  let line = 1;
  let start = 0;
  let before = 0;
  for (const offset of offsets) {
    const end = Math.max(0, Math.min(offset, text.length));
    for (; walk.at <= end; walk.at += 1) {
      if (isOutOfBreath(walk)) yield undefined;
      const code = text.charCodeAt(walk.at);
      // Between the two characters of a CRLF the line has not ended yet.
      if (before === lineFeed || (before === carriageReturn && code !== lineFeed)) {
        line += 1;
        start = walk.at;
      }
      before = code;
    }
    places.push({ line, column: end - start + 1 });
  }
  return places;
}
