import { type Steps, stride, type Text } from '../../../src/task/file/json/textWalk.ts';

/** How a text was gone through. */
export interface Watch {
  /** Looks at the code unit that was looked at most often. */
  readonly most: number;
  /** Code units that were never looked at. */
  readonly unseen: number;
  /** From the first to the last code unit that was looked at without a breath, at most. */
  readonly longestStep: number;
}

/** Goes through a text by steps, and counts the looks at each of its code units. */
export function watch(text: string, walk: (text: Text) => Iterator<unknown, unknown>): Watch {
  const looks = new Uint8Array(text.length);
  let [first, last, longestStep] = [Number.POSITIVE_INFINITY, 0, 0];
  const steps = walk({
    length: text.length,
    charCodeAt(index) {
      first = Math.min(first, index);
      last = Math.max(last, index);
      if (index < text.length) looks[index] = (looks[index] ?? 0) + 1;
      return text.charCodeAt(index);
    },
    slice: (start, end) => text.slice(start, end),
  });
  for (let done = false; !done; first = Number.POSITIVE_INFINITY) {
    done = steps.next().done === true;
    longestStep = Math.max(longestStep, last - first);
  }
  const most = looks.reduce((one, other) => Math.max(one, other), 0);
  return { most, unseen: looks.filter((times) => times === 0).length, longestStep };
}

/** Breaths of a reader that looks at each character of a text once, at least. */
export const breathsFor = ({ length }: Pick<string, 'length'>): number => Math.ceil(length / stride) - 1;

export function countBreaths(steps: Steps<unknown>): number {
  return [...steps].length;
}
