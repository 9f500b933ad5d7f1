import assert from 'node:assert/strict';
import type { Action } from '../../../src/sandbox/routes/route.ts';
import { createTarget, exampleBody, send, withSandbox } from '../../support/network/signedClient.ts';
import type { Entry } from './listing.ts';

const dcsDenial = (action: Action): Entry => ({
  error_code: 'DCS.2007',
  error_msg: `Policy doesn't allow ${action} to be performed.`,
  error_ext_msg: null,
});

describe('sandbox: what a policy denies', () => {
  const cases: readonly [Action, (project: string) => string, Entry][] = [
    [
      'iam:projects:list',
      () => '/v3/projects',
      {
        error: {
          code: 403,
          message: 'You are not authorized to perform the requested action: iam:projects:list',
          title: 'Forbidden',
        },
      },
    ],
    [
      'iam:projects:listProjectsForUser',
      () => '/v3/auth/projects',
      {
        error: {
          code: 403,
          message: 'You are not authorized to perform the requested action: iam:projects:listProjectsForUser',
          title: 'Forbidden',
        },
      },
    ],
    [
      'vpc:vpcs:list',
      (project) => `/v1/${project}/vpcs`,
      { code: 'VPC.2201', message: "Policy doesn't allow vpc:vpcs:list to be performed." },
    ],
    [
      'vpc:vpcs:list',
      (project) => `/v3/${project}/vpc/vpcs`,
      { error_msg: "Policy doesn't allow vpc:vpcs:list to be performed.", error_code: 'VPC.2201' },
    ],
    [
      'vpc:subnets:get',
      (project) => `/v1/${project}/subnets`,
      { code: 'VPC.2201', message: "Policy doesn't allow vpc:subnets:get to be performed." },
    ],
    [
      'vpc:securityGroups:get',
      (project) => `/v1/${project}/security-groups`,
      { code: 'VPC.2201', message: "Policy doesn't allow vpc:securityGroups:get to be performed." },
    ],
    [
      'vpc:securityGroups:get',
      (project) => `/v3/${project}/vpc/security-groups`,
      { error_msg: "Policy doesn't allow vpc:securityGroups:get to be performed.", error_code: 'VPC.2201' },
    ],
    ['dcs:migrationTask:list', (project) => `/v2/${project}/migration-tasks`, dcsDenial('dcs:migrationTask:list')],
  ];
  for (const [action, target, expected] of cases) {
    it(`refuses ${target('{project_id}')} and nothing else`, async () => {
      const denied = new Set<Action>([action]);
      await withSandbox(
        async (sandbox) => {
          const refused = await send(sandbox, { target: target(sandbox.projectId) });
          const { request_id: _, ...body } = refused.body;
          assert.deepEqual([refused.status, body], [403, expected]);
          for (const [other, otherTarget] of cases) {
            const { status } = await send(sandbox, { target: otherTarget(sandbox.projectId) });
            assert.equal(status, other === action ? 403 : 200);
          }
          denied.clear();
          assert.equal((await send(sandbox, { target: target(sandbox.projectId) })).status, 200);
        },
        { denied },
      );
    });
  }

  for (const [action, path] of [
    ['dcs:migrationTask:get', (body: Entry) => `migration-task/${body['instance_id']}`],
    ['dcs:job:get', (body: Entry) => `jobs/${body['job_id']}`],
  ] as const) {
    it(`refuses ${action} of a task that is there and of one that is not, and creating is another matter`, async () => {
      const denied = new Set<Action>([action]);
      await withSandbox(
        async (sandbox) => {
          const { body } = await send(sandbox, { target: createTarget(sandbox), body: exampleBody() });
          const target = `/v2/${sandbox.projectId}/${path(body)}`;
          for (const asked of [target, `${target}0`]) {
            const refused = await send(sandbox, { target: asked });
            assert.deepEqual([refused.status, refused.body], [403, dcsDenial(action)]);
          }
          denied.clear();
          assert.equal((await send(sandbox, { target })).status, 200);
        },
        { denied },
      );
    });
  }
});
