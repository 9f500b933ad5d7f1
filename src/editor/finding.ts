import type { Span } from '../task/file/textPlace.ts';
import type { Fix } from './fixes.ts';

/** Something about a task file that is marked in its text. */
export interface Finding extends Span {
  /** Stable: people search for it. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** The code of what need not be said of the same place beside it, since this says it better. */
  readonly insteadOf?: string;
  /** Another file that it is about, by its URI. */
  readonly elsewhere?: { readonly uri: string; readonly message: string; readonly at?: ValuePlace | undefined };
}

/** Line and column from 0; a text in quotes ends in its line. */
export interface ValuePlace {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}
