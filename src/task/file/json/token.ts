import type { Span } from '../textPlace.ts';

/** Characters that are tokens by themselves. */
export const marks = ['{', '}', '[', ']', ',', ':'] as const;

/** What is wrong with a token by itself, before any grammar. */
export type TokenFault = 'openString' | 'escape' | 'rawControl' | 'number' | 'openComment';

export interface Token extends Span {
  /** A bracket, a comma or a colon is its own sign; `"` for a string, `comment` for one that does not end; empty at the end. */
  readonly sign: (typeof marks)[number] | '"' | 'number' | 'word' | 'comment' | '';
  /** Of a string with its escapes decoded, of a number or a word as it stands; else empty. */
  readonly text: string;
  /** Characters before it that end a line: between two tokens with as many there is none. */
  readonly lineEnds: number;
  readonly fault?: TokenFault;
}
