import assert from 'node:assert/strict';
import type { Connection } from '../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../src/cloud/services/migrationTasks.ts';
import { listSecurityGroups, listSubnets, listVpcs } from '../../../src/cloud/services/networks.ts';
import { listProjects } from '../../../src/cloud/services/projects.ts';
import type { Action } from '../../../src/sandbox/routes/route.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { sessionOf } from '../../support/network/observedCall.ts';
import { key, withSandbox } from '../../support/network/signedClient.ts';

function connectionTo(sandbox: Sandbox): Connection {
  return {
    transport: fetch,
    session: sessionOf(key),
    region: sandbox.region,
    projectId: sandbox.projectId,
    endpoints: { dcs: sandbox.url, vpc: sandbox.url, iam: sandbox.url },
    timeout: 10_000,
    now: () => new Date(),
  };
}

async function everything<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const entries: T[] = [];
  for await (const page of pages) entries.push(...page);
  return entries;
}

describe('sandbox: with the client of this extension', () => {
  it('goes from the project to a created task', () =>
    withSandbox(async (sandbox) => {
      const connection = connectionTo(sandbox);
      const projects = await listProjects(connection);
      assert.deepEqual(
        projects.map(({ name }) => name),
        ['sandbox-1', 'sandbox-1_team-a'],
      );
      const vpcs = await everything(listVpcs(connection, sandbox.projectId));
      const vpc = vpcs.find(({ name }) => name === 'vpc-large');
      assert.ok(vpc);
      const subnets = await everything(listSubnets(connection, sandbox.projectId, vpc.id));
      assert.equal(subnets.length, 2300);
      const usable = subnets.filter((subnet) => subnet.dhcp_enable && subnet.available_ip_address_count !== 0).at(-1);
      const group = (await everything(listSecurityGroups(connection, sandbox.projectId))).at(-1);
      assert.ok(usable && group);
      const body = { name: 'dcs-migration-abcd', vpc_id: vpc.id, subnet_id: usable.id, security_group_id: group.id };
      const { instance_id, job_id } = await createOnlineMigrationTask(connection, sandbox.projectId, body);
      const [entry] = sandbox.ledger;
      assert.deepEqual([entry?.taskId, entry?.jobId, entry?.body], [instance_id, job_id, body]);
    }));

  it('finds the projects where listing them all is denied', () =>
    withSandbox(
      async (sandbox) => {
        const projects = await listProjects(connectionTo(sandbox));
        assert.deepEqual(
          projects.map(({ name }) => name),
          ['sandbox-1', 'sandbox-1_team-a'],
        );
      },
      { denied: new Set<Action>(['iam:projects:list']) },
    ));
});
