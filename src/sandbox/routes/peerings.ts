import { type Answer, ok, policyDenies, vpcV1Error } from '../answer.ts';
import { derivedUuid } from '../derivedId.ts';
import type { Peering, Project, Vpc, World } from '../world.ts';
import { matching, pageOf } from './page.ts';
import type { Action, Call, Cloud, Route } from './route.ts';

const denied = (action: Action) => vpcV1Error(403, 'VPC.2701', policyDenies(action));
const get = { service: 'vpc', method: 'GET', denied } as const;
const tables = '/v1/{project_id}/routetables';

/** Peerings have no project in their path. Source: VPC API reference, ListVpcPeerings, ListRouteTables and ShowRouteTable. */
export const peeringRoutes: readonly Route[] = [
  { ...get, path: '/v2.0/vpc/peerings', action: 'vpc:peerings:get', answer: listPeerings },
  { ...get, path: tables, action: 'vpc:routeTables:list', answer: listTables },
  { ...get, path: `${tables}/{routetable_id}`, action: 'vpc:routeTables:get', answer: showTable },
];

/** The links come only where there is more. */
function listPeerings({ query, project, origin }: Call, { world }: Cloud): Answer {
  const vpcId = query.get('vpc_id');
  const all = world.peerings.filter(({ from, to }) => vpcId === null || from.id === vpcId || to.id === vpcId);
  const fields = {
    id: ({ id }: Peering) => id,
    name: ({ name }: Peering) => name,
    status: ({ status }: Peering) => status,
  };
  const page = pageOf(matching(all, query, fields), query);
  if (typeof page === 'string') return vpcV1Error(400, 'VPC.0101', page);
  const peerings = page.items.map((peering) => listed(peering, project));
  if (page.nextMarker === undefined) return ok({ peerings });
  const limit = query.get('limit') ?? '';
  const href = `${origin}/v2.0/vpc/peerings?limit=${limit}&marker=${page.nextMarker}`;
  return ok({ peerings, peerings_links: [{ rel: 'next', href }] });
}

function listed({ id, name, status, from, to, createdAt }: Peering, { id: tenant_id }: Project): object {
  return {
    id,
    name,
    status,
    description: '',
    request_vpc_info: { vpc_id: from.id, tenant_id },
    accept_vpc_info: { vpc_id: to.id, tenant_id },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** Each VPC has its default table, and no other. The list has no routes. */
function listTables({ query, project }: Call, { world }: Cloud): Answer {
  const all = world.vpcs.map((vpc) => ({ id: tableId(vpc), vpc }));
  const page = pageOf(matching(all, query, { vpc_id: ({ vpc }) => vpc.id, id: ({ id }) => id }), query);
  if (typeof page === 'string') return vpcV1Error(400, 'VPC.0101', page);
  return ok({ routetables: page.items.map(({ vpc }) => table(vpc, project)) });
}

function showTable({ parameters, project }: Call, { world }: Cloud): Answer {
  const vpc = world.vpcs.find((one) => tableId(one) === parameters.get('routetable_id'));
  if (vpc === undefined) return vpcV1Error(404, 'VPC.2301', 'The route table does not exist.');
  return ok({ routetable: { ...table(vpc, project), routes: routesOf(vpc, world) } });
}

function tableId({ id }: Vpc): string {
  return derivedUuid(`route table of ${id}`);
}

function table(vpc: Vpc, project: Project): object {
  return {
    id: tableId(vpc),
    name: `rtb-${vpc.name}`,
    default: true,
    subnets: vpc.subnets.slice(0, 1).map(({ id }) => ({ id })),
    tenant_id: project.id,
    vpc_id: vpc.id,
    description: '',
    created_at: vpc.createdAt,
    updated_at: vpc.createdAt,
  };
}

function routesOf(vpc: Vpc, { peerings }: World): readonly object[] {
  const local = { type: 'local', destination: vpc.cidr, nexthop: '-', description: '' };
  const led = peerings.flatMap(({ id: nexthop, from, to, routes }) => {
    const hasOne = routes === 'both' || (routes === 'there' && from === vpc);
    if (!hasOne || (from !== vpc && to !== vpc)) return [];
    return [{ type: 'peering', destination: (from === vpc ? to : from).cidr, nexthop, description: '' }];
  });
  return [local, ...led];
}
