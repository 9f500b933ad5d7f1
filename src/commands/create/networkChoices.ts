import type { SecurityGroup, Subnet, Vpc } from '../../cloud/services/networks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Choice } from '../../desk/ports.ts';
import { whyUnusable } from '../../task/unusableSubnet.ts';

/** Something of the network as it was picked, or only its ID as it was typed. */
export interface Chosen {
  readonly id: string;
  readonly name?: string | undefined;
  readonly cidr?: string | undefined;
}

export function vpcChoice({ id, name, cidr, status }: Vpc): Choice<Chosen> {
  const unusual = status === 'ACTIVE' || status === 'OK' ? undefined : status;
  return { label: name || id, description: cidr ?? '', detail: join(id, unusual), value: { id, name, cidr } };
}

export function subnetChoice(subnet: Subnet, t: Translate): Choice<Chosen> {
  const { id, name, cidr, availability_zone: zone, available_ip_address_count: free } = subnet;
  const unusable = whyUnusable(subnet, t);
  const addresses = free === undefined ? undefined : t('{count} free addresses', { count: free });
  return {
    label: name || id,
    description: cidr ?? '',
    detail: join(unusable, id, zone, addresses),
    value: { id, name, cidr },
    ...(unusable === undefined ? {} : { unusable }),
  };
}

export function securityGroupChoice({ id, name, description }: SecurityGroup): Choice<Chosen> {
  return { label: name || id, description: description ?? '', detail: id, value: { id, name } };
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
