import type { Translate } from '../../cloud/translate.ts';
import { isOfSwap, swapAdvice } from '../../desk/cutOver/swapTexts.ts';
import type { Check } from '../../task/preflight/check.ts';
import { isOfPassword, passwordAdvice } from './passwordTexts.ts';
import { restartsIn, restartText } from './restarts.ts';

/** What to do about a finding. */
export function adviceText(check: Check, t: Translate): string {
  if (isOfPassword(check)) return passwordAdvice(check, t);
  if (isOfSwap(check)) return swapAdvice(check, t);
  switch (check.id) {
    case 'sameInstance':
      return t('Pick another target.');
    case 'running':
    case 'busy':
      return t('Wait until that has ended, and check again.');
    case 'sameVpc':
      return t('Make sure that a VPC peering or a route joins the two, or create the task in the VPC of the instance.');
    case 'egress':
      return t('Add an outbound rule for TCP and its port to the security group, in the console.');
    case 'sourceById':
      return t('Pick it from the list.');
    case 'whitelist':
      return check.isFixable
        ? t('It can be added from here, beside what stands there.')
        : t('There is no room for another entry: remove one in the console, and check again.');
    case 'ssl':
      return t('Turn SSL off in the console while it is migrated; that restarts the instance.');
    case 'version':
      return t('Pick a target of the same version or a newer one.');
    case 'capacity':
      return t('Pick a larger target, or empty this one.');
    case 'eviction':
      return t('Set the same policy for both, so that the target keeps what the source keeps.');
    case 'replTimeout':
    case 'outputBuffer':
      return raiseText(check, t);
    case 'targetReadOnly':
      return t('Set master-read-only of the target to no.');
    case 'targetEmpty':
      return t('Empty the target first where nothing of it is needed.');
    case 'clusterDatabases':
      if (check.verdict === 'error') return t('Pick another type of target, or move everything to database 0 first.');
      return t('Make sure that the source uses database 0 only, or turn multi-db of the target on.');
  }
}

function raiseText(check: Check, t: Translate): string {
  const raise = t('Raise it while it is migrated; otherwise the copy may break off and begin again.');
  const restarts = restartsIn(check);
  return restarts.length === 0 ? raise : `${raise} ${restartText(restarts, t)}`;
}
