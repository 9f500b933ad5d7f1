import { z } from 'zod';

/** One list a window: the extensions in the order in which they were activated. */
export const samplesSchema = z.array(z.array(z.object({ id: z.string(), milliseconds: z.number() })));

export type Samples = z.infer<typeof samplesSchema>;

export function timesOf(samples: Samples, id: string): number[] {
  return samples.flat().flatMap((sample) => (sample.id === id ? [sample.milliseconds] : []));
}

/** The least of them, which says most on a machine that does other things too. */
export function fastest(numbers: readonly number[]): number {
  return Math.min(...numbers);
}

/** @throws {Error} where there is nothing to take the median of */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}
