import { isUtf8 } from 'node:buffer';
import type { TextProblem } from './taskFileProblems.ts';
import { sizeLimit } from './taskFileRules.ts';
import { lineAndColumn } from './textPlace.ts';

/** Bytes at the start of a file that tell text from other content. */
const sampleSize = 4096;

/** The share of NUL bytes at even (or odd) places that makes a text UTF-16; quotes and brackets of any JSON text reach it. */
const nulShare = 0.1;

/** Turns the bytes of a file on disk into text, or says why they are none that a task file may have. Throws nothing. */
export function readTaskFileText(bytes: Uint8Array): { readonly text: string } | { readonly problem: TextProblem } {
  const start = { severity: 'error', offset: 0, length: 0 } as const;
  if (bytes.length > sizeLimit)
    return { problem: { code: 'tooLarge', ...start, size: bytes.length, limit: sizeLimit } };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { problem: { code: 'byteOrderMark', ...start } };
  const encoding = findUtf16(bytes);
  if (encoding !== undefined) return { problem: { code: 'utf16', ...start, encoding } };
  if (bytes.includes(0)) return { problem: { code: 'binary', ...start } };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return isUtf8(bytes) ? { text } : { problem: findInvalid(bytes, text) };
}

function findUtf16(bytes: Uint8Array): 'UTF-16 LE' | 'UTF-16 BE' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 BE';
  const sample = bytes.subarray(0, sampleSize);
  const places = [...sample.keys()].filter((place) => sample[place] === 0);
  const odd = places.filter((place) => place % 2 === 1).length;
  const even = places.length - odd;
  const enough = Math.max(2, (sample.length / 2) * nulShare);
  if (odd >= enough && even === 0) return 'UTF-16 LE';
  return even >= enough && odd === 0 ? 'UTF-16 BE' : undefined;
}

/** `text` is the bytes decoded with U+FFFD for what is invalid; the first of these that does not stand in the bytes themselves is the place. */
function findInvalid(bytes: Uint8Array, text: string): TextProblem {
  let offset = 0;
  let byte = 0;
  for (;;) {
    const next = text.indexOf('\uFFFD', offset);
    byte += Buffer.byteLength(text.slice(offset, next));
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) {
      return { code: 'notUtf8', severity: 'error', offset: next, length: 1, byte, ...lineAndColumn(text, next) };
    }
    byte += 3;
    offset = next + 1;
  }
}
