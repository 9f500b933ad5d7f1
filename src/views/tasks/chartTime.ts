import type { Translate } from '../../cloud/translate.ts';
import { clockText } from '../../desk/tasks/phaseTexts.ts';
import { timeText } from '../../desk/timeText.ts';

/** A time of day; with its date where the times are of more than one day. In milliseconds since 1970. */
export function chartTime(at: number, times: readonly number[], t: Translate): string {
  const [first = at, last = at] = [times[0], times.at(-1)];
  const isOneDay = new Date(first).toDateString() === new Date(last).toDateString();
  return isOneDay ? clockText(at, t) : timeText(new Date(at), t);
}
