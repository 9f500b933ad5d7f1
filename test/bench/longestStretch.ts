import { fastest } from './samples.ts';

const rounds = 10;

/**
 * Milliseconds that the event loop is held up at a stretch while `work` runs, at most. What holds it up does so in every round, so the
 * best of several says most: whatever else the computer does takes its time out of the middle of some stretch.
 */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
  const longest: number[] = [];
  for (let round = 0; round < rounds; round += 1) longest.push(await stretchOf(work));
  return fastest(longest);
}

async function stretchOf(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  setImmediate(turn);
  await work();
  isOver = true;
  turn();
  return longest;
}
