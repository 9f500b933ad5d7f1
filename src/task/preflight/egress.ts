import type { SecurityGroupRule } from '../../cloud/services/securityGroupRules.ts';
import { contains, isIpv4 } from './ipv4.ts';

/** Where something is to be reached. */
export interface Address {
  /** IPv4, or a name. */
  readonly host: string;
  readonly port: number;
}

/**
 * Whether rules let TCP out to an address; undefined where nobody can tell, since a rule names a group whose members are not known, or
 * the address is a name. The smallest priority decides, and of equal ones a denial; what no rule is about stays in. Source: VPC user
 * guide, "Security Groups"; the order inferred.
 */
export function letsOut(rules: readonly SecurityGroupRule[], address: Address): boolean | undefined {
  const ordered = rules.filter(isInForce).toSorted((one, other) => rank(one) - rank(other));
  const possible = new Set<boolean>();
  for (const rule of ordered) {
    const isMeant = isAbout(rule, address);
    if (isMeant === false) continue;
    possible.add(isAllowing(rule));
    if (isMeant) return only(possible);
  }
  possible.add(false);
  return only(possible);
}

function only(possible: ReadonlySet<boolean>): boolean | undefined {
  const [one, ...others] = possible;
  return others.length === 0 ? one : undefined;
}

function isInForce({ enabled, ethertype }: SecurityGroupRule): boolean {
  return enabled !== false && !/^ipv6$/i.test(ethertype ?? '');
}

/** Where there are no actions there are no denials. */
function isAllowing({ action }: SecurityGroupRule): boolean {
  return !action || action.toLowerCase() === 'allow';
}

function rank(rule: SecurityGroupRule): number {
  return (rule.priority ?? 1) * 2 + (isAllowing(rule) ? 1 : 0);
}

/** Undefined where it may be. */
function isAbout(rule: SecurityGroupRule, { host, port }: Address): boolean | undefined {
  if (!hasProtocol(rule.protocol) || !hasPort(rule.multiport, port)) return false;
  if (rule.remote_group_id || rule.remote_address_group_id) return undefined;
  const prefix = rule.remote_ip_prefix;
  if (!prefix || /^0\.0\.0\.0\/0$/.test(prefix.trim())) return true;
  return isIpv4(host) ? contains(prefix, host) : undefined;
}

/** TCP among others, or alone; 6 is its number. */
function hasProtocol(protocol: string | null | undefined): boolean {
  return !protocol || /^(?:tcp|6|any|all)$/i.test(protocol.trim());
}

function hasPort(multiport: string | null | undefined, port: number): boolean {
  if (!multiport) return true;
  return multiport.split(',').some((part) => {
    const [, first, last = first] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    return first !== undefined && Number(first) <= port && port <= Number(last);
  });
}
