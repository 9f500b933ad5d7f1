import { setTimeout as delay } from 'node:timers/promises';

/** How long a window may take for anything, in milliseconds; generous, since the machines that run tests are slow. */
export const patience = 30_000;

/**
 * Asks `probe` again and again until it gives something other than undefined or false, and returns that.
 * After `patience` it throws an Error that says what did not happen, and what the last answer or error was.
 */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value | undefined | false>,
  describe: () => Promise<unknown> = async () => '',
): Promise<Value> {
  const soon = performance.now() + 2000;
  const deadline = performance.now() + patience;
  let trouble = '';
  while (performance.now() < deadline) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      trouble = '';
    } catch (error) {
      trouble = ` (${String(error)})`;
    }
    // What comes late is not asked for as often: that would slow down what it waits for.
    await delay(performance.now() < soon ? 50 : 200);
  }
  const seen = await describe().catch((error: unknown) => String(error));
  throw new Error(`Waited ${patience / 1000} s in vain until ${what}${trouble}. Instead: ${JSON.stringify(seen)}`);
}
