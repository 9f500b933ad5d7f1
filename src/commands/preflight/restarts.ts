import type { Translate } from '../../cloud/translate.ts';
import type { Check } from '../../task/preflight/check.ts';

/** The parameters whose change, which would mend a finding, needs a restart of the instance. */
export function restartsIn(check: Check): readonly string[] {
  return check.id === 'replTimeout' || check.id === 'outputBuffer' ? (check.evidence.restarts ?? []) : [];
}

export function restartText(parameters: readonly string[], t: Translate): string {
  return t('{parameters}: takes effect only with a restart of the instance.', { parameters: parameters.join(', ') });
}
