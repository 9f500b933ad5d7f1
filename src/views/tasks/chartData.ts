import type { TaskStats } from '../../cloud/services/taskProgressSchemas.ts';
import type { Translate } from '../../cloud/translate.ts';
import { clockText, figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Sample } from '../../task/sample.ts';
import { stateOf, type TaskState } from '../../task/taskStatus.ts';
import { ticksFor } from './chartScale.ts';
import type { ChartLine, ChartPanel, PageChart } from './pageModel.ts';

/** Milliseconds. Between two looks that are farther apart nothing is known. */
const longestGap = 60_000;

const settled: readonly TaskState[] = ['failed', 'stopped', 'finished', 'released', 'deleted'];

/** The figures of a task over time, as far as this window has seen them; undefined where it has seen none. */
export function chartOf({ samples, task }: KnownTask, t: Translate): PageChart | undefined {
  const seen = withGaps(samples);
  const [first] = seen;
  if (first === undefined || !seen.some(({ stats }) => stats !== undefined)) return undefined;
  // No second look at its figures will come.
  if (seen.length === 1 && settled.includes(stateOf(task.status))) return undefined;
  return {
    since: t('Since {time}, in the memory of this window', { time: clockText(first.at, t) }),
    tooFew: t('A line is drawn from the second look on, in about ten seconds.'),
    times: seen.map(({ at }) => at),
    panels: panelsOf(seen, t).filter(({ lines }) => lines.some(({ values }) => values.some((value) => value !== null))),
    words: { table: t('The Same as a Table'), time: t('Time'), unknown: t('not known') },
  };
}

function panelsOf(seen: readonly Sample[], t: Translate): readonly ChartPanel[] {
  const line = (key: string, label: string, of: (stats: TaskStats, sample: Sample) => number | undefined) => ({
    key,
    label,
    values: seen.map((sample) => (sample.stats === undefined ? null : (of(sample.stats, sample) ?? null))),
  });
  // Whatever stands there while the task copies is no lag.
  const lag = line('lag', t('Lag'), ({ offset }, { status }) =>
    stateOf(status) === 'incremental' ? offset : undefined,
  );
  const operations = line('operations', t('Operations/s'), ({ target_ops }) => target_ops);
  const source = line('source', t('Source'), ({ source_dbsize }) => source_dbsize);
  const target = line('target', t('Target'), ({ target_dbsize }) => target_dbsize);
  return [
    panel('lag', t('Lag'), [lag], { leastTop: 100, fromZero: true }, t),
    panel('operations', t('Operations on the target/s'), [operations], { leastTop: 10, fromZero: true }, t),
    panel('keys', t('Keys'), [source, target], { leastTop: 10, fromZero: false }, t),
  ];
}

function panel(
  key: string,
  label: string,
  lines: readonly ChartLine[],
  scale: Parameters<typeof ticksFor>[1],
  t: Translate,
): ChartPanel {
  const summary = [label, ...lines.map((line) => summaryOf(line, lines.length > 1, t))].join(' · ');
  return {
    key,
    label,
    summary,
    lines,
    ticks: ticksFor(
      lines.flatMap(({ values }) => known(values)),
      scale,
    ),
  };
}

function summaryOf({ label, values }: ChartLine, isOneOfMany: boolean, t: Translate): string {
  const all = known(values);
  const last = values.at(-1);
  const [low, high, now] = [Math.min(...all), Math.max(...all), last ?? undefined].map((value) =>
    value === undefined || !Number.isFinite(value) ? t('not known') : figure(value, t),
  );
  const words = t('from {low} to {high}, now {now}', { low: low ?? '', high: high ?? '', now: now ?? '' });
  return isOneOfMany ? `${label}: ${words}` : words;
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

/** With a look that saw nothing wherever nobody looked. */
function withGaps(samples: readonly Sample[]): readonly Sample[] {
  return samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    const isCut = before?.stats !== undefined && sample.at - before.at > longestGap;
    return isCut ? [{ at: before.at + 1, status: before.status, stats: undefined }, sample] : [sample];
  });
}
