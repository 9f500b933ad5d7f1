import type { Desk } from '../desk/ports.ts';

/** Milliseconds between two drawings: one that takes long is not to fill all the time. */
const shortestPause = 100;
const longestPause = 1000;
const pauseByCost = 4;

/**
 * Draws at once, and what comes within the pause after that together, as it was given last: hundreds of changes in a row cost a few
 * drawings. `over` ends it, what is still to be drawn included.
 */
export function drawTogether<Given extends readonly unknown[]>(
  draw: (...given: Given) => void,
  wait: Desk['wait'],
  over?: AbortSignal,
): (...given: Given) => void {
  let isPausing = false;
  let left: Given | undefined;
  const drawNow = (given: Given) => {
    const begun = performance.now();
    isPausing = true;
    left = undefined;
    try {
      draw(...given);
    } finally {
      const cost = performance.now() - begun;
      void wait(Math.min(longestPause, Math.max(shortestPause, pauseByCost * cost)), over).then(goOn);
    }
  };
  const goOn = () => {
    isPausing = false;
    if (left !== undefined && over?.aborted !== true) drawNow(left);
  };
  return (...given) => {
    if (over?.aborted === true) return;
    if (isPausing) left = given;
    else drawNow(given);
  };
}
