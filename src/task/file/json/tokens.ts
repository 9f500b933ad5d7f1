import { readString } from './strings.ts';
import { isLineEnd, isOutOfBreath, type Steps, type Text, type Walk, walkThrough } from './textWalk.ts';
import { marks, type Token } from './token.ts';

const [tab, lineFeed, carriageReturn, blank, quote, asterisk, minus, dot, slash, zero, nine] = [
  9, 10, 13, 32, 34, 42, 45, 46, 47, 48, 57,
];

const markOf = new Map(marks.map((mark) => [mark.charCodeAt(0), mark]));
const behindWord = new Set([...markOf.keys(), tab, lineFeed, carriageReturn, blank, quote, slash]);

/**
 * The tokens of a text as jsonc-parser's scanner sees them, blanks and comments left out, and then the end for ever. One pass, linear;
 * stops for breath (undefined), also inside a token: one alone may be all of the text, and that scanner, which cannot stop, takes 100 ms
 * and more for 2 MiB of blanks or of escapes, and its parser 400 ms for as many fields.
 */
export function* tokensOf(text: Text): Generator<Token | undefined, never, unknown> {
  const walk = walkThrough(text);
  for (;;) {
    const { at, lineEnds } = walk;
    if (at >= text.length) {
      yield { sign: '', offset: text.length, length: 0, text: '', lineEnds };
      continue;
    }
    if (isOutOfBreath(walk)) yield undefined;
    const code = text.charCodeAt(at);
    const mark = markOf.get(code);
    if (mark !== undefined || isBlank(code)) walk.at += 1;
    if (isLineEnd(code)) walk.lineEnds += 1;
    if (mark !== undefined) yield { sign: mark, offset: at, length: 1, text: '', lineEnds };
    else if (code === quote) yield yield* readString(walk);
    else if (code === slash) yield* readSlash(walk);
    else if (isDigit(code) || code === minus) yield yield* readNumber(walk);
    else if (!isBlank(code)) yield yield* readWord(walk);
  }
}

/** A comment is passed over; one that does not end is a token, and so is a slash that begins none. */
function* readSlash(walk: Walk): Generator<Token | undefined, void, unknown> {
  const { text, at: offset, lineEnds } = walk;
  const second = text.charCodeAt(offset + 1);
  if (second !== slash && second !== asterisk) {
    yield oneCharacter(walk);
    return;
  }
  walk.at += 2;
  const isEnd = second === slash ? (code: number) => isLineEnd(code) : closesComment();
  for (; walk.at < text.length; walk.at += 1) {
    if (isOutOfBreath(walk)) yield undefined;
    const code = text.charCodeAt(walk.at);
    if (isEnd(code)) break;
    if (isLineEnd(code)) walk.lineEnds += 1;
  }
  if (second === slash) return;
  if (walk.at < text.length) walk.at += 1;
  else yield { sign: 'comment', offset, length: text.length - offset, text: '', lineEnds, fault: 'openComment' };
}

function oneCharacter(walk: Walk): Token {
  const { text, at: offset, lineEnds } = walk;
  walk.at += 1;
  return { sign: 'word', offset, length: 1, text: text.slice(offset, walk.at), lineEnds };
}

function closesComment(): (code: number) => boolean {
  let before = 0;
  return (code) => {
    const closes = before === asterisk && code === slash;
    before = code;
    return closes;
  };
}

function* readNumber(walk: Walk): Steps<Token> {
  const { text, at: offset, lineEnds } = walk;
  const here = () => text.charCodeAt(walk.at);
  let isWhole = true;
  if (here() === minus) {
    if (!isDigit(text.charCodeAt(offset + 1))) return oneCharacter(walk);
    walk.at += 1;
  }
  if (here() === zero) walk.at += 1;
  else yield* passDigits(walk);
  if (here() === dot) {
    walk.at += 1;
    isWhole = isDigit(here());
    yield* passDigits(walk);
  }
  if (isWhole && /[eE]/.test(text.slice(walk.at, walk.at + 1))) {
    walk.at += /[+-]/.test(text.slice(walk.at + 1, walk.at + 2)) ? 2 : 1;
    isWhole = isDigit(here());
    yield* passDigits(walk);
  }
  const token: Token = {
    sign: 'number',
    offset,
    length: walk.at - offset,
    text: text.slice(offset, walk.at),
    lineEnds,
  };
  return isWhole ? token : { ...token, fault: 'number' };
}

function* passDigits(walk: Walk): Steps<void> {
  while (isDigit(walk.text.charCodeAt(walk.at))) {
    if (isOutOfBreath(walk)) yield undefined;
    walk.at += 1;
  }
}

function* readWord(walk: Walk): Steps<Token> {
  const { text, at: offset, lineEnds } = walk;
  for (; walk.at < text.length && !behindWord.has(text.charCodeAt(walk.at)); walk.at += 1) {
    if (isOutOfBreath(walk)) yield undefined;
  }
  return { sign: 'word', offset, length: walk.at - offset, text: text.slice(offset, walk.at), lineEnds };
}

function isBlank(code: number): boolean {
  return code === blank || code === tab || isLineEnd(code);
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
