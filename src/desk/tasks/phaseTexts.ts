import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { causeOf } from './causes.ts';
import type { KnownTask } from './taskSight.ts';

/** Characters of a reason in a row. */
const longestReason = 60;

/** By language: making one takes longer than a hundred figures, of which a list of instances has thousands. */
const formats = new Map<string, Intl.NumberFormat>();

/** A number as people of the editor's language write it. */
export function figure(value: number, t: Translate): string {
  const language = t('en-US');
  const format = formats.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  formats.set(language, format);
  return format.format(value);
}

/** A time of day as people of the editor's language write it. `at` in milliseconds since 1970. */
export function clockText(at: number, t: Translate): string {
  return new Date(at).toLocaleTimeString(t('en-US'));
}

/** The phase in words, with its figure, and what became of a swap of the addresses. */
export function phaseText(known: KnownTask, life: Lifecycle, t: Translate): string {
  const isOver = life.phase === 'failed' || life.phase === 'deleted';
  switch (life.exchange) {
    case 'exchanging':
      return t('IPs are being swapped');
    case 'exchanged':
      return isOver ? plainPhase(known, life, t) : t('IPs swapped');
    case 'rolledBack':
      return life.phase === 'stopped' ? t('stopped, IPs rolled back') : plainPhase(known, life, t);
    case 'exchangeFailed':
      return isOver ? plainPhase(known, life, t) : t('{state}, IP swap failed', { state: plainPhase(known, life, t) });
    default:
      return plainPhase(known, life, t);
  }
}

function plainPhase(known: KnownTask, life: Lifecycle, t: Translate): string {
  const { progress } = life;
  const percent = progress === undefined ? undefined : figure(Math.floor(progress), t);
  switch (life.phase) {
    case 'creating':
      return t('machine is starting');
    case 'toConfigure':
      return t('waiting to be configured');
    case 'fullCopy':
      return percent === undefined ? t('full copy') : t('full copy {percent} %', { percent });
    case 'migrating':
      return percent === undefined ? t('migrating') : t('migrating {percent} %', { percent });
    case 'catchingUp':
      return lagText(life, t);
    case 'inSync':
      return t('in sync');
    case 'ready':
      return t('ready to cut over');
    case 'stopping':
      return t('stopping');
    case 'stopped':
      return t('stopped');
    case 'finished':
      return t('finished');
    case 'failed':
      return failedText(known, t);
    case 'released':
      return t('machine released');
    case 'deleted':
      return t('deleted');
    case 'unknown':
      return known.task.status === '' ? t('no status') : shortened(known.task.status, longestReason);
  }
}

function lagText({ lag, trend, isUnconfirmed }: Lifecycle, t: Translate): string {
  if (lag === undefined) return t('catching up');
  const values = { lag: figure(lag, t) };
  if (isUnconfirmed) return t('lag {lag}, to be confirmed', values);
  switch (trend) {
    case 'falling':
      return t('catching up, lag {lag} falling', values);
    case 'growing':
      return t('catching up, lag {lag} growing', values);
    default:
      return t('catching up, lag {lag}', values);
  }
}

/** What the catalogue makes of it where that is certain, else the cloud's own words. */
function failedText(known: KnownTask, t: Translate): string {
  const words = known.task.error_message?.trim() ?? '';
  const cause = causeOf(known)?.cause;
  if (cause === undefined && words === '') return t('failed');
  return t('failed: {reason}', { reason: shortened(cause === undefined ? words : t(cause), longestReason) });
}
