import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { read } from '../patience.ts';
import { endlessList } from './endlessList.ts';

const optionalText = z.string().optional().catch(undefined);

const rule = z.looseObject({
  direction: optionalText,
  /** Absent where the service knows only what is allowed. */
  action: optionalText,
  enabled: z.boolean().optional().catch(undefined),
});

const answer = z.looseObject({
  security_group_rules: z.array(rule),
  page_info: z.looseObject({ next_marker: z.string().nullish() }).optional().catch(undefined),
});

/** The most that the service lists in one page. */
const pageSize = 2000;

/**
 * Whether a security group lets anything out: without an enabled rule that allows it, nothing. True too where the first page does not tell.
 * Needs `vpc:securityGroupRules:get`. Source: VPC API v3, ListSecurityGroupRules.
 * @throws {CloudError}
 */
export async function letsAnythingOut(
  connection: Connection,
  projectId: string,
  securityGroupId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/v3/${encodeURIComponent(projectId)}/vpc/security-group-rules`;
  const query = { security_group_id: securityGroupId, direction: 'egress', limit: pageSize };
  const { value } = await read(connection, { service: 'vpc', method: 'GET', path, query, answer }, signal);
  if (value.page_info?.next_marker) return true;
  return value.security_group_rules.some(
    ({ direction = 'egress', action = 'allow', enabled = true }) =>
      direction === 'egress' && action === 'allow' && enabled,
  );
}

/** A number for a protocol or a port comes as one, or as text. */
const text = z.union([z.string(), z.number().transform(String)]).nullish();

// What a rule is about must be readable: without it the rule would be about everything.
const wholeRule = z.object({
  id: z.string().min(1),
  direction: text,
  /** `IPv4` or `IPv6`. */
  ethertype: text,
  /** `tcp`, …, or its number; all where there is none. */
  protocol: text,
  /** `80`, `1-30`, `22,3389,80`; all where there is none. */
  multiport: text,
  action: text,
  /** 1 is the strongest. */
  priority: z.number().nullish(),
  /** One of these three at most; everywhere where there is none. */
  remote_ip_prefix: text,
  remote_group_id: text,
  remote_address_group_id: text,
  enabled: z.boolean().nullish(),
});

export type SecurityGroupRule = z.infer<typeof wholeRule>;

const rulePage = z.looseObject({ security_group_rules: z.array(wholeRule), page_info: answer.shape.page_info });

/** Pages after which a list is left that goes on. A security group has far fewer rules. */
const mostRulePages = 10;

/**
 * `GET /v3/{project_id}/vpc/security-group-rules`: all that a security group says of what leaves. Needs
 * `vpc:securityGroupRules:get`. Source: VPC API v3, ListSecurityGroupRules.
 * @throws {CloudError} `Unintelligible` too where a rule cannot be read, or the list does not end
 */
export async function listEgressRules(
  connection: Connection,
  projectId: string,
  securityGroupId: string,
  signal?: AbortSignal,
): Promise<readonly SecurityGroupRule[]> {
  const path = `/v3/${encodeURIComponent(projectId)}/vpc/security-group-rules`;
  const query = { security_group_id: securityGroupId, direction: 'egress', limit: pageSize };
  const rules: SecurityGroupRule[] = [];
  let marker: string | undefined;
  for (let pages = 0; pages < mostRulePages; pages += 1) {
    const request = { service: 'vpc', method: 'GET', path, query: { ...query, marker }, answer: rulePage } as const;
    const { value } = await read(connection, request, signal);
    rules.push(...value.security_group_rules.filter(({ direction }) => (direction ?? 'egress') === 'egress'));
    const next = value.page_info?.next_marker || undefined;
    if (next === undefined) return rules;
    if (next === marker) break;
    marker = next;
  }
  throw endlessList(`${connection.endpoints.vpc}${path}`);
}
