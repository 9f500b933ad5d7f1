import { setTimeout } from 'node:timers/promises';

/** What a timer takes: one that is longer would end at once. */
const longest = 2 ** 31 - 1;

/** Resolves after that many milliseconds, or at once when the signal is aborted. */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(Math.min(milliseconds, longest), undefined, signal === undefined ? {} : { signal }).catch(
    () => undefined,
  );
}
