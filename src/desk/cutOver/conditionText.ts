import { asSentence } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Check } from '../../task/preflight/check.ts';
import { missingText } from './missingText.ts';
import { isOfSwap, swapCondition, swapFinding } from './swapTexts.ts';

/** What was found; of what could not be checked, why. */
export function conditionText(check: Check, t: Translate): string {
  if (!isOfSwap(check)) return '';
  const title = swapCondition(check, t);
  switch (check.verdict) {
    case 'passed':
      return asSentence(t('{what}: yes', { what: title }));
    case 'error':
    case 'warning':
      return swapFinding(check, t);
    case 'notApplicable':
      return asSentence(t('{what}: not known, since not both are DCS instances of this project', { what: title }));
    default:
      return asSentence(t('{what}: {reason}', { what: title, reason: whyNot(check, t) }));
  }
}

/** Nobody is asked for a password here. */
function whyNot({ id, missing }: Check, t: Translate): string {
  return id === 'swapPassword' && missing?.kind === 'noPassword'
    ? t('not checked: a password is not known here unless it was kept')
    : missingText(missing, t);
}
