import type { Desk } from '../../desk/ports.ts';

/** Milliseconds after which a person wants to know what is going on. */
const quick = 1000;

/** Waits for work that usually is quick; says so in a notification where it is not. */
export async function toldWhenSlow<T>(
  { wait, notifier }: Pick<Desk, 'wait' | 'notifier'>,
  title: string,
  work: Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const done = work.finally(() => stop.abort());
  // Whoever waits for the work below hears of its failure.
  done.catch(() => undefined);
  await wait(quick, stop.signal);
  return stop.signal.aborted ? done : notifier.progress(title, () => done);
}
