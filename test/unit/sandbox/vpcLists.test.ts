import assert from 'node:assert/strict';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { withSandbox } from '../../support/network/signedClient.ts';
import { type Entry, idsOf, list, namesOf } from './listing.ts';

const world = sharedWorld();
const unknownId = '11111111-2222-4333-8444-555555555555';

describe('sandbox: entries of the VPC service', () => {
  it('filters by id, name, VPC and enterprise project', () =>
    withSandbox(async (sandbox) => {
      const { projectId } = sandbox;
      const [first, second] = world.vpcs;
      const v3 = `/v3/${projectId}/vpc/vpcs`;
      const named = async (target: string) => namesOf((await list(sandbox, target)).entries);
      assert.deepEqual(await named(`${v3}?id=${second?.id}&id=${first?.id}`), [first?.name, second?.name]);
      assert.deepEqual(await named(`${v3}?name=vpc-dev`), ['vpc-dev']);
      assert.deepEqual(await named(`${v3}?name=${encodeURIComponent('缓存迁移专用网络')}`), ['缓存迁移专用网络']);
      assert.deepEqual(await named(`${v3}?id=${unknownId}`), []);
      const everything = await named(`${v3}?enterprise_project_id=all_granted_eps`);
      assert.equal(everything.length, world.vpcs.length);
      const inDefault = await named(`/v1/${projectId}/vpcs?enterprise_project_id=0`);
      assert.deepEqual(
        inDefault,
        everything.filter((name) => name !== 'vpc-prod-cache'),
      );
      assert.deepEqual(await named(`/v1/${projectId}/subnets?vpc_id=${unknownId}`), []);
      const everyGroup = await named(`/v1/${projectId}/security-groups?vpc_id=${first?.id}`);
      assert.equal(everyGroup.length, world.securityGroups.length);
    }));

  it('has every field that the two versions of a VPC have', () =>
    withSandbox(async (sandbox) => {
      const v3 = (await list(sandbox, `/v3/${sandbox.projectId}/vpc/vpcs?name=vpc-dev`)).entries[0];
      const common = [
        'id',
        'name',
        'description',
        'cidr',
        'status',
        'enterprise_project_id',
        'created_at',
        'updated_at',
      ];
      const missing = (entry: Entry | undefined, names: string[]) =>
        names.filter((name) => entry?.[name] === undefined);
      assert.deepEqual(missing(v3, [...common, 'extend_cidrs', 'project_id', 'cloud_resources', 'tags']), []);
      assert.equal(v3?.['status'], 'ACTIVE');
      const v1 = (await list(sandbox, `/v1/${sandbox.projectId}/vpcs?name=vpc-dev`)).entries[0];
      assert.deepEqual(missing(v1, [...common, 'routes', 'tenant_id']), []);
      assert.equal(v1?.['status'], 'OK');
      assert.equal(v1?.['id'], v3?.['id']);
    }));

  it('gives a subnet its network ID as id, and another one of OpenStack', () =>
    withSandbox(async (sandbox) => {
      const target = `/v1/${sandbox.projectId}/subnets?vpc_id=5e37b3be-950a-48e1-b498-65b63d336481`;
      const subnet = (await list(sandbox, target)).entries[0];
      assert.ok(subnet);
      assert.equal(subnet['id'], '40f15ed6-7f85-49d5-ba0e-65b940d4812c');
      assert.equal(subnet['neutron_network_id'], subnet['id']);
      assert.notEqual(subnet['neutron_subnet_id'], subnet['id']);
      assert.equal(subnet['dhcp_enable'], true);
      assert.ok(Number(subnet['available_ip_address_count']) > 0);
      assert.equal(subnet['gateway_ip'], '192.168.0.1');
      assert.equal(subnet['availability_zone'], 'sandbox-1a');
      assert.equal(subnet['tenant_id'], sandbox.projectId);
    }));

  it('shows the same networks in each project, under that project and its zones', () =>
    withSandbox(async (sandbox) => {
      const other = world.projects.find(({ name }) => name === 'cn-north-4');
      const target = (project = '') => `/v1/${project}/subnets?vpc_id=${world.vpcs[0]?.id}`;
      const here = await list(sandbox, target(sandbox.projectId));
      const there = await list(sandbox, target(other?.id));
      assert.deepEqual(idsOf(there.entries), idsOf(here.entries));
      assert.equal(there.entries[0]?.['availability_zone'], 'cn-north-4a');
      assert.equal(there.entries[0]?.['tenant_id'], other?.id);
    }));

  it('gives the v1 security group its rules', () =>
    withSandbox(async (sandbox) => {
      const { entries } = await list(sandbox, `/v1/${sandbox.projectId}/security-groups?name=sg-example`);
      const rules = entries[0]?.['security_group_rules'];
      assert.ok(Array.isArray(rules));
      assert.deepEqual(
        rules.map((rule) => [rule.direction, rule.port_range_min]),
        [
          ['egress', null],
          ['ingress', 6379],
        ],
      );
    }));
});
