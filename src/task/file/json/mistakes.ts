import type { SyntaxMistake, TextProblem } from '../taskFileProblems.ts';
import type { Text } from './textWalk.ts';
import type { Token, TokenFault } from './token.ts';

/** Mistakes told of one file; the next ones are often the echo of these. */
const mistakeLimit = 10;

/** Characters looked at of what the parser stumbled over. */
const tokenLimit = 40;

/** Characters looked at for a pasted command, from its first on. */
const commandLimit = 200;

/** What the grammar misses. */
export type Expectation = Extract<SyntaxMistake, `${string}Expected`>;

export interface Mistakes {
  /** What the parser stumbles over; `unknown` is a word that means nothing in JSON. */
  note(what: Expectation | TokenFault | 'unknown', token: Token): void;
  /** How often anything was noted. */
  count(): number;
  /** One a line, without those that only follow from an earlier one. */
  told(): readonly TextProblem[];
}

export function createMistakes(text: Text): Mistakes {
  const problems: TextProblem[] = [];
  let count = 0;
  let afterLexical = false;
  let lastLine = -1;
  return {
    note(what, { offset, length, lineEnds }) {
      count += 1;
      const isGrammar = what.endsWith('Expected');
      afterLexical ||= !isGrammar;
      // Once a token could not be read, what the grammar misses is mostly that token.
      if ((afterLexical && isGrammar) || lineEnds === lastLine || problems.length === mistakeLimit) return;
      const start = text.slice(offset, offset + Math.min(length, tokenLimit));
      const mistake = what === 'unknown' ? classifySymbol(start) : what;
      const found = characterAtFault(mistake, start);
      problems.push({ code: 'syntax', severity: 'error', offset, length, mistake, found });
      lastLine = lineEnds;
    },
    count: () => count,
    told: () => problems,
  };
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
  const offset = text.length - text.trimStart().length;
  const start = /^(?:[$>]\s+)?(?:(curl|hcloud)\s|(?:POST|GET|PUT)\s+(?:https?:|\/))/i.exec(
    text.slice(offset, offset + commandLimit),
  );
  if (start === null) return undefined;
  const mistake = start[1] === undefined ? 'pastedRequest' : 'pastedCommand';
  const length = endOfLine(text, offset) - offset;
  return { code: 'syntax', severity: 'error', offset, length, mistake, found: '' };
}

function endOfLine(text: string, offset: number): number {
  const ends = ['\n', '\r'].map((end) => text.indexOf(end, offset)).filter((end) => end !== -1);
  return Math.min(...ends, text.length);
}
