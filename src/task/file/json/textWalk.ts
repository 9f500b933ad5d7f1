/** As much of a string as a walk through it needs, so that a test can count what is looked at. */
export type Text = Pick<string, 'length' | 'charCodeAt' | 'slice'>;

/** Code units looked at between two breaths, at most: well under a millisecond of work. */
export const stride = 8192;

/** Work on a text that stops for breath at each `yield`, so that no file holds up everything else, and ends with what it found. */
export type Steps<Found> = Generator<undefined, Found, unknown>;

/** Where a walk through a text is. */
export interface Walk {
  readonly text: Text;
  at: number;
  /** Characters so far that end a line. */
  lineEnds: number;
  /** Code units that may be looked at before the next breath. */
  left: number;
}

export function walkThrough(text: Text): Walk {
  return { text, at: 0, lineEnds: 0, left: stride };
}

/** Counts a look at a code unit; true where the walk has to stop for breath before. */
export function isOutOfBreath(walk: Pick<Walk, 'left'>): boolean {
  walk.left -= 1;
  if (walk.left >= 0) return false;
  walk.left = stride - 1;
  return true;
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Takes all steps at once: for texts that are known to be short, and where nobody waits. */
export function atOnce<Found>(steps: Steps<Found>): Found {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
