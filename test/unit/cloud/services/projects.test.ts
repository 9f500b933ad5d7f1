import assert from 'node:assert/strict';
import { Refused, Unintelligible } from '../../../../src/cloud/errors.ts';
import { listProjects, regionOfProject } from '../../../../src/cloud/services/projects.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { connectionTo, testKey } from '../../../support/network/observedCall.ts';
import { type ScriptedAnswer, withScriptedCloud } from '../../../support/network/scriptedCloud.ts';

const projects = [
  { id: '1', name: 'cn-north-4', enabled: true, domain_id: 'd' },
  { id: '2', name: 'cn-north-4_team-a' },
  { id: '3', name: 'cn-north-4_off', enabled: false },
  { id: '4', name: 'MOS', enabled: true },
  { id: '5', name: 'cn-north-40' },
  { id: '6', name: 'cn-north-1' },
  { id: '7', name: 'ap-cn-north-4' },
  { id: '8', name: 'cn-north-4_a_b', enabled: 'unknown' },
  { id: '', name: 'cn-north-4_no-id' },
  { name: 'cn-north-4_no-id-either' },
  { id: '9' },
  null,
];

const idsFrom = async (url: string) => (await listProjects(connectionTo(url))).map(({ id }) => id);
const refusal = (status: number): ScriptedAnswer => [status, { error: { code: status, message: 'no', title: 'No' } }];

describe('listProjects', () => {
  it('gives the enabled projects and sub-projects of the region, and no others', () =>
    withScriptedCloud(
      () => [200, { projects, links: { next: null } }],
      async ({ url, asked }) => {
        assert.deepEqual(await idsFrom(url), ['1', '2', '8']);
        assert.deepEqual(asked(), ['/v3/projects']);
      },
    ));

  it('asks for those it may use where it may not list all', async () => {
    for (const status of [403, 404]) {
      await withScriptedCloud(
        ({ path }) => (path === '/v3/projects' ? refusal(status) : [200, { projects }]),
        async ({ url, asked }) => {
          assert.deepEqual(await idsFrom(url), ['1', '2', '8'], String(status));
          assert.deepEqual(asked(), ['/v3/projects', '/v3/auth/projects']);
        },
      );
    }
  });

  it('asks no second time after any other refusal, wrong keys above all', async () => {
    for (const status of [400, 401, 429, 500, 503]) {
      await withScriptedCloud(
        () => refusal(status),
        async ({ url, asked }) => {
          await assert.rejects(idsFrom(url), (error) => error instanceof Refused && error.facts.status === status);
          assert.deepEqual(asked(), ['/v3/projects'], String(status));
        },
      );
    }
  });

  it('takes no list that nobody can have', () =>
    withScriptedCloud(
      () => [200, { projects: Array.from({ length: 100_001 }, () => 0) }],
      async ({ url, asked }) => {
        await assert.rejects(idsFrom(url), (error) => {
          assert.ok(error instanceof Unintelligible && error.facts.reason === 'shape');
          return /the list does not end/.test(error.message);
        });
        assert.equal(asked().length, 1);
      },
    ));

  it('gives the refusal of the second where both refuse', () =>
    withScriptedCloud(
      ({ number }) => refusal(number === 1 ? 403 : 401),
      async ({ url }) => {
        await assert.rejects(idsFrom(url), (error) => error instanceof Refused && error.facts.status === 401);
      },
    ));

  it('refuses an answer without the list', () =>
    withScriptedCloud(
      () => [200, { links: {} }],
      async ({ url }) => {
        await assert.rejects(
          idsFrom(url),
          (error) => error instanceof Unintelligible && error.facts.reason === 'shape',
        );
      },
    ));

  it('finds those of the sandbox', async () => {
    const sandbox = await startSandbox(testKey);
    try {
      const found = await listProjects(connectionTo(sandbox.url, { region: 'sandbox-1' }));
      assert.deepEqual(
        found.map(({ name }) => name),
        ['sandbox-1', 'sandbox-1_team-a'],
      );
      assert.equal(found[0]?.id, sandbox.projectId);
    } finally {
      await sandbox.close();
    }
  });
});

describe('regionOfProject', () => {
  it('is what stands before the first underscore', () => {
    const table = { 'cn-north-4': 'cn-north-4', 'cn-north-4_a_b': 'cn-north-4', MOS: 'MOS', '': '', _a: '' };
    for (const [name, region] of Object.entries(table)) assert.equal(regionOfProject(name), region, name);
  });
});
