import type { Choice, Desk } from '../../desk/ports.ts';
import type { Check } from '../../task/preflight/check.ts';
import { adviceText } from './checkAdvice.ts';
import { summaryText } from './checkReport.ts';
import type { EndNames } from './checkTexts.ts';
import { findingText } from './findingText.ts';

/** What a row of the review asks of the checks. */
export type CheckChoice = { readonly check: Check } | 'again' | 'report';

/** A finding, which leads to what can be done about it. */
export function rowOf(check: Check, names: EndNames, { t }: Desk): Choice<CheckChoice> {
  return {
    label: findingText(check, names, t),
    detail: adviceText(check, t),
    icon: check.verdict === 'error' ? 'error' : 'warning',
    value: { check },
  };
}

/** What there is besides findings, as far as anything was looked at. */
export function summary(found: readonly Check[], { t }: Desk): readonly Choice<CheckChoice>[] {
  if (found.length === 0) return [];
  return [
    { label: t('Check Again'), icon: 'refresh', value: 'again' },
    {
      label: t('Show All Checks'),
      description: summaryText(found, t),
      icon: 'checklist',
      value: 'report',
    },
  ];
}
