import type { Translate } from '../../cloud/translate.ts';
import { missingText } from '../../desk/cutOver/missingText.ts';
import type { Check } from '../../task/preflight/check.ts';

type OfVpc = Extract<Check, { readonly id: 'sameVpc' }>;
type OfEgress = Extract<Check, { readonly id: 'egress' }>;

/** That it is in another VPC, and what is known of the way there. */
export function vpcText({ evidence: { vpcName, vpcId = '', joint } }: OfVpc, name: string, t: Translate): string {
  const vpc = vpcName ?? vpcId;
  const plain = t('{name} is in another VPC than the migration machine ({vpc}).', { name, vpc });
  switch (joint?.kind) {
    case 'notAccepted': {
      const { peering, status } = joint;
      return `${plain} ${t('The VPC peering {peering} between the two is not in use ({status}).', { peering, status })}`;
    }
    case 'noRoute': {
      const { peering, way } = joint;
      return way === 'there'
        ? `${plain} ${t('The VPC peering {peering} joins the two, but the VPC of the task has no route to it.', { peering })}`
        : `${plain} ${t('The VPC peering {peering} joins the two, but there is no route back to the machine.', { peering })}`;
    }
    case 'routesUnread': {
      const { peering, missing } = joint;
      const values = { peering, why: missingText(missing, t) };
      return `${plain} ${t('The VPC peering {peering} joins the two; its routes: {why}.', values)}`;
    }
    case 'unread':
      return joint.missing.kind === 'notRead'
        ? plain
        : `${plain} ${t('VPC peerings: {why}.', { why: missingText(joint.missing, t) })}`;
    default:
      return plain;
  }
}

/** Where the machine is not let out to; the first three. */
export function egressText({ evidence: { blocked = [] } }: OfEgress, t: Translate): string {
  const first = blocked.slice(0, 3).join(', ');
  return t('The security group of the task does not let the migration machine out to {addresses}.', {
    addresses: blocked.length > 3 ? `${first}, …` : first,
  });
}
