import type { Check } from './check.ts';

/**
 * What could be read, or waited for the machine, when somebody agreed to a start, and cannot be read now: of that nobody knows whether it
 * stands in the way.
 */
export function lostSince(agreed: readonly Check[], now: readonly Check[]): readonly Check[] {
  return now.filter((check) => {
    const before = agreed.find(({ id, end }) => id === check.id && end === check.end);
    return before !== undefined && isLost(before, check);
  });
}

function isLost(before: Check, now: Check): boolean {
  if (before.missing?.kind === 'noMachine') return now.verdict === 'notChecked' || now.verdict === 'notApplicable';
  if (now.verdict !== 'notChecked') return false;
  const isUnread = now.missing?.kind === 'failed' || now.missing?.kind === 'notPermitted';
  return isUnread && before.verdict !== 'notChecked';
}
