import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { SyntaxMistake, TextProblem } from './taskFileProblems.ts';
import { lengthWithin } from './textPlace.ts';

/** Mistakes told of one file; the next ones are often the echo of these. */
const mistakeLimit = 10;

/** Characters looked at of what the parser stumbled over. */
const tokenLimit = 40;

const grammar: Readonly<Record<string, SyntaxMistake>> = {
  PropertyNameExpected: 'nameExpected',
  ValueExpected: 'valueExpected',
  ColonExpected: 'colonExpected',
  CommaExpected: 'commaExpected',
  CloseBraceExpected: 'braceExpected',
  CloseBracketExpected: 'bracketExpected',
  EndOfFileExpected: 'endExpected',
};

const lexical: Readonly<Record<string, SyntaxMistake>> = {
  InvalidNumberFormat: 'number',
  UnexpectedEndOfNumber: 'number',
  UnexpectedEndOfComment: 'openComment',
  UnexpectedEndOfString: 'openString',
  InvalidUnicode: 'escape',
  InvalidEscapeCharacter: 'escape',
  InvalidCharacter: 'rawControl',
};

/** The parser's errors as problems: one a line, without those that only follow from an earlier one. */
export function findMistakes(text: string, errors: readonly ParseError[]): TextProblem[] {
  const pasted = errors.length > 0 ? findPasted(text) : undefined;
  if (pasted !== undefined) return [pasted];
  const problems: TextProblem[] = [];
  let afterLexical = false;
  let lineEnd = -1;
  for (const { error, offset, length } of errors) {
    const expected = grammar[printParseErrorCode(error)];
    afterLexical ||= expected === undefined;
    // Once a token could not be read, what the grammar misses is mostly that token.
    if ((afterLexical && expected !== undefined) || offset < lineEnd) continue;
    if (problems.length === mistakeLimit) break;
    const token = text.slice(offset, offset + Math.min(length, tokenLimit));
    const mistake = expected ?? lexical[printParseErrorCode(error)] ?? classifySymbol(token);
    const at = { offset, length: lengthWithin(text, offset, length) };
    problems.push({ code: 'syntax', severity: 'error', ...at, mistake, found: characterAtFault(mistake, token) });
    lineEnd = endOfLine(text, offset);
  }
  return problems;
}

function endOfLine(text: string, offset: number): number {
  const length = text.slice(offset).search(/[\r\n]/);
  return length === -1 ? text.length + 1 : offset + length;
}

/** Full-width forms, the punctuation of Chinese texts, and curly quotes: what a Chinese keyboard or a word processor puts in place of the plain ones. */
const fullWidth = /[\uFF01-\uFF5E\u3001-\u301F\u2018-\u201F]/;

function classifySymbol(token: string): SyntaxMistake {
  if (/^'/.test(token)) return 'singleQuotes';
  if (/^[\p{Z}\p{C}]/u.test(token)) return 'invisible';
  if (fullWidth.test(token)) return 'fullWidth';
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(token) ? 'word' : 'symbol';
}

/** One character at most: the token itself could be a secret without its quotes. */
function characterAtFault(mistake: SyntaxMistake, token: string): string {
  if (mistake === 'fullWidth') return fullWidth.exec(token)?.[0] ?? '';
  return mistake === 'invisible' ? String.fromCodePoint(token.codePointAt(0) ?? 0) : '';
}

/** A curl or KooCLI command, or a request as the documentation prints it, in place of the body alone. */
export function findPasted(text: string): TextProblem | undefined {
  const start = /^\s*(?:[$>]\s+)?(?:(curl|hcloud)\s|(?:POST|GET|PUT)\s+(?:https?:|\/))/i.exec(text);
  if (start === null) return undefined;
  const offset = start[0].search(/\S/);
  const mistake = start[1] === undefined ? 'pastedRequest' : 'pastedCommand';
  const length = lengthWithin(text, offset, endOfLine(text, offset) - offset);
  return { code: 'syntax', severity: 'error', offset, length, mistake, found: '' };
}
