import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { read } from '../patience.ts';

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
