import type { TaskStats } from '../../cloud/services/taskProgressSchemas.ts';
import type { Translate } from '../../cloud/translate.ts';
import { clockText, figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import { allSamples } from '../../task/record/allSamples.ts';
import type { Sample } from '../../task/sample.ts';
import { stateOf, type TaskState } from '../../task/taskStatus.ts';
import { ticksFor } from './chartScale.ts';
import type { ChartLine, ChartPanel, PageChart } from './pageModel.ts';

/** Milliseconds. Between two looks that are farther apart nothing is known; what nobody sees is looked at once a minute. */
const longestGap = 150_000;

/** Looks in a picture: of the newest, which are as many as a window remembers, and of those before. */
const mostNew = 400;
const mostOld = 600;

const settled: readonly TaskState[] = ['failed', 'stopped', 'finished', 'released', 'deleted'];

/** The figures of a task over time, as far as they were seen; undefined where none was. */
export function chartOf(known: KnownTask, t: Translate): PageChart | undefined {
  const { samples, task } = known;
  const seen = thinned(withGaps(allSamples(known)));
  const [first] = seen;
  if (first === undefined || !seen.some(({ stats }) => stats !== undefined)) return undefined;
  // No second look at its figures will come.
  if (seen.length === 1 && settled.includes(stateOf(task.status))) return undefined;
  return {
    since: sinceText(first.at, samples[0]?.at, t),
    tooFew: t('A line is drawn from the second look on, in about ten seconds.'),
    times: seen.map(({ at }) => at),
    panels: panelsOf(seen, t).filter(({ lines }) => lines.some(({ values }) => values.some((value) => value !== null))),
    words: { table: t('The Same as a Table'), time: t('Time'), unknown: t('not known') },
  };
}

/** `own`: since when this window has looked. */
function sinceText(first: number, own: number | undefined, t: Translate): string {
  if (own !== undefined && first >= own)
    return t('Since {time}, in the memory of this window', { time: clockText(own, t) });
  const time = timeText(new Date(first), t);
  if (own === undefined) return t('Since {time}, as it was kept on disk', { time });
  return t('Since {time}, kept on disk with fewer figures until this window looked at {own}', {
    time,
    own: clockText(own, t),
  });
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

/** The newest are all there; of the older ones as many as can be drawn, and wherever nothing is known. */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  const [old, newest] = [samples.slice(0, -mostNew), samples.slice(-mostNew)];
  const step = Math.ceil(old.length / mostOld);
  return [...old.filter(({ stats }, index) => index % step === 0 || stats === undefined), ...newest];
}
