/** A stream of numbers from 0 up to, not including, 1: the same numbers for the same seed, on every machine. */
export interface SeededRandom {
  next(): number;
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
}

/**
 * A stream of its own for each list of labels, so that what one of them draws never depends on how far another has got.
 * Source of the generator: mulberry32, Tommy Ettinger, public domain.
 */
export function seededRandom(seed: number, ...labels: readonly (string | number)[]): SeededRandom {
  let state = labels.reduce((hash: number, label) => hashOf(`${hash}/${label}`), seed >>> 0);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}

/** Source: FNV-1a, 32 bits, over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
