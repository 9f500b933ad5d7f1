import type { Route } from '../../cloud/services/peerings.ts';
import { contains } from './ipv4.ts';
import type { Known, NotKnown, Ways } from './preflightFacts.ts';

/**
 * What is known of a peering between two VPCs: that none names both; that it is not accepted; that the route to the instance, or the
 * one back to the machine, is missing; that its routes are not known; or that all is there.
 */
export type Joint =
  | { readonly kind: 'unread'; readonly missing: NotKnown }
  | { readonly kind: 'none' }
  | { readonly kind: 'notAccepted'; readonly peering: string; readonly status: string }
  | { readonly kind: 'noRoute'; readonly peering: string; readonly way: 'there' | 'back' }
  | { readonly kind: 'routesUnread'; readonly peering: string; readonly missing: NotKnown }
  | { readonly kind: 'joined'; readonly peering: string };

interface Span {
  /** The IDs of the two VPCs. */
  readonly here: string;
  readonly there: string;
  readonly machine: string | undefined;
  readonly hosts: readonly string[];
}

/** The best of the peerings that name both. */
export function jointOf(ways: Known<Ways>, span: Span): Joint {
  if (ways.kind !== 'known') return { kind: 'unread', missing: ways };
  const both = ways.value.peerings.filter(({ request_vpc_info: one, accept_vpc_info: other }) => {
    const ids = [one.vpc_id, other.vpc_id];
    return ids.includes(span.here) && ids.includes(span.there);
  });
  const found = both.map(({ id, name, status }): Joint => {
    const peering = name || id;
    if (status.trim().toUpperCase() !== 'ACTIVE') return { kind: 'notAccepted', peering, status };
    return { ...routed(id, ways.value, span), peering };
  });
  return order.flatMap((kind) => found.find((one) => one.kind === kind) ?? [])[0] ?? { kind: 'none' };
}

const order = ['joined', 'routesUnread', 'noRoute', 'notAccepted'] as const;

type Routed =
  | { readonly kind: 'noRoute'; readonly way: 'there' | 'back' }
  | { readonly kind: 'routesUnread'; readonly missing: NotKnown }
  | { readonly kind: 'joined' };

function routed(peeringId: string, { there, back }: Ways, { machine, hosts }: Span): Routed {
  if (there.kind === 'known' && !leads(there.value, peeringId, hosts)) return { kind: 'noRoute', way: 'there' };
  if (machine !== undefined && back.kind === 'known' && !leads(back.value, peeringId, [machine])) {
    return { kind: 'noRoute', way: 'back' };
  }
  if (there.kind !== 'known') return { kind: 'routesUnread', missing: there };
  if (back.kind !== 'known') return { kind: 'routesUnread', missing: back };
  return machine === undefined ? { kind: 'routesUnread', missing: { kind: 'notRead' } } : { kind: 'joined' };
}

/** Whether routes lead to all of these by a peering. */
function leads(routes: readonly Route[], peeringId: string, hosts: readonly string[]): boolean {
  const own = routes.filter(({ type, nexthop }) => type.toLowerCase() === 'peering' && nexthop === peeringId);
  return hosts.length > 0 && hosts.every((host) => own.some(({ destination }) => contains(destination, host) === true));
}
