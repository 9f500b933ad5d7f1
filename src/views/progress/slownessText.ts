import type { Translate } from '../../cloud/translate.ts';
import { delayOf, possibleCauses } from '../../desk/tasks/causes.ts';
import { clockText, figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { bandwidthReached, begunAnew, longStart, noProgress, type Slowness } from '../../task/slowness.ts';
import { lastedText } from './restText.ts';

/** Rows of the catalogue: what everything is copied again for, and what a copy may stand for without anybody saying so. */
const copiedAgain = [36];
const mayStandFor = [19, 20, 24];

/** Looks of which the growth of a lag is told. */
const looksOfLag = 4;

/** What is slow and why, in sentences, with what tells it; none where nothing is known to be. */
export function slownessTexts(known: KnownTask, life: Lifecycle, now: number, t: Translate): readonly string[] {
  const { task, detail, samples, begunAfter } = known;
  const { phase } = life;
  const copies = phase === 'fullCopy' || phase === 'migrating';
  const moves = copies || phase === 'catchingUp';
  const found = [
    phase === 'creating' ? longStart((task.created_at ?? detail?.created_at)?.time, now) : undefined,
    moves ? begunAnew(samples, begunAfter) : undefined,
    moves ? bandwidthReached(samples, detail?.bandwidth_limit_mb) : undefined,
    copies ? noProgress(samples) : undefined,
  ].filter((one) => one !== undefined);
  return [...found.map((one) => slownessText(one, now, t)), ...lagTexts(known, life, t)];
}

function slownessText(slowness: Slowness, now: number, t: Translate): string {
  switch (slowness.kind) {
    case 'longStart': {
      const lasted = lastedText(now - slowness.since, t);
      return t(
        'Its machine has been starting for {lasted}, where a few minutes are usual. If it is not up after half an hour, delete the task and create it anew, perhaps in another subnet.',
        { lasted },
      );
    }
    case 'begunAnew':
      return [
        anewText(slowness, t),
        ...possibleCauses(copiedAgain).map(({ cause, action }) => `${t(cause)} ${t(action)}`),
      ].join(' ');
    case 'bandwidth':
      return t(
        'The bandwidth limit is reached: {rate} KB/s into the target at a limit of {limit} MB/s, in the last {looks} looks. A higher limit takes a new configuration of the task, which copies everything again.',
        { rate: figure(slowness.rate, t), limit: figure(slowness.limit, t), looks: figure(slowness.looks, t) },
      );
    case 'noProgress': {
      const lasted = lastedText(now - slowness.since, t);
      const stands = t('Neither its progress nor the keys in the target have grown for {lasted}.', { lasted });
      const possible = possibleCauses(mayStandFor).map(({ cause }) => t(cause));
      return [
        stands,
        t('Its figures do not tell why; what is known to do that:'),
        ...possible,
        t('Its log may tell more.'),
      ].join(' ');
    }
  }
}

function anewText({ from, to, at }: Extract<Slowness, { kind: 'begunAnew' }>, t: Translate): string {
  const time = clockText(at, t);
  if (from === undefined || to === undefined) return t('The full copy has begun anew, seen at {time}.', { time });
  const values = { from: figure(Math.floor(from), t), to: figure(Math.floor(to), t), time };
  return t('The full copy has begun anew: its progress fell from {from} % to {to} %, seen at {time}.', values);
}

/** Why, and what to do, stands under a heading of its own. */
function lagTexts(known: KnownTask, life: Lifecycle, t: Translate): readonly string[] {
  if (delayOf(known, life) === undefined) return [];
  const lags = known.samples.slice(-looksOfLag).flatMap(({ stats }) => stats?.offset ?? []);
  const [first, last] = [lags[0], lags.at(-1)];
  if (first === undefined || last === undefined) return [];
  const values = { from: figure(first, t), to: figure(last, t), looks: figure(lags.length, t) };
  return [t('The lag grows: from {from} to {to} in the last {looks} looks.', values)];
}
