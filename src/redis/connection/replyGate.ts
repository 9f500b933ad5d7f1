import type { RedisFailureKind } from '../redisFailure.ts';

/** Bounds on what is read for one exchange: a server may say that a list has billions of elements, and never end. */
export interface ReplyBounds {
  readonly bytes: number;
  readonly elements: number;
}

const deepest = 8;
const longestLine = 64 * 1024;

/** Thrown by {@link ReplyGate.take}. */
export class BrokenReply extends Error {
  readonly kind: Extract<RedisFailureKind, 'garbled' | 'tooLarge'>;

  constructor(kind: BrokenReply['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/** As much of a number, or a length, as may be there, and with its end. */
const headerBegun = /^(?::-?\d{0,19}|[$*](?:-1?|\d{0,19}))$/;
const headerEnding = /^(?::-?\d{1,19}|[$*](?:-1|\d{1,19}))\r\n?$/;

/**
 * What stands before the decoder, which believes every length that it is told and makes room for it, and never ends where a line
 * break is not a whole one.
 */
export interface ReplyGate {
  /** Counts what is read from here on. */
  reopen(): void;
  /** How many replies end in this piece. @throws {BrokenReply} for what is no RESP2, or too much of it */
  take(piece: Uint8Array): number;
}

interface Place {
  /** The kind and length of what begins, as far as it is read; undefined inside a line or a text. */
  header: string;
  inLine: boolean;
  /** Half of the line break has come. */
  isReturned: boolean;
  /** Of the text that is read now, with its line break. */
  textLeft: number;
  lineLength: number;
  /** Elements that are still to come, of the outermost list first. */
  readonly left: number[];
  bytes: number;
  elements: number;
}

export function createReplyGate(bounds: ReplyBounds): ReplyGate {
  const place: Place = {
    ...{ header: '', inLine: false, isReturned: false, textLeft: 0, lineLength: 0 },
    ...{ left: [], bytes: 0, elements: 0 },
  };
  return {
    reopen() {
      place.bytes = 0;
      place.elements = 0;
    },
    take(piece) {
      place.bytes += piece.length;
      if (place.bytes > bounds.bytes) throw new BrokenReply('tooLarge');
      let ended = 0;
      for (let at = 0; at < piece.length; ) {
        const [next, isDone] = step(place, piece, at, bounds);
        at = next;
        if (isDone && endElement(place)) ended += 1;
      }
      return ended;
    },
  };
}

/** Where it goes on, and whether something that has no elements ended here. */
function step(
  place: Place,
  piece: Uint8Array,
  at: number,
  bounds: ReplyBounds,
): readonly [next: number, isDone: boolean] {
  if (place.textLeft > 0) {
    const taken = Math.min(place.textLeft, piece.length - at);
    place.textLeft -= taken;
    return [at + taken, place.textLeft === 0];
  }
  if (place.inLine) return endOfLine(place, piece, at);
  place.header += String.fromCharCode(piece[at] ?? 0);
  if (/^[+-]/.test(place.header)) {
    place.header = '';
    place.inLine = true;
    place.lineLength = 0;
    return [at + 1, false];
  }
  if (!headerBegun.test(place.header) && !headerEnding.test(place.header)) throw new BrokenReply('garbled');
  return [at + 1, place.header.endsWith('\n') && begin(place, bounds)];
}

function endOfLine(place: Place, piece: Uint8Array, at: number): readonly [next: number, isDone: boolean] {
  if (place.isReturned) {
    if (piece[at] !== 10) throw new BrokenReply('garbled');
    place.isReturned = false;
    place.inLine = false;
    return [at + 1, true];
  }
  const found = piece.indexOf(13, at);
  const end = found === -1 ? piece.length : found;
  place.lineLength += end - at;
  if (place.lineLength > longestLine) throw new BrokenReply('tooLarge');
  if (piece.subarray(at, end).includes(10)) throw new BrokenReply('garbled');
  place.isReturned = found !== -1;
  return [place.isReturned ? end + 1 : end, false];
}

/** Whether what the header says is all there is of it. */
function begin(place: Place, bounds: ReplyBounds): boolean {
  const [, type, digits] = /^([:$*])(-?\d{1,19})\r\n$/.exec(place.header) ?? [];
  place.header = '';
  if (type === undefined) throw new BrokenReply('garbled');
  const length = Number(digits);
  if (type === ':' || digits === '-1') return true;
  if (length < 0) throw new BrokenReply('garbled');
  if (type === '$') {
    if (length > bounds.bytes) throw new BrokenReply('tooLarge');
    place.textLeft = length + 2;
    return false;
  }
  place.elements += length;
  if (place.elements > bounds.elements || place.left.length >= deepest) throw new BrokenReply('tooLarge');
  if (length === 0) return true;
  place.left.push(length);
  return false;
}

/** Whether the reply that it belongs to has ended with it. */
function endElement({ left }: Place): boolean {
  for (let last = left.pop(); last !== undefined; last = left.pop()) {
    if (last > 1) {
      left.push(last - 1);
      return false;
    }
  }
  return true;
}
