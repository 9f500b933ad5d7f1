import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../task/file/json/textWalk.ts';

/** Milliseconds of work at a stretch; a frame has 16. */
const breath = 6;

/** How long a turn of the event loop is worked in, by however many at a time. */
interface Turns {
  /** Whether everything else is to have its turn now. */
  isOver(): boolean;
  /** Resolves in the next turn. */
  next(): Promise<void>;
}

/** `now` in milliseconds. */
export function createTurns(now: () => number, next: () => Promise<void>): Turns {
  let begun: number | undefined;
  return {
    isOver() {
      const time = now();
      if (begun === undefined) {
        begun = time;
        void next().then(() => {
          begun = undefined;
        });
      }
      return time - begun >= breath;
    },
    next,
  };
}

/** All share it: eight files that are read side by side must not take eight breaths on end. */
const ours = createTurns(() => performance.now(), setImmediate);

/** Takes steps until they are done, and lets everything else work in between. Undefined where it was stopped. */
export function inTurns<Found>(steps: Steps<Found>): Promise<Found>;
export function inTurns<Found>(
  steps: Steps<Found>,
  isStopped: () => boolean,
  turns?: Turns,
): Promise<Found | undefined>;
export async function inTurns<Found>(
  steps: Steps<Found>,
  isStopped: () => boolean = () => false,
  turns: Turns = ours,
): Promise<Found | undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (!turns.isOver()) continue;
    await turns.next();
    if (isStopped()) return undefined;
  }
}
