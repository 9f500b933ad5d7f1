/** Lines across a chart, at most. */
const most = 4;

/** Round numbers from below the least value to above the greatest, evenly apart. */
export function ticksFor(values: readonly number[], { leastTop, fromZero }: { leastTop: number; fromZero: boolean }) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  // A difference that would be lost above an axis from zero is what keys are drawn for.
  const low = fromZero || values.length === 0 || least < greatest / 2 ? 0 : least;
  const high = Math.max(values.length === 0 ? 0 : greatest, low + leastTop);
  const step = roundUp((high - low) / (most - 1));
  const start = Math.floor(low / step) * step;
  const count = Math.ceil((high - start) / step);
  return Array.from({ length: count + 1 }, (_, index) => start + index * step);
}

/** 1, 2 or 5 times a power of ten. */
function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}
