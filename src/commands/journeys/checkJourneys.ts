import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import type { WrongFile } from '../batch/batchFiles.ts';
import type { Journey } from './journey.ts';

/** Looks at two ends at a time; their requests have turns of their own. */
const looksAtOnce = 3;

/** What the checks have come to. */
export interface Checked {
  readonly journeys: readonly Journey[];
  readonly wrong: readonly WrongFile[];
}

/** Those that the checks have no error for, as far as they can know by now. Undefined: it was called off. */
export async function withoutErrors(desk: Desk, all: readonly Journey[]): Promise<Checked | undefined> {
  const { t, notifier } = desk;
  const isWhole = await notifier.progress(t('Checking sources and targets'), (signal, report) => {
    const cancelled = new Promise<false>((resolve) => {
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    let done = 0;
    const looking = concurrently(all, looksAtOnce, async ({ form }) => {
      if (signal.aborted) return;
      await form.checks.refresh();
      done += 1;
      report(t('{done} of {total}', { done, total: all.length }));
    });
    return Promise.race([looking.then(() => !signal.aborted), cancelled]);
  });
  if (!isWhole) return undefined;
  const checked = all.map(wrongIn);
  return {
    journeys: all.filter((_, at) => checked[at] === undefined),
    wrong: checked.filter((one) => one !== undefined),
  };
}

function wrongIn({ task, form: { checks } }: Journey): WrongFile | undefined {
  const errors = checks.open().filter(({ verdict }) => verdict === 'error');
  if (errors.length === 0) return undefined;
  const { file, body, place } = task;
  const reasons = errors.map((check) => checks.textOf(check));
  return { file, name: body.name, region: place.connection.region, reasons };
}
