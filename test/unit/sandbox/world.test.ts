import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { blockOf } from '../../../src/sandbox/ipv4.ts';
import { buildWorld, type Subnet, type Vpc } from '../../../src/sandbox/world.ts';
import { send, withSandbox } from '../../support/network/signedClient.ts';

const world = buildWorld();
const subnets = world.vpcs.flatMap((vpc) => vpc.subnets);

function overlapping(vpc: Vpc): Subnet[] {
  const inOrder = vpc.subnets.map((subnet) => ({ subnet, ...blockOf(subnet.cidr) })).sort((a, b) => a.first - b.first);
  return inOrder.flatMap((block, index) => {
    const next = inOrder[index + 1];
    return next !== undefined && next.first < block.first + block.size ? [block.subnet] : [];
  });
}

describe('sandbox: the made-up account', () => {
  it('is the same each time, as it goes over the wire too', async () => {
    assert.deepEqual(buildWorld(), world);
    const hashes: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      await withSandbox(async (sandbox) => {
        const hash = createHash('sha256');
        for (const path of ['vpcs', 'subnets', 'security-groups']) {
          hash.update(JSON.stringify((await send(sandbox, { target: `/v1/${sandbox.projectId}/${path}` })).body));
        }
        hashes.push(hash.digest('hex'));
      });
    }
    assert.equal(hashes[0], hashes[1]);
  });

  it('keeps its IDs: files and screenshots name them', () => {
    assert.equal(world.projects[0]?.id, 'c0f2dfda01f8835da352684c6bb3666b');
    assert.equal(world.vpcs.find(({ name }) => name === 'vpc-dev')?.id, 'ee475412-c048-4479-a3b8-95ae347c4d9c');
  });

  it('has no ID twice', () => {
    const ids = [
      ...world.projects.map(({ id }) => id),
      ...world.vpcs.map(({ id }) => id),
      ...world.securityGroups.map(({ id }) => id),
      ...subnets.flatMap(({ id, neutronSubnetId }) => [id, neutronSubnetId]),
    ];
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, neutronSubnetId } of subnets) {
      for (const uuid of [id, neutronSubnetId]) assert.match(uuid, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
    for (const { id } of world.projects) assert.match(id, /^[0-9a-f]{32}$/);
  });

  it('has subnets that lie inside their VPC and do not overlap', () => {
    for (const vpc of world.vpcs) {
      const whole = blockOf(vpc.cidr);
      for (const subnet of vpc.subnets) {
        const { first, size } = blockOf(subnet.cidr);
        assert.equal(first % size, 0, subnet.cidr);
        assert.ok(first >= whole.first && first + size <= whole.first + whole.size, subnet.cidr);
        assert.ok(subnet.freeAddresses >= 0 && subnet.freeAddresses <= size - 5, subnet.name);
      }
      assert.deepEqual(overlapping(vpc), []);
    }
  });

  it('keeps to the limits of the VPC service: 64 characters a name, one name a VPC', () => {
    for (const vpc of world.vpcs) {
      assert.equal(new Set(vpc.subnets.map(({ name }) => name)).size, vpc.subnets.length);
    }
    const names = [...world.vpcs, ...world.securityGroups, ...subnets].map(({ name }) => name);
    assert.equal(Math.max(...names.map((name) => name.length)), 64);
  });

  it('has what a list must cope with', () => {
    const kinds = {
      empty: world.vpcs.filter((vpc) => vpc.subnets.length === 0),
      large: world.vpcs.filter((vpc) => vpc.subnets.length === 2300),
      unusable: world.vpcs.filter(({ subnets: [...own] }) => own.length > 0 && own.every(isUnusable)),
      chinese: world.vpcs.filter(({ name }) => /\p{Script=Han}/u.test(name)),
      withoutDhcp: subnets.filter(({ dhcp }) => !dhcp),
      full: subnets.filter(({ freeAddresses }) => freeAddresses === 0),
      anyZone: subnets.filter(({ zone }) => zone === undefined),
      ipv6: subnets.filter(({ cidrV6 }) => cidrV6 !== undefined),
    };
    for (const [kind, found] of Object.entries(kinds)) assert.ok(found.length > 0, kind);
    assert.equal(world.securityGroups.length, 12);
  });

  it('says in each VPC that it is a sandbox', () => {
    for (const { description } of world.vpcs) assert.match(description, /sandbox/i);
  });

  it('names sub-projects after their region and hangs them under its project', () => {
    for (const { name, region, parentId } of world.projects) {
      const parent = world.projects.find(({ id }) => id === parentId);
      assert.equal(parent?.name, name === region ? undefined : region);
    }
  });
});

function isUnusable({ dhcp, freeAddresses }: Subnet): boolean {
  return !dhcp || freeAddresses === 0;
}
