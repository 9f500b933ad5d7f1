import { ok, policyDenies, vpcV1Error, vpcV3Error } from '../answer.ts';
import type { Project, Vpc } from '../world.ts';
import { matching, ofEnterpriseProject, pageInfo, pageOf } from './page.ts';
import type { Call, Cloud, Route } from './route.ts';

export const vpcRoutes: readonly Route[] = [
  {
    service: 'vpc',
    method: 'GET',
    path: '/v3/{project_id}/vpc/vpcs',
    action: 'vpc:vpcs:list',
    denied: (action, requestId) => vpcV3Error(403, 'VPC.2201', policyDenies(action), requestId),
    answer: (call, cloud) => {
      const page = pageOf(select(call, cloud), call.query);
      if (typeof page === 'string') return vpcV3Error(400, 'VPC.0101', page, call.requestId);
      const vpcs = page.items.map((vpc) => v3(vpc, call.project));
      return ok({ request_id: call.requestId, vpcs, page_info: pageInfo(page) });
    },
  },
  {
    service: 'vpc',
    method: 'GET',
    path: '/v1/{project_id}/vpcs',
    action: 'vpc:vpcs:list',
    denied: (action) => vpcV1Error(403, 'VPC.2201', policyDenies(action)),
    answer: (call, cloud) => {
      const page = pageOf(select(call, cloud), call.query);
      if (typeof page === 'string') return vpcV1Error(400, 'VPC.0101', page);
      return ok({ vpcs: page.items.map((vpc) => v1(vpc, call.project)) });
    },
  },
];

function select({ query }: Call, { world }: Cloud): readonly Vpc[] {
  return matching(ofEnterpriseProject(world.vpcs, query), query, {
    id: (vpc) => vpc.id,
    name: (vpc) => vpc.name,
    description: (vpc) => vpc.description,
    cidr: (vpc) => vpc.cidr,
  });
}

function v3(vpc: Vpc, project: Project): object {
  return {
    ...common(vpc),
    extend_cidrs: [],
    status: 'ACTIVE',
    project_id: project.id,
    cloud_resources: [
      { resource_type: 'routetable', resource_count: 1 },
      { resource_type: 'virsubnet', resource_count: vpc.subnets.length },
    ],
    tags: [{ key: 'origin', value: 'sandbox' }],
  };
}

function v1(vpc: Vpc, project: Project): object {
  return { ...common(vpc), status: 'OK', routes: [], enable_shared_snat: false, tenant_id: project.id };
}

function common(vpc: Vpc): object {
  return {
    id: vpc.id,
    name: vpc.name,
    description: vpc.description,
    cidr: vpc.cidr,
    enterprise_project_id: vpc.enterpriseProjectId,
    created_at: vpc.createdAt,
    updated_at: vpc.createdAt,
  };
}
