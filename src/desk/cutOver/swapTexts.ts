import type { Translate } from '../../cloud/translate.ts';
import type { Check } from '../../task/preflight/check.ts';

/** What a swap of the addresses wants later. */
export type OfSwap = Extract<Check, { readonly id: `swap${string}` }>;

export function isOfSwap(check: Check): check is OfSwap {
  return check.id.startsWith('swap');
}

export function swapTitle({ id }: OfSwap, t: Translate): string {
  switch (id) {
    case 'swapInstances':
      return t('for the IP swap: both are DCS instances of 4.0 or newer');
    case 'swapTypes':
      return t('for the IP swap: types that can be swapped');
    case 'swapPort':
      return t('for the IP swap: the same port');
    case 'swapPassword':
      return t('for the IP swap: the same password');
    case 'swapPublicAccess':
      return t('for the IP swap: no public access');
    case 'swapSubnet':
      return t('for the IP swap: the same subnet');
    case 'swapWhitelist':
      return t('for the IP swap: the same clients let in');
  }
}

/** The same where nothing but the swap is spoken of. */
export function swapCondition({ id }: OfSwap, t: Translate): string {
  switch (id) {
    case 'swapInstances':
      return t('both are DCS instances of 4.0 or newer');
    case 'swapTypes':
      return t('types that can be swapped');
    case 'swapPort':
      return t('the same port');
    case 'swapPassword':
      return t('the same password');
    case 'swapPublicAccess':
      return t('no public access');
    case 'swapSubnet':
      return t('the same subnet');
    case 'swapWhitelist':
      return t('the same clients let in');
  }
}

export function swapFinding(check: OfSwap, t: Translate): string {
  switch (check.id) {
    case 'swapInstances':
      return versionText(check, t);
    case 'swapTypes':
      return t('One of them is a Redis Cluster ({source}, {target}).', {
        source: check.evidence.source ?? '?',
        target: check.evidence.target ?? '?',
      });
    case 'swapPort':
      return t('The source listens on port {source}, the target on {target}.', {
        source: String(check.evidence.source ?? '?'),
        target: String(check.evidence.target ?? '?'),
      });
    case 'swapPassword':
      return check.evidence.difference === 'presence'
        ? t('One of them has a password, and the other has none.')
        : t('The two have different passwords.');
    case 'swapPublicAccess':
      return publicText(check, t);
    case 'swapSubnet':
      return t('The two are in different subnets.');
    case 'swapWhitelist':
      return whitelistText(check, t);
  }
}

function versionText({ evidence: { source, target } }: Extract<OfSwap, { id: 'swapInstances' }>, t: Translate): string {
  return source === undefined || target === undefined
    ? t('Not both are DCS instances of this project, so their addresses cannot be swapped.')
    : t('The source has version {source}, the target {target}.', { source, target });
}

function publicText(
  { evidence: { isSource, isTarget } }: Extract<OfSwap, { id: 'swapPublicAccess' }>,
  t: Translate,
): string {
  if (isSource && isTarget) return t('Both have public access.');
  return isSource ? t('The source has public access.') : t('The target has public access.');
}

/** The first three. */
function whitelistText({ evidence: { missing = [] } }: Extract<OfSwap, { id: 'swapWhitelist' }>, t: Translate): string {
  if (missing.length === 0) return t('The source lets everybody in, and the target does not.');
  const first = missing.slice(0, 3).join(', ');
  return t('The whitelist of the target lacks what that of the source has: {entries}.', {
    entries: missing.length > 3 ? `${first}, …` : first,
  });
}

export function swapAdvice({ id }: OfSwap, t: Translate): string {
  switch (id) {
    case 'swapInstances':
    case 'swapTypes':
      return t('Where the swap is refused, stop the task at the switch and give applications the new address.');
    case 'swapPort':
      return t('Change the port of one of them before the swap.');
    case 'swapPassword':
      return t('Make them equal before the swap; applications keep the password that they have.');
    case 'swapPublicAccess':
      return t('Turn it off before the swap.');
    case 'swapSubnet':
      return t('Where the swap is refused, give applications the new address.');
    case 'swapWhitelist':
      return t('Add it before the swap; whitelists are not swapped.');
  }
}
