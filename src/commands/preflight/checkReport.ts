import type { Translate } from '../../cloud/translate.ts';
import { missingText } from '../../desk/cutOver/missingText.ts';
import { clockText } from '../../desk/tasks/phaseTexts.ts';
import type { Check } from '../../task/preflight/check.ts';
import { adviceText } from './checkAdvice.ts';
import { checkTitle, type EndNames } from './checkTexts.ts';
import type { CheckForm } from './configureForm.ts';
import { findingText } from './findingText.ts';

/** The name of the report, and a line for each check with what it has found; a text that can be copied. */
export function checkReport(
  { desk: { t }, about, title }: CheckForm,
  checks: readonly Check[],
  names: EndNames,
): readonly [title: string, text: string] {
  const lines = checks.map((check) => lineOf(check, names, t));
  const ends = t('From {source} to {target}.', names);
  const sum = summaryText(checks, t);
  return [t('checks-{name}.txt', { name: about.name }), [title, ends, sum, '', ...lines, ''].join('\n')];
}

/** How many of them have passed, and were not checked. */
export function summaryText(checks: readonly Check[], t: Translate): string {
  const count = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length;
  const values = { passed: count('passed'), unchecked: count('notChecked'), all: checks.length };
  const notes = count('note');
  return notes === 0
    ? t('{passed} of {all} passed, {unchecked} not checked', values)
    : t('{passed} of {all} passed, {unchecked} not checked, {notes} to know for later', { ...values, notes });
}

function lineOf(check: Check, names: EndNames, t: Translate): string {
  const at = check.at === undefined ? '' : ` (${clockText(check.at, t)})`;
  return `${markOf(check)} ${checkTitle(check, t)}: ${saidOf(check, names, t)}${at}`;
}

function markOf({ verdict }: Check): string {
  const marks = { passed: '✓', error: '✗', warning: '!', note: 'i', notChecked: '?', notApplicable: '–' } as const;
  return marks[verdict];
}

function saidOf(check: Check, names: EndNames, t: Translate): string {
  switch (check.verdict) {
    case 'passed':
      return t('passed');
    case 'notApplicable':
      return t('does not apply');
    case 'notChecked':
      return missingText(check.missing, t);
    default:
      return `${findingText(check, names, t)} ${adviceText(check, t)}`;
  }
}
