import assert from 'node:assert/strict';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { createTarget, exampleBody, type Sending, send, withSandbox } from '../../support/network/signedClient.ts';

const world = sharedWorld();
const subnets = world.vpcs.flatMap((vpc) => vpc.subnets);
const noon = new Date('2025-06-01T12:00:00Z');
const unknownId = '11111111-2222-4333-8444-555555555555';

function ids(found: (typeof subnets)[number] | undefined): { vpc_id: string; subnet_id: string } {
  assert.ok(found);
  return { vpc_id: found.vpcId, subnet_id: found.id };
}

describe('sandbox: creating a migration task', () => {
  it('runs the documented example as printed', () =>
    withSandbox(
      async (sandbox) => {
        const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody(), now: noon });
        assert.equal(reply.status, 200);
        assert.match(String(reply.body['instance_id']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        assert.match(String(reply.body['job_id']), /^[0-9a-f]{32}$/);
        assert.deepEqual(sandbox.ledger, [
          {
            taskId: reply.body['instance_id'],
            jobId: reply.body['job_id'],
            body: JSON.parse(exampleBody()),
            projectId: sandbox.projectId,
            region: 'sandbox-1',
            time: noon,
            requestId: reply.headers['x-request-id'],
          },
        ]);
      },
      { now: () => noon },
    ));

  it('makes two tasks of one name', () =>
    withSandbox(async (sandbox) => {
      const sending = { target: createTarget(sandbox), body: exampleBody() };
      const first = await send(sandbox, sending);
      const second = await send(sandbox, sending);
      assert.notEqual(first.body['instance_id'], second.body['instance_id']);
      assert.equal(sandbox.ledger.length, 2);
    }));

  it('creates in every project of the account and says in which', () =>
    withSandbox(async (sandbox) => {
      for (const { id, name, region } of world.projects) {
        const reply = await send(sandbox, { target: `/v2/${id}/migration/instance`, body: exampleBody() });
        assert.equal(reply.status, 200, name);
        const entry = sandbox.ledger.at(-1);
        assert.deepEqual([entry?.projectId, entry?.region], [id, region]);
      }
    }));

  it('takes a task without a description, with null, and with 1,024 characters of it', () =>
    withSandbox(async (sandbox) => {
      for (const description of [undefined, null, '', '述'.repeat(1024)]) {
        const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody({ description }) });
        assert.equal(reply.status, 200);
      }
    }));

  it('books 50 creates at once as 50 tasks', () =>
    withSandbox(async (sandbox) => {
      const names = Array.from({ length: 50 }, (_, index) => `dcs-migration-${index}`);
      const replies = await Promise.all(
        names.map((name) => send(sandbox, { target: createTarget(sandbox), body: exampleBody({ name }) })),
      );
      assert.deepEqual(new Set(sandbox.ledger.map(({ body }) => body['name'])), new Set(names));
      assert.deepEqual(
        new Set(sandbox.ledger.map(({ taskId }) => taskId)),
        new Set(replies.map(({ body }) => body['instance_id'])),
      );
      assert.equal(sandbox.ledger.length, 50);
    }));
});

