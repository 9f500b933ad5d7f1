/** What a Redis answers, in version 2 of its protocol. Source: Redis documentation, "Redis serialization protocol specification". */
export type Reply =
  | { readonly kind: 'status' | 'error' | 'integer'; readonly text: string }
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'nil' }
  | { readonly kind: 'list'; readonly items: readonly Reply[] };

/** What came is no reply, or longer than is read. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply';
}

/** Takes what arrives, piece by piece. */
export interface ReplyReader {
  /** The reply, once it is complete; what comes after it is none that was asked for. @throws {UnreadableReply} */
  take(piece: Buffer): Reply | undefined;
}

const deepest = 8;
const lineEnd = '\r\n';

export function encodeCommand(words: readonly string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}${lineEnd}${word}${lineEnd}`);
  return Buffer.from(`*${words.length}${lineEnd}${parts.join('')}`);
}

/** Reads one reply of this many bytes at most, whatever lengths it promises. */
export function createReplyReader(mostBytes: number): ReplyReader {
  const open: { readonly length: number; readonly items: Reply[] }[] = [];
  let rest = Buffer.alloc(0);
  let taken = 0;
  const deliver = (reply: Reply): Reply | undefined => {
    let whole = reply;
    for (let list = open.at(-1); list !== undefined; list = open.at(-1)) {
      list.items.push(whole);
      if (list.items.length < list.length) return undefined;
      open.pop();
      whole = { kind: 'list', items: list.items };
    }
    return whole;
  };
  return {
    take(piece) {
      taken += piece.length;
      if (taken > mostBytes) throw new UnreadableReply(`The answer is longer than ${mostBytes} bytes.`);
      rest = Buffer.concat([rest, piece]);
      for (let at = 0; ; ) {
        const element = readElement(rest, at);
        if (element === undefined) {
          rest = rest.subarray(at);
          return undefined;
        }
        at = element.next;
        if ('length' in element) {
          if (open.length >= deepest) throw new UnreadableReply('The answer is nested too deeply.');
          open.push({ length: element.length, items: [] });
        } else {
          const whole = deliver(element.reply);
          if (whole !== undefined) return whole;
        }
      }
    },
  };
}

type Element = { readonly next: number } & ({ readonly reply: Reply } | { readonly length: number });

/** Undefined where it has not arrived completely. */
function readElement(bytes: Buffer, at: number): Element | undefined {
  const end = bytes.indexOf(lineEnd, at);
  if (end < 0) return undefined;
  const next = end + lineEnd.length;
  const text = bytes.toString('utf8', at + 1, end);
  switch (bytes.toString('latin1', at, at + 1)) {
    case '+':
      return { reply: { kind: 'status', text }, next };
    case '-':
      return { reply: { kind: 'error', text }, next };
    case ':':
      if (!/^-?\d{1,20}$/.test(text)) throw garbled();
      return { reply: { kind: 'integer', text }, next };
    case '$':
      return readText(bytes, lengthIn(text), next);
    case '*': {
      const length = lengthIn(text);
      if (length < 0) return { reply: { kind: 'nil' }, next };
      return length === 0 ? { reply: { kind: 'list', items: [] }, next } : { length, next };
    }
    default:
      throw garbled();
  }
}

function readText(bytes: Buffer, length: number, at: number): Element | undefined {
  if (length < 0) return { reply: { kind: 'nil' }, next: at };
  const end = at + length;
  if (bytes.length < end + lineEnd.length) return undefined;
  if (bytes.toString('latin1', end, end + lineEnd.length) !== lineEnd) throw garbled();
  return { reply: { kind: 'text', bytes: bytes.subarray(at, end) }, next: end + lineEnd.length };
}

/** -1 stands for nothing. */
function lengthIn(text: string): number {
  if (!/^(?:-1|\d{1,10})$/.test(text)) throw garbled();
  return Number(text);
}

function garbled(): UnreadableReply {
  return new UnreadableReply('What answers is no Redis.');
}
