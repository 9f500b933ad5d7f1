import { asSentence, shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { missingText } from '../../desk/cutOver/missingText.ts';
import { isOfSwap, swapCondition } from '../../desk/cutOver/swapTexts.ts';
import { clockText, figure } from '../../desk/tasks/phaseTexts.ts';
import type { Precondition } from '../../task/cutOver/preconditions.ts';
import { adviceText } from '../preflight/checkAdvice.ts';
import { checkTitle, type EndNames } from '../preflight/checkTexts.ts';
import { findingText } from '../preflight/findingText.ts';

/** What has to hold, in a few words. */
export function preconditionTitle(condition: Precondition, t: Translate): string {
  switch (condition.id) {
    case 'incremental':
      return t('incremental, and not swapped');
    case 'lag':
      return t('the lag is small in two looks in a row');
    case 'askedBefore':
      return t('no other swap is open');
    default:
      return isOfSwap(condition) ? swapCondition(condition, t) : checkTitle(condition, t);
  }
}

/** What was found of one that does not hold, or why it could not be checked. */
export function preconditionFinding(condition: Precondition, names: EndNames, t: Translate): string {
  if (condition.id === 'incremental' || condition.id === 'lag' || condition.id === 'askedBefore')
    return ofTask(condition, t);
  if (condition.verdict !== 'notChecked') return findingText(condition, names, t);
  const what = preconditionTitle(condition, t);
  const isPassword = condition.id === 'swapPassword' && condition.missing?.kind === 'noPassword';
  const why = isPassword
    ? t('not checked: a password is not known here unless it was kept')
    : missingText(condition.missing, t);
  return asSentence(`${what}: ${why}`);
}

type OfTask = Extract<Precondition, { readonly id: 'incremental' | 'lag' | 'askedBefore' }>;

function ofTask(condition: OfTask, t: Translate): string {
  switch (condition.id) {
    case 'incremental': {
      const { status, exchange } = condition.evidence;
      if (exchange === 'exchanging') return t('A swap or a roll back of its IPs is under way.');
      if (exchange === 'exchanged') return t('Its IPs are swapped already.');
      return t('The task is not in its incremental migration ({status}).', { status: shortened(status) || '?' });
    }
    case 'lag': {
      const { value } = condition.evidence;
      return value === undefined
        ? t('The lag is not known.')
        : t('The lag is {lag}, or was not small in two looks in a row.', { lag: figure(value, t) });
    }
    case 'askedBefore':
      return t('A swap or a roll back was asked for at {time}, and nobody knows how it ended.', {
        time: clockText(condition.evidence.askedAt ?? 0, t),
      });
  }
}

/** What to do about it. */
export function preconditionAdvice(condition: Precondition, t: Translate): string {
  switch (condition.id) {
    case 'incremental':
      return condition.evidence.exchange === 'exchanged'
        ? t('Roll Back IP… takes it back.')
        : t('Wait until it is, and check again.');
    case 'lag':
      return t('Stop the writes at the source, or wait until it has caught up, and check again.');
    case 'askedBefore':
      return t('You are told when that is known. Asked once more, it may be refused, or be done twice.');
    case 'running':
    case 'busy':
    case 'sameInstance':
      return adviceText(condition, t);
    case 'swapPassword':
      return condition.verdict === 'notChecked'
        ? t('Make sure that they are equal: applications keep the password that they have.')
        : adviceText(condition, t);
    default:
      return condition.verdict === 'notChecked'
        ? t('Make sure of it yourself before you go on.')
        : adviceText(condition, t);
  }
}

/** By what one that holds was judged. */
export function readingText(condition: Precondition, t: Translate): string {
  const { verdict } = condition;
  if (verdict === 'notApplicable') return t('does not apply');
  switch (condition.id) {
    case 'incremental':
      return shortened(condition.evidence.status);
    case 'lag':
      return condition.evidence.value === undefined ? '' : t('lag {lag}', { lag: figure(condition.evidence.value, t) });
    case 'swapInstances':
    case 'swapPort':
    case 'swapTypes':
      return pair(condition.evidence.source, condition.evidence.target);
    case 'running':
      return condition.evidence.status ?? '';
    default:
      return t('passed');
  }
}

function pair(source: string | number | undefined, target: string | number | undefined): string {
  return source === undefined || target === undefined ? '' : `${source} → ${target}`;
}
