import { depthLimit } from '../taskFileRules.ts';
import type { Expectation, Mistakes } from './mistakes.ts';
import type { Text } from './textWalk.ts';
import type { Token } from './token.ts';
import { tokensOf } from './tokens.ts';

/** Goes through a text by the tokens that a JSON grammar knows; what it cannot use is noted as a mistake and left out. */
export interface JsonReader {
  token(): Token;
  /** Goes on to the next token. False: out of breath, so it has to be called again. */
  advance(): boolean;
  /** Notes that the grammar wants something else than the current token. */
  miss(expected: Expectation): void;
  /** From now on nothing is noted. */
  fallSilent(): void;
  /** The first bracket beyond the limit. The text seems to end there: parsing recurses, so a hostile file must not lead it further. */
  tooDeep(): number | undefined;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
const keywords = ['true', 'false', 'null'];

export function readJson(text: Text, mistakes: Mistakes): JsonReader {
  const tokens = tokensOf(text);
  const end: Token = { sign: '', offset: text.length, length: 0, text: '', lineEnds: 0 };
  // A bracket is closed only by its own kind, as in the parser, so broken texts are never counted shallower than the parser goes.
  const open: string[] = [];
  let token = end;
  let tooDeep: number | undefined;
  let silent = false;
  const use = (next: Token) => {
    const closer = closing[next.sign];
    if (closer !== undefined) {
      if (open.length === depthLimit) tooDeep = next.offset;
      open.push(closer);
    } else if (next.sign !== '' && next.sign === open.at(-1)) open.pop();
    if (silent) return;
    if (next.fault !== undefined) mistakes.note(next.fault, next);
    if (isUnknown(next)) mistakes.note('unknown', next);
  };
  return {
    token: () => token,
    advance() {
      for (;;) {
        const next = tooDeep === undefined ? tokens.next().value : end;
        if (next === undefined) return false;
        use(next);
        if (tooDeep === undefined && (next.sign === 'comment' || isUnknown(next))) continue;
        token = tooDeep === undefined ? next : end;
        return true;
      }
    },
    miss(expected) {
      if (!silent) mistakes.note(expected, token);
    },
    fallSilent() {
      silent = true;
    },
    tooDeep: () => tooDeep,
  };
}

function isUnknown({ sign, text }: Token): boolean {
  return sign === 'word' && !keywords.includes(text);
}
