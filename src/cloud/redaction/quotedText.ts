/** A quote as it stands in a text, with what escapes it. */
interface Quote {
  readonly spelled: string;
  /** Behind it. */
  readonly end: number;
}

const quote = /\\{0,64}["'`“”‘’]|%(?:25){0,8}2[27]|\\{1,64}u002[27]|&(?:quot|apos|#0{0,6}3[49]|#x0{0,6}2[27]);/iy;

export function quoteAt(text: string, at: number): Quote | undefined {
  quote.lastIndex = at;
  const spelled = quote.exec(text)?.[0];
  return spelled === undefined ? undefined : { spelled, end: at + spelled.length };
}

/** Where what is in quotes ends; the end of the text where it was cut off. */
export function endOfQuoted(text: string, { spelled, end }: Quote): number {
  const last = spelled.at(-1) ?? '';
  if (/["'`]/.test(last)) return endOfEscaped(text, end, last, spelled.length - 1);
  if (/[“”‘’]/.test(last)) return next(text, last === '“' ? '”' : last === '‘' ? '’' : last, end);
  // Encoded, where an escaped one has an encoded backslash before it.
  for (let from = end; ; ) {
    const found = text.indexOf(spelled, from);
    if (found < 0) return text.length;
    if (!/(?:\\|%(?:25){0,8}5c)$/i.test(text.slice(Math.max(end, found - 20), found))) return found;
    from = found + spelled.length;
  }
}

/**
 * An opening quote with so many backslashes is closed by one with as many: in JSON that stands in JSON, `\"` opens, `\\\"` is a
 * quote inside and `\\\\\"` a backslash at the end. One with fewer closes what is around it.
 */
function endOfEscaped(text: string, start: number, sign: string, backslashes: number): number {
  for (let from = start; ; ) {
    const found = text.indexOf(sign, from);
    if (found < 0) return text.length;
    let run = 0;
    while (found - run > start && text[found - run - 1] === '\\') run += 1;
    if (run < backslashes) return found - run;
    if (run % (2 * (backslashes + 1)) === backslashes) return found - backslashes;
    from = found + 1;
  }
}

function next(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found < 0 ? text.length : found;
}
