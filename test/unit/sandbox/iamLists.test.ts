import assert from 'node:assert/strict';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { send, withSandbox } from '../../support/network/signedClient.ts';
import { idsOf, list, namesOf } from './listing.ts';

const world = sharedWorld();

describe('sandbox: IAM', () => {
  it('lists the projects of the account, by name too, under a trace ID', () =>
    withSandbox(async (sandbox) => {
      const { status, headers, body } = await send(sandbox, { target: '/v3/projects' });
      assert.equal(status, 200);
      assert.match(String(headers['x-iam-trace-id']), /^[0-9a-f]{32}$/);
      assert.equal(headers['x-request-id'], undefined);
      assert.deepEqual(body['links'], { self: `${sandbox.url}/v3/projects`, previous: null, next: null });
      const { entries } = await list(sandbox, '/v3/projects?name=sandbox-1');
      assert.deepEqual(entries, [
        {
          id: sandbox.projectId,
          name: 'sandbox-1',
          domain_id: world.domainId,
          parent_id: world.domainId,
          description: '',
          enabled: true,
          is_domain: false,
          links: { self: `${sandbox.url}/v3/projects/${sandbox.projectId}` },
        },
      ]);
      assert.deepEqual(namesOf((await list(sandbox, '/v3/projects')).entries), [
        'sandbox-1',
        'sandbox-1_team-a',
        'cn-north-4',
        'MOS',
      ]);
      assert.deepEqual(namesOf((await list(sandbox, `/v3/projects?parent_id=${sandbox.projectId}`)).entries), [
        'sandbox-1_team-a',
      ]);
      assert.deepEqual((await list(sandbox, '/v3/projects?name=eu-west-101')).entries, []);
    }));

  it('pages projects by page and per_page, both or none', () =>
    withSandbox(async (sandbox) => {
      const { entries } = await list(sandbox, '/v3/projects?page=2&per_page=3');
      assert.deepEqual(namesOf(entries), ['MOS']);
      for (const query of ['page=1', 'per_page=1', 'page=0&per_page=1', 'page=1&per_page=5001', 'page=x&per_page=1']) {
        const { status, body } = await send(sandbox, { target: `/v3/projects?${query}` });
        assert.deepEqual([status, body['error_code']], [400, 'IAM.0007'], query);
      }
    }));

  it('lists accessible projects and regions with their names', () =>
    withSandbox(async (sandbox) => {
      assert.equal((await list(sandbox, '/v3/auth/projects')).entries.length, world.projects.length);
      const { entries } = await list(sandbox, '/v3/regions');
      assert.deepEqual(idsOf(entries), ['sandbox-1', 'cn-north-4']);
      assert.deepEqual(entries[0]?.['locales'], { 'en-us': 'Local Sandbox', 'zh-cn': '本地沙箱' });
    }));
});
