import { isUtf8 } from 'node:buffer';
import type { Steps } from './json/textWalk.ts';
import type { TextProblem } from './taskFileProblems.ts';
import { sizeLimit } from './taskFileRules.ts';
import { placesIn } from './textPlace.ts';

/** Bytes at the start of a file that tell text from other content. */
const sampleSize = 4096;

/** Bytes decoded between two breaths. */
const pieceSize = 65_536;

/** The share of NUL bytes at even (or odd) places that makes a text UTF-16; quotes and brackets of any JSON text reach it. */
const nulShare = 0.1;

type TextOrProblem = { readonly text: string } | { readonly problem: TextProblem };

/** Turns the bytes of a file on disk into text, or says why they are none that a task file may have. Stops for breath; throws nothing. */
export function* readTextInSteps(bytes: Uint8Array): Steps<TextOrProblem> {
  const start = { severity: 'error', offset: 0, length: 0 } as const;
  if (bytes.length > sizeLimit) return { problem: tooLarge(bytes.length) };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { problem: { code: 'byteOrderMark', ...start } };
  const encoding = findUtf16(bytes);
  if (encoding !== undefined) return { problem: { code: 'utf16', ...start, encoding } };
  if (bytes.includes(0)) return { problem: { code: 'binary', ...start } };
  let text = '';
  for (let byte = 0; byte < bytes.length; ) {
    const piece = bytes.subarray(byte, endOfPiece(bytes, byte));
    if (!isUtf8(piece)) return { problem: yield* findInvalid(piece, byte, text) };
    text += decode(piece);
    byte += piece.length;
    if (byte < bytes.length) yield undefined;
  }
  return { text };
}

/** `size` in bytes. */
export function tooLarge(size: number): TextProblem {
  return { code: 'tooLarge', severity: 'error', offset: 0, length: 0, size, limit: sizeLimit };
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

/** Not inside a character: the byte behind it does not continue one. Where four in a row do, none of them is part of any. */
function endOfPiece(bytes: Uint8Array, start: number): number {
  const end = start + pieceSize;
  const back = [0, 1, 2, 3].find((step) => ((bytes[end - step] ?? 0) & 0xc0) !== 0x80);
  return end - (back ?? 0);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/**
 * The place of the first invalid byte of a piece that begins at `start`, behind the text before it. Decoded, it is U+FFFD: the first of
 * these that does not stand in the bytes themselves.
 */
function* findInvalid(piece: Uint8Array, start: number, before: string): Steps<TextProblem> {
  const text = decode(piece);
  let from = 0;
  let byte = 0;
  for (;;) {
    const next = text.indexOf('\uFFFD', from);
    byte += Buffer.byteLength(text.slice(from, next));
    if (piece[byte] !== 0xef || piece[byte + 1] !== 0xbf || piece[byte + 2] !== 0xbd) {
      const offset = before.length + next;
      const [place = { line: 1, column: 1 }] = yield* placesIn(before + text, [offset]);
      return { code: 'notUtf8', severity: 'error', offset, length: 1, byte: start + byte, ...place };
    }
    byte += 3;
    from = next + 1;
  }
}
