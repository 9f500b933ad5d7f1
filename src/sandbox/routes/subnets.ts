import { ok, policyDenies, vpcV1Error } from '../answer.ts';
import type { Project, Subnet } from '../world.ts';
import { matching, pageOf } from './page.ts';
import type { Route } from './route.ts';

/** The subnet list exists in v1 only. */
export const subnetRoutes: readonly Route[] = [
  {
    service: 'vpc',
    method: 'GET',
    path: '/v1/{project_id}/subnets',
    action: 'vpc:subnets:get',
    denied: (action) => vpcV1Error(403, 'VPC.2201', policyDenies(action)),
    answer: (call, { world }) => {
      const all = world.vpcs.flatMap((vpc) => vpc.subnets);
      const page = pageOf(matching(all, call.query, { vpc_id: (subnet) => subnet.vpcId }), call.query);
      if (typeof page === 'string') return vpcV1Error(400, 'VPC.0101', page);
      return ok({ subnets: page.items.map((subnet) => v1(subnet, call.project)) });
    },
  },
];

function v1(subnet: Subnet, project: Project): object {
  const servers = ['100.125.1.250', '100.125.129.250'];
  return {
    id: subnet.id,
    name: subnet.name,
    description: subnet.description,
    cidr: subnet.cidr,
    gateway_ip: subnet.gateway,
    dhcp_enable: subnet.dhcp,
    primary_dns: servers[0],
    secondary_dns: servers[1],
    dnsList: servers,
    availability_zone: subnet.zone === undefined ? '' : `${project.region}${subnet.zone}`,
    vpc_id: subnet.vpcId,
    status: 'ACTIVE',
    neutron_network_id: subnet.id,
    neutron_subnet_id: subnet.neutronSubnetId,
    ipv6_enable: subnet.cidrV6 !== undefined,
    ...(subnet.cidrV6 === undefined ? {} : v6(subnet.cidrV6, subnet)),
    extra_dhcp_opts: [{ opt_name: 'addresstime', opt_value: '24h' }],
    scope: 'center',
    tenant_id: project.id,
    created_at: subnet.createdAt,
    updated_at: subnet.createdAt,
    available_ip_address_count: subnet.freeAddresses,
  };
}

function v6(cidr: string, subnet: Subnet): object {
  return {
    cidr_v6: cidr,
    gateway_ip_v6: cidr.replace('::/64', '::1'),
    neutron_subnet_id_v6: `${subnet.neutronSubnetId.slice(0, -1)}6`,
  };
}
