import type { Desk } from '../../desk/ports.ts';

/** Milliseconds after which a person wants to know what is going on. */
const quick = 1000;

/** Waits for work that usually is quick; says so in a notification where it is not. */
export async function toldWhenSlow<T>(
  { wait, notifier }: Pick<Desk, 'wait' | 'notifier'>,
  title: string,
  work: Promise<T>,
  onCancel: () => void = () => undefined,
): Promise<T> {
  const stop = new AbortController();
  const done = work.finally(() => stop.abort());
  // Whoever waits for the work below hears of its failure.
  done.catch(() => undefined);
  await wait(quick, stop.signal);
  if (stop.signal.aborted) return done;
  return notifier.progress(title, (signal) => {
    if (signal.aborted) onCancel();
    signal.addEventListener('abort', onCancel, { once: true });
    return done;
  });
}

/** As {@link toldWhenSlow}; the button of the notification aborts the work's signal. */
export function stoppableWhenSlow<T>(
  desk: Pick<Desk, 'wait' | 'notifier'>,
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  return toldWhenSlow(desk, title, work(cancel.signal), () => cancel.abort());
}
