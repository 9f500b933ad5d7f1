import { upTo } from '../foreignText.ts';
import { findCommandSecrets } from './commandSecrets.ts';
import { inBase64 } from './inBase64.ts';
import { finderOf, longestSpelling, type Range } from './knownSecrets.ts';
import { findNamedSecrets } from './namedSecrets.ts';
import { findShapes } from './secretShapes.ts';

/** What stands in place of a secret; of one length, since that of a secret says something about it. */
export const mask = '••••••';

/** A text as it may be shown: of its first `most` characters, those that are no secret. */
export type Mask = (text: string, most?: number) => string;

/** Characters beyond what is shown that are looked at, so that a secret that begins in it is known for one. */
const lookAhead = 4000;

/**
 * Masks the given secrets, in whatever spelling, and whatever has the shape of a secret. Takes time in proportion to what is
 * shown, not to what is given.
 */
export function maskOf(secrets: readonly string[]): Mask {
  const plain = secrets.map((secret) => secret.trim()).filter((secret) => secret !== '');
  const known = [...plain, ...plain.flatMap(inBase64)];
  const findKnown = finderOf(known);
  const beyond = Math.max(lookAhead, ...known.map(({ length }) => length * longestSpelling));
  return (text, most = text.length) => {
    const seen = text.slice(0, most + beyond);
    const found = [findKnown, findShapes, findNamedSecrets, findCommandSecrets].flatMap((find) => find(seen));
    return cover(seen, found, most);
  };
}

/** A text as it may be shown, where it is the only one. */
export function redactText(text: string, secrets: readonly string[], most = text.length): string {
  return text === '' ? '' : maskOf(secrets)(text, most);
}

function cover(text: string, ranges: Range[], most: number): string {
  let shown = '';
  let end = 0;
  for (const [from, to] of ranges.sort((one, other) => one[0] - other[0])) {
    if (from >= most) break;
    if (to <= end || from === to) continue;
    if (from > end || end === 0) shown += text.slice(end, from) + mask;
    end = to;
  }
  return shown + upTo(text.slice(end), Math.max(0, most - end));
}