describe('sandbox: refusing a migration task', () => {
  const refusals: readonly [what: string, code: string, changes: Readonly<Record<string, unknown>>][] = [
    ['no name', 'DCS.4063', { name: undefined }],
    ['an empty name', 'DCS.4063', { name: '' }],
    ['a blank name', 'DCS.4063', { name: '  ' }],
    ['a name that is a number', 'DCS.4063', { name: 4 }],
    ['a description that is too long', 'DCS.4011', { description: 'x'.repeat(1025) }],
    ['a description that is a list', 'DCS.4011', { description: [] }],
    ['no VPC', 'DCS.4013', { vpc_id: undefined }],
    ['a VPC that is no UUID', 'DCS.4013', { vpc_id: 'vpc-dev' }],
    ['an unknown VPC', 'DCS.4068', { vpc_id: unknownId }],
    ['no subnet', 'DCS.4016', { subnet_id: null }],
    ['a subnet that is no UUID', 'DCS.4016', { subnet_id: '40f15ed6' }],
    ['an unknown subnet', 'DCS.4016', { subnet_id: unknownId }],
    ['the OpenStack ID of the subnet', 'DCS.4016', { subnet_id: subnets[0]?.neutronSubnetId }],
    ['a subnet of another VPC', 'DCS.4018', { subnet_id: subnets.at(-1)?.id }],
    ['a subnet without DHCP', 'DCS.4020', ids(subnets.find(({ dhcp }) => !dhcp))],
    ['a subnet without addresses', 'DCS.4911', ids(subnets.find(({ freeAddresses }) => freeAddresses === 0))],
    ['no security group', 'DCS.4014', { security_group_id: undefined }],
    ['a security group that is no UUID', 'DCS.4014', { security_group_id: 'default' }],
    ['an unknown security group', 'DCS.4046', { security_group_id: unknownId }],
  ];
  const sendings: readonly [what: string, code: string, sending: Partial<Sending>][] = [
    ...refusals.map(([what, code, changes]): [string, string, Partial<Sending>] => [
      what,
      code,
      { body: exampleBody(changes) },
    ]),
    ['an empty body', 'DCS.4004', { body: '' }],
    ['no body', 'DCS.4004', { method: 'POST' }],
    ['broken JSON', 'DCS.4005', { body: '{"name": ' }],
    ['JSON with a comment', 'DCS.4005', { body: `// comment\n${exampleBody()}` }],
    ['a byte order mark', 'DCS.4005', { body: `\uFEFF${exampleBody()}` }],
    ['bytes that are not UTF-8', 'DCS.4005', { body: Buffer.from(exampleBody()).fill(0xff, 10, 12) }],
    ['a list', 'DCS.4005', { body: `[${exampleBody()}]` }],
    ['a text', 'DCS.4005', { body: '"name"' }],
    ['null', 'DCS.4005', { body: 'null' }],
    ['another content type', 'DCS.4005', { body: exampleBody(), headers: { 'Content-Type': 'text/plain' } }],
  ];
  for (const [what, code, sending] of sendings) {
    it(`refuses ${what} with ${code}`, () =>
      withSandbox(async (sandbox) => {
        const reply = await send(sandbox, { target: createTarget(sandbox), ...sending });
        assert.equal(reply.status, 400);
        assert.deepEqual(Object.keys(reply.body), ['error_code', 'error_msg', 'error_ext_msg']);
        assert.equal(reply.body['error_code'], code);
        assert.ok(String(reply.body['error_msg']).length > 10);
        assert.equal(reply.body['error_ext_msg'], null);
        assert.match(String(reply.headers['x-request-id']), /^[0-9a-f]{32}$/);
        assert.equal(sandbox.ledger.length, 0);
      }));
  }

  it('refuses what goes over the quota of the project', () =>
    withSandbox(
      async (sandbox) => {
        const create = (projectId: string) =>
          send(sandbox, { target: `/v2/${projectId}/migration/instance`, body: exampleBody() });
        assert.equal((await create(sandbox.projectId)).status, 200);
        assert.equal((await create(sandbox.projectId)).status, 200);
        const third = await create(sandbox.projectId);
        assert.deepEqual([third.status, third.body['error_code']], [400, 'DCS.4039']);
        assert.equal((await create(world.projects[1]?.id ?? '')).status, 200);
        assert.equal(sandbox.ledger.length, 3);
      },
      { taskQuota: 2 },
    ));

  it('refuses where a policy denies it', () =>
    withSandbox(
      async (sandbox) => {
        const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody() });
        assert.equal(reply.status, 403);
        assert.deepEqual(reply.body, {
          error_code: 'DCS.2007',
          error_msg: "Policy doesn't allow dcs:migrationTask:create to be performed.",
          error_ext_msg: null,
        });
        assert.equal(sandbox.ledger.length, 0);
      },
      { denied: new Set(['dcs:migrationTask:create'] as const) },
    ));
});
