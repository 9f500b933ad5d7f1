import assert from 'node:assert/strict';
import { Unintelligible } from '../../../../src/cloud/errors.ts';
import { type Instance, listInstances, showInstance } from '../../../../src/cloud/services/instances.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { type ScriptedRequest, withScriptedCloud } from '../../../support/network/scriptedCloud.ts';

async function listed(url: string): Promise<Instance[]> {
  const all: Instance[] = [];
  for await (const page of listInstances(connectionTo(url), 'p')) all.push(...page);
  return all;
}

function listOf(total: number, { most = 1000, count = total as unknown } = {}) {
  return ({ query }: ScriptedRequest) => {
    const offset = Number(query.get('offset'));
    const length = Math.max(0, Math.min(total - offset, most, Number(query.get('limit'))));
    const instances = Array.from({ length }, (_, index) => ({ instance_id: `i${offset + index}` }));
    return [200, { instance_num: count, instances }] as const;
  };
}

describe('listInstances', () => {
  const table: [name: string, total: number, script: ReturnType<typeof listOf>, requests: number][] = [
    ['none', 0, listOf(0), 1],
    ['a full page', 200, listOf(200), 1],
    ['one more', 201, listOf(201), 2],
    ['a count as text', 450, listOf(450, { count: '450' }), 3],
    ['no count', 450, listOf(450, { count: null }), 3],
    ['pages shorter than asked for', 25, listOf(25, { most: 10 }), 3],
  ];
  for (const [name, total, script, requests] of table) {
    it(`${name}: ${requests} requests`, () =>
      withScriptedCloud(script, async ({ url, asked }) => {
        const ids = (await listed(url)).map(({ instance_id }) => instance_id);
        assert.deepEqual(
          ids,
          Array.from({ length: total }, (_, index) => `i${index}`),
        );
        assert.equal(asked().length, requests);
      }));
  }

  it('does not go on for ever with a service that gives the same page again', () =>
    withScriptedCloud(
      () => [200, { instance_num: 9, instances: [{ instance_id: 'a' }] }],
      async ({ url, asked }) => {
        await assert.rejects(listed(url), Unintelligible);
        assert.equal(asked().length, 2);
      },
    ));

  it('reads what the service writes in its several ways, and leaves out what has no ID', () =>
    withScriptedCloud(
      () => [
        200,
        {
          instance_num: 3,
          instances: [
            {
              instance_id: 'a',
              max_memory: '128',
              used_memory: 2,
              no_password_access: 'true',
              port: '6379',
              name: 'n',
              domain_name: 'redis-a.dcs.example.com:6379',
            },
            { name: 'without an ID' },
            {
              instance_id: 'b',
              max_memory: -1,
              no_password_access: 'perhaps',
              engine_version: 5,
              password: 'canary-1',
            },
          ],
        },
      ],
      async ({ url }) => {
        const [one, other, ...more] = await listed(url);
        assert.deepEqual(
          [one?.max_memory, one?.used_memory, one?.takes_all, one?.port, one?.name, one?.domain_name],
          [128, 2, true, 6379, 'n', 'redis-a.dcs.example.com'],
        );
        assert.deepEqual(
          [other?.max_memory, other?.takes_all, other?.engine_version, other?.name],
          [undefined, undefined, '5', ''],
        );
        assert.deepEqual(more, []);
        assert.ok(!JSON.stringify(other).includes('canary-1'));
      },
    ));
});

describe('showInstance', () => {
  it('asks for one, and reads what is being done to it', () =>
    withScriptedCloud(
      () => [200, { instance_id: 'a/b', cache_mode: 'ha', task: 'BACKUPING' }],
      async ({ url, asked }) => {
        const { cache_mode: mode, task } = await showInstance(connectionTo(url), 'p', 'a/b');
        assert.deepEqual([mode, task], ['ha', 'BACKUPING']);
        assert.deepEqual(asked(), ['/v2/p/instances/a%2Fb']);
      },
    ));
});
