import type { Translate } from '../../cloud/translate.ts';
import { isOfSwap, type OfSwap, swapTitle } from '../../desk/cutOver/swapTexts.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { EndName } from '../../task/preflight/preflightFacts.ts';
import { type EndsForm, redisName } from './configureForm.ts';
import { isOfPassword, type OfPassword, passwordTitle } from './passwordTexts.ts';

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
