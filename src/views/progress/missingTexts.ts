import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import { allSamples } from '../../task/record/allSamples.ts';
import type { Sample } from '../../task/sample.ts';

/** Milliseconds between two looks of which nothing is missing. */
const longestGap = 150_000;

/** Gaps that are named; of more it is said how many. */
const mostGaps = 10;

/** Where a report has nothing to say, and why. */
export function missingTexts(known: KnownTask, t: Translate): readonly string[] {
  const { record } = known;
  const samples = allSamples(known).filter(({ stats }) => stats !== undefined);
  const unread = record?.unread ?? 0;
  return [
    ...(record === undefined ? [t('What was kept on disk of this task could not be read.')] : []),
    ...(unread > 0 ? [t('Lines of what was kept that could not be read: {count}.', { count: figure(unread, t) })] : []),
    ...beginningTexts(known, samples, t),
    ...gapTexts(samples, t),
    t('What was done in the console or by other tools is not in it, nor what was done before this extension looked.'),
  ];
}

function beginningTexts({ task, detail }: KnownTask, [first]: readonly Sample[], t: Translate): readonly string[] {
  if (first === undefined) return [t('There are no figures: nobody looked while it ran.')];
  const created = (task.created_at ?? detail?.created_at)?.time?.getTime();
  if (created !== undefined && first.at - created <= longestGap) return [];
  return [t('There are no figures of the time before {time}.', { time: timeText(new Date(first.at), t) })];
}

function gapTexts(samples: readonly Sample[], t: Translate): readonly string[] {
  const gaps = samples.flatMap(({ at }, index) => {
    const before = samples[index - 1]?.at;
    return before !== undefined && at - before > longestGap ? [{ from: before, to: at }] : [];
  });
  const longestFirst = gaps.toSorted((one, other) => other.to - other.from - (one.to - one.from)).slice(0, mostGaps);
  const named = gaps.filter((gap) => longestFirst.includes(gap));
  const texts = named.map(({ from, to }) =>
    t('There are no figures between {from} and {to}.', {
      from: timeText(new Date(from), t),
      to: timeText(new Date(to), t),
    }),
  );
  const rest = gaps.length - named.length;
  return rest === 0 ? texts : [...texts, t('Shorter gaps besides: {count}.', { count: figure(rest, t) })];
}
