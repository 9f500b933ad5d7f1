import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { Rest, WhyNotKnown } from '../../task/estimate.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long it still takes, or why that is not known. */
export function restText(rest: Rest, t: Translate): string {
  return rest.kind === 'range' ? rangeText(rest, t) : t('not known: {reason}', { reason: whyText(rest.why, t) });
}

/** Rounded outwards, so that what was in the range is in what is said. */
function rangeText({ from, to }: Extract<Rest, { kind: 'range' }>, t: Translate): string {
  if (to <= minute) return t('under a minute');
  const unit = to <= 90 * minute ? minute : to <= 2 * day ? hour : day;
  const step = unit === minute && to > 20 * minute ? 5 : 1;
  const [least, most] = [Math.floor(from / unit / step) * step, Math.ceil(to / unit / step) * step];
  const values = { from: figure(least, t), to: figure(most, t) };
  const isUpTo = least === 0;
  switch (unit) {
    case minute:
      return isUpTo ? t('up to {to} minutes', values) : t('{from} to {to} minutes', values);
    case hour:
      return isUpTo ? t('up to {to} hours', values) : t('{from} to {to} hours', values);
    default:
      return isUpTo ? t('up to {to} days', values) : t('{from} to {to} days', values);
  }
}

function whyText(why: WhyNotKnown, t: Translate): string {
  switch (why) {
    case 'tooFew':
      return t('too few looks have told a rate yet');
    case 'stands':
      return t('nothing has moved on of late');
    case 'beganAnew':
      return t('it has just begun anew');
    case 'grows':
      return t('the lag grows');
    case 'varies':
      return t('the rate goes up and down too much');
  }
}

/** How long something has lasted, in whole units; `milliseconds` from a minute on. */
export function lastedText(milliseconds: number, t: Translate): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 90) return t('{count} minutes', { count: figure(minutes, t) });
  return t('{count} hours', { count: figure(Math.round(minutes / 60), t) });
}
