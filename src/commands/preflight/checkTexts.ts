import type { Translate } from '../../cloud/translate.ts';
import type { Check, Missing } from '../../task/preflight/check.ts';
import type { EndName } from '../../task/preflight/preflightFacts.ts';
import { type EndsForm, redisName } from './configureForm.ts';
import { isOfPassword, type OfPassword, passwordTitle } from './passwordTexts.ts';
import { isOfSwap, type OfSwap, swapTitle } from './swapTexts.ts';

/** What source and target are called. */
export type EndNames = Readonly<Record<EndName, string>>;

export function endNames({ draft: { source, target }, desk: { t } }: EndsForm): EndNames {
  return {
    source: source === undefined ? t('the source') : redisName(source.redis),
    target: target === undefined ? t('the target') : redisName(target.redis),
  };
}

/** What is checked, in a few words. */
export function checkTitle(check: Check, t: Translate): string {
  const { end } = check;
  if (isOfSwap(check)) return swapTitle(check, t);
  const what = isOfPassword(check) ? passwordTitle(check, t) : titleOf(check.id, t);
  if (end === undefined) return what;
  return end === 'source' ? t('Source: {what}', { what }) : t('Target: {what}', { what });
}

function titleOf(id: Exclude<Check, OfPassword | OfSwap>['id'], t: Translate): string {
  switch (id) {
    case 'sameInstance':
      return t('not the same Redis twice');
    case 'running':
      return t('running');
    case 'busy':
      return t('not busy');
    case 'sameVpc':
      return t('in the VPC of the migration machine');
    case 'egress':
      return t('the machine is let out to it');
    case 'sourceById':
      return t('given by its ID');
    case 'whitelist':
      return t('lets the migration machine in');
    case 'ssl':
      return t('SSL is off');
    case 'version':
      return t('versions');
    case 'capacity':
      return t('room in the target');
    case 'eviction':
      return t('the same eviction policy');
    case 'replTimeout':
      return t('replication timeout');
    case 'outputBuffer':
      return t('output buffer for replicas');
    case 'targetReadOnly':
      return t('may be written');
    case 'targetEmpty':
      return t('empty');
    case 'clusterDatabases':
      return t('databases');
  }
}

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
