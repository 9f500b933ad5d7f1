import type { Translate } from '../../cloud/translate.ts';
import type { Missing } from '../../task/preflight/check.ts';

/** Why something was not checked. */
export function missingText(missing: Missing | undefined, t: Translate): string {
  switch (missing?.kind) {
    case 'notPermitted':
      return t('not checked: the permission {permission} is missing', { permission: missing.permission });
    case 'failed':
      return t('not checked: {reason}', { reason: missing.reason });
    case 'selfHosted':
      return t('not checked: only DCS instances of this project can be asked');
    case 'noPassword':
      return t('not checked: no password was given');
    case 'refused':
      return t('not checked: refused: {code}', { code: missing.code });
    case 'notRunning':
      return t('not checked: the instance is not running ({status})', { status: missing.status });
    case 'tooOld':
      return t('not checked: only Redis 4.0 or newer can be asked');
    case 'triedTooOften':
      return t(
        'not checked: three passwords that were not taken were tried here in the last ten minutes, and five in a row lock the instance',
      );
    case 'noMachine':
      return t('not checked: the task does not exist yet, and so no migration machine');
    default:
      return t('not checked: the cloud does not say');
  }
}
