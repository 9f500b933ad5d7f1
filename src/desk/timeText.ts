import type { Translate } from '../cloud/translate.ts';

/** Date and time as people of the editor's language write them, in the time zone of this computer. */
export function timeText(time: Date, t: Translate): string {
  // The language is that of the texts: an editor in a third language shows English ones.
  return time.toLocaleString(t('en-US'), { dateStyle: 'medium', timeStyle: 'medium' });
}
