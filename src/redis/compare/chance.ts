import { createHash } from 'node:crypto';

/** Numbers from 0 up to, not including, 1: for the same seed and key the same ones. */
export function chanceOf(seed: number, key: Uint8Array): () => number {
  let round = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed} ${round} `).update(key).digest();
    round += 1;
    return digest.readUInt32BE() / 2 ** 32;
  };
}
