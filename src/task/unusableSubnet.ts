import type { Subnet } from '../cloud/services/networks.ts';
import type { Translate } from '../cloud/translate.ts';

/** Why a task cannot be put into a subnet, or undefined where it can. */
export function whyUnusable(subnet: Subnet, t: Translate): string | undefined {
  if (subnet.dhcp_enable === false) return t('Cannot be used: DHCP is off');
  if (subnet.available_ip_address_count === 0) return t('Cannot be used: no free IP address');
  return undefined;
}
