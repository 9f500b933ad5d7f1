import { ok, policyDenies, vpcV1Error, vpcV3Error } from '../answer.ts';
import { derivedUuid } from '../derivedId.ts';
import type { Project, SecurityGroup } from '../world.ts';
import type { EgressRule } from '../worldTables.ts';
import { matching, ofEnterpriseProject, pageInfo, pageOf } from './page.ts';
import type { Call, Cloud, Route } from './route.ts';

export const securityGroupRoutes: readonly Route[] = [
  {
    service: 'vpc',
    method: 'GET',
    path: '/v3/{project_id}/vpc/security-groups',
    action: 'vpc:securityGroups:get',
    denied: (action, requestId) => vpcV3Error(403, 'VPC.2201', policyDenies(action), requestId),
    answer: (call, cloud) => {
      const page = pageOf(select(call, cloud), call.query);
      if (typeof page === 'string') return vpcV3Error(400, 'VPC.0101', page, call.requestId);
      const security_groups = page.items.map((group) => v3(group, call.project));
      return ok({ request_id: call.requestId, security_groups, page_info: pageInfo(page) });
    },
  },
  {
    service: 'vpc',
    method: 'GET',
    path: '/v1/{project_id}/security-groups',
    action: 'vpc:securityGroups:get',
    denied: (action) => vpcV1Error(403, 'VPC.2201', policyDenies(action)),
    answer: (call, cloud) => {
      const page = pageOf(select(call, cloud), call.query);
      if (typeof page === 'string') return vpcV1Error(400, 'VPC.0101', page);
      return ok({ security_groups: page.items.map((group) => v1(group, call.project)) });
    },
  },
  {
    service: 'vpc',
    method: 'GET',
    path: '/v3/{project_id}/vpc/security-group-rules',
    action: 'vpc:securityGroupRules:get',
    denied: (action, requestId) => vpcV3Error(403, 'VPC.2201', policyDenies(action), requestId),
    answer: (call, cloud) => {
      const page = pageOf(rulesOf(call, cloud), call.query);
      if (typeof page === 'string') return vpcV3Error(400, 'VPC.0101', page, call.requestId);
      return ok({ request_id: call.requestId, security_group_rules: page.items, page_info: pageInfo(page) });
    },
  },
];

function rulesOf({ query, project }: Call, { world }: Cloud) {
  return world.securityGroups
    .filter(({ id }) => (query.get('security_group_id') ?? id) === id)
    .flatMap((group) => [
      ...group.egress.map((rule, index) => egressV3(group, project, rule, index)),
      ...group.ports.map((port) => ingressV3(group, project, port)),
    ])
    .filter(({ direction }) => (query.get('direction') ?? direction) === direction);
}

function ingressV3(group: SecurityGroup, project: Project, port: number) {
  const about = { protocol: 'tcp', multiport: String(port), remote_ip_prefix: '10.0.0.0/8' };
  return { ...ruleV3(group, project, 'ingress', port), ...about };
}

function egressV3(group: SecurityGroup, project: Project, rule: EgressRule, index: number) {
  return {
    ...ruleV3(group, project, 'egress', index === 0 ? null : index),
    protocol: rule.protocol ?? null,
    multiport: rule.ports ?? null,
    action: rule.denied ? 'deny' : 'allow',
    priority: rule.priority ?? 1,
    remote_ip_prefix: rule.to ?? null,
  };
}

function ruleV3(group: SecurityGroup, project: Project, direction: 'egress' | 'ingress', number: number | null) {
  return {
    id: derivedUuid(`rule ${group.id} ${direction} ${number}`),
    description: '',
    security_group_id: group.id,
    project_id: project.id,
    direction,
    ethertype: 'IPv4',
    action: 'allow',
    priority: 1,
    remote_group_id: null,
    remote_address_group_id: null,
    created_at: group.createdAt,
    updated_at: group.createdAt,
    enabled: true,
  };
}

/** A security group belongs to no VPC, so the `vpc_id` that v1 takes selects nothing. */
function select({ query }: Call, { world }: Cloud): readonly SecurityGroup[] {
  return matching(ofEnterpriseProject(world.securityGroups, query), query, {
    id: (group) => group.id,
    name: (group) => group.name,
    description: (group) => group.description,
  });
}

function v3(group: SecurityGroup, project: Project): object {
  return {
    ...common(group),
    project_id: project.id,
    tags: [{ key: 'origin', value: 'sandbox' }],
    created_at: group.createdAt,
    updated_at: group.createdAt,
  };
}

function v1(group: SecurityGroup, project: Project): object {
  // It knows no denials, and no lists of ports.
  const outgoing = group.egress
    .filter(({ denied }) => !denied)
    .flatMap(({ protocol = null, ports, to = null }) =>
      (ports?.split(',').map(Number) ?? [null]).map((port) => rule(group, project, 'egress', { protocol, port, to })),
    );
  const incoming = group.ports.map((port) =>
    rule(group, project, 'ingress', { protocol: 'tcp', port, to: '10.0.0.0/8' }),
  );
  return { ...common(group), security_group_rules: [...outgoing, ...incoming] };
}

function common(group: SecurityGroup): object {
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    enterprise_project_id: group.enterpriseProjectId,
  };
}

function rule(
  group: SecurityGroup,
  project: Project,
  direction: 'egress' | 'ingress',
  {
    protocol,
    port,
    to,
  }: { readonly protocol: string | null; readonly port: number | null; readonly to: string | null },
): Readonly<Record<string, string | number | null>> {
  return {
    id: derivedUuid(`rule ${group.id} ${direction} ${port}`),
    description: '',
    security_group_id: group.id,
    direction,
    ethertype: 'IPv4',
    protocol,
    port_range_min: port,
    port_range_max: port,
    remote_ip_prefix: to,
    remote_group_id: null,
    tenant_id: project.id,
  };
}
