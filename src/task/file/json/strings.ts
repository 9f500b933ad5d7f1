import { isLineEnd, isOutOfBreath, type Steps, type Walk } from './textWalk.ts';
import type { Token, TokenFault } from './token.ts';

const [blank, quote, backslash] = [32, 34, 92];

const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

/** The string that begins here, with the last of its faults. It ends with its line. */
export function* readString(walk: Walk): Steps<Token> {
  const { text, at: offset, lineEnds } = walk;
  let decoded: Join | undefined;
  let fault: TokenFault | undefined;
  let from = offset + 1;
  walk.at = from;
  for (;;) {
    if (isOutOfBreath(walk)) yield undefined;
    const code = text.charCodeAt(walk.at);
    if (code === quote) break;
    if (Number.isNaN(code) || isLineEnd(code)) {
      fault = 'openString';
      break;
    }
    if (code < blank) fault = 'rawControl';
    if (code === backslash) {
      decoded ??= createJoin();
      decoded.add(text.slice(from, walk.at));
      const character = readEscape(walk);
      if (character === undefined) fault = 'escape';
      else decoded.add(character);
      from = walk.at;
    } else walk.at += 1;
  }
  const rest = text.slice(from, walk.at);
  const content = decoded?.end(rest) ?? rest;
  if (fault !== 'openString') walk.at += 1;
  const token: Token = { sign: '"', offset, length: walk.at - offset, text: content, lineEnds };
  return fault === undefined ? token : { ...token, fault };
}

/** What an escape stands for; undefined where there is none such. A line end behind a backslash is taken for one of these. */
function readEscape(walk: Walk): string | undefined {
  const { text, at } = walk;
  if (at + 1 >= text.length) {
    walk.at = text.length;
    return '';
  }
  walk.at += 2;
  walk.left -= 1;
  const letter = text.slice(at + 1, at + 2);
  if (isLineEnd(letter.charCodeAt(0))) walk.lineEnds += 1;
  if (letter !== 'u') return escapes.get(letter);
  const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, at + 6))?.[0] ?? '';
  walk.at += digits.length;
  walk.left -= digits.length;
  return digits.length === 4 ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
}

type Join = ReturnType<typeof createJoin>;

/** Joins a million pieces without doing so at once. */
function createJoin() {
  const most = 4096;
  const joined: string[] = [];
  let pieces: string[] = [];
  return {
    add(piece: string) {
      pieces.push(piece);
      if (pieces.length < most) return;
      joined.push(pieces.join(''));
      pieces = [];
    },
    end: (last: string) => [...joined, ...pieces, last].join(''),
  };
}
