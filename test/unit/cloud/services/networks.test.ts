import assert from 'node:assert/strict';
import { Cancelled, Refused, Unintelligible } from '../../../../src/cloud/errors.ts';
import { listSecurityGroups, listSubnets, listVpcs } from '../../../../src/cloud/services/networks.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { connectionTo, testKey } from '../../../support/network/observedCall.ts';
import { type ScriptedAnswer, withScriptedCloud } from '../../../support/network/scriptedCloud.ts';
import { collect, idsOf } from '../../../support/suite/collect.ts';

const entries = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}` }));
const notFound: ScriptedAnswer = [404, { error_code: 'APIGW.0101', error_msg: 'The API does not exist' }];
const refusal = (status: number): ScriptedAnswer => [status, { error_code: 'X.1', error_msg: 'no' }];

describe('VPC lists: the sandbox', () => {
  it('brings 2,300 subnets page by page, each once, the first page soon', async () => {
    const sandbox = await startSandbox(testKey);
    try {
      const connection = connectionTo(sandbox.url, { projectId: sandbox.projectId });
      const vpcs = (await collect(listVpcs(connection, sandbox.projectId))).flat();
      const large = vpcs.find(({ name }) => name === 'vpc-large');
      assert.ok(large && vpcs.length > 5);
      const pages = await collect(listSubnets(connection, sandbox.projectId, large.id));
      assert.deepEqual(
        pages.map(({ length }) => length),
        [500, 500, 500, 500, 300],
      );
      const subnets = pages.flat();
      assert.equal(new Set(subnets.map(({ id }) => id)).size, 2300);
      assert.ok(subnets.every(({ vpc_id }) => vpc_id === large.id));
      assert.ok(subnets.every((subnet) => typeof subnet.available_ip_address_count === 'number' && subnet.cidr));
      assert.ok(subnets.some(({ dhcp_enable }) => dhcp_enable === false));
      const groups = (await collect(listSecurityGroups(connection, sandbox.projectId))).flat();
      assert.ok(groups.some(({ name }) => name === 'sg-example'));
    } finally {
      await sandbox.close();
    }
  });

  it('stops asking when nobody wants more', async () => {
    let answered = 0;
    const latency = async () => {
      answered += 1;
    };
    const sandbox = await startSandbox({ ...testKey, latency });
    try {
      const connection = connectionTo(sandbox.url, { projectId: sandbox.projectId });
      const large = (await collect(listVpcs(connection, sandbox.projectId)))
        .flat()
        .find(({ name }) => name === 'vpc-large');
      answered = 0;
      for await (const page of listSubnets(connection, sandbox.projectId, large?.id ?? '')) {
        assert.equal(page.length, 500);
        break;
      }
      assert.equal(answered, 1);
      const controller = new AbortController();
      const pages = listSubnets(connection, sandbox.projectId, large?.id ?? '', controller.signal);
      await pages.next();
      controller.abort();
      await assert.rejects(pages.next(), (error) => error instanceof Cancelled && !error.mayHaveTakenEffect);
      assert.equal(answered, 2);
    } finally {
      await sandbox.close();
    }
  });
});

describe('VPC lists: what is asked', () => {
  it('names project, page size, enterprise projects and VPC, each escaped', () =>
    withScriptedCloud(
      ({ path }) => [200, { [path.includes('security') ? 'security_groups' : (path.split('/').at(-1) ?? '')]: [] }],
      async ({ url, asked }) => {
        const connection = connectionTo(url);
        await collect(listVpcs(connection, 'p/1'));
        await collect(listSubnets(connection, 'p1', 'v&1'));
        await collect(listSecurityGroups(connection, 'p1'));
        assert.deepEqual(asked(), [
          '/v3/p%2F1/vpc/vpcs?limit=500&enterprise_project_id=all_granted_eps',
          '/v1/p1/subnets?limit=500&vpc_id=v%261',
          '/v3/p1/vpc/security-groups?limit=500&enterprise_project_id=all_granted_eps',
        ]);
      },
    ));

  it('follows next_marker of version 3, and the last id of a full page of version 1', async () => {
    const last: [name: string, info: unknown][] = [
      ['absent', { current_count: 1 }],
      ['null', { next_marker: null }],
      ['empty', { next_marker: '' }],
    ];
    for (const [name, info] of last) {
      await withScriptedCloud(
        ({ query }) =>
          query.has('marker')
            ? [200, { vpcs: [{ id: 'b' }], page_info: info }]
            : [200, { vpcs: [{ id: 'a' }], page_info: { next_marker: 'm/1' } }],
        async ({ url, asked }) => {
          assert.deepEqual(idsOf(await collect(listVpcs(connectionTo(url), 'p'))), ['a', 'b'], name);
          assert.deepEqual(
            asked().map((target) => new URLSearchParams(target.split('?')[1]).get('marker')),
            [null, 'm/1'],
          );
        },
      );
    }
    await withScriptedCloud(
      ({ query }) => [200, { subnets: query.has('marker') ? [{ id: 'last' }] : entries('s', 500) }],
      async ({ url, asked }) => {
        const pages = await collect(listSubnets(connectionTo(url), 'p', 'v'));
        assert.deepEqual(
          pages.map(({ length }) => length),
          [500, 1],
        );
        assert.match(asked()[1] ?? '', /marker=s499/);
        assert.equal(asked().length, 2);
      },
    );
  });

  it('gives no entry twice where the list grows meanwhile', () =>
    withScriptedCloud(
      ({ query }) =>
        query.has('marker')
          ? [200, { vpcs: [{ id: 'a' }, { id: 'b' }], page_info: {} }]
          : [200, { vpcs: [{ id: 'a' }], page_info: { next_marker: 'a' } }],
      async ({ url }) => assert.deepEqual(idsOf(await collect(listVpcs(connectionTo(url), 'p'))), ['a', 'b']),
    ));
});

describe('VPC lists: a service that does not get on', () => {
  const info = (next_marker: unknown) => ({ page_info: { next_marker } });
  const scripts: Record<string, (number: number) => unknown> = {
    'the same next_marker': () => ({ vpcs: [{ id: 'a' }], ...info('m') }),
    'two by turns': (number) => ({ vpcs: [{ id: 'a' }], ...info(number % 2 ? 'm' : 'n') }),
    'ever new markers, the same entries': (number) => ({ vpcs: [{ id: 'a' }], ...info(`m${number}`) }),
    'ever new markers, no entries': (number) => ({ vpcs: [], ...info(`m${number}`) }),
    'ever new markers, entries without an ID': (number) => ({ vpcs: [{ name: 'a' }], ...info(`m${number}`) }),
    'the same full page': () => ({ vpcs: entries('a', 500) }),
    'a full page without IDs, which leads nowhere': () => ({ vpcs: Array.from({ length: 500 }, () => ({})) }),
  };
  const doesNotEnd = (error: unknown) =>
    error instanceof Unintelligible && error.facts.reason === 'shape' && /does not end/.test(error.message);

  for (const [name, script] of Object.entries(scripts)) {
    it(`${name}: ends, and does not pass for a whole list`, () =>
      withScriptedCloud(
        // A client that would go on for ever is stopped, and fails otherwise.
        ({ number }) => (number > 10 ? refusal(500) : [200, script(number)]),
        async ({ url, asked }) => {
          await assert.rejects(collect(listVpcs(connectionTo(url), 'p')), doesNotEnd);
          assert.ok(asked().length <= 3, `${asked().length} requests`);
        },
      ));
  }

  it('what has been seen until then is given', () =>
    withScriptedCloud(
      () => [200, { subnets: entries('s', 500) }],
      async ({ url }) => {
        const pages = listSubnets(connectionTo(url), 'p', 'v');
        assert.equal((await pages.next()).value?.length, 500);
        assert.deepEqual((await pages.next()).value, []);
        await assert.rejects(pages.next(), doesNotEnd);
      },
    ));

  const madeUp: Record<string, { most: number; page: (number: number) => unknown }> = {
    'one entry a page': { most: 1000, page: (number) => ({ vpcs: [{ id: `a${number}` }], ...info(`m${number}`) }) },
    'full pages': { most: 201, page: (number) => ({ vpcs: entries(`a${number}-`, 500) }) },
    'a page of a million': { most: 1, page: () => ({ vpcs: Array.from({ length: 1_000_000 }, () => 0) }) },
  };
  for (const [name, { most, page }] of Object.entries(madeUp)) {
    it(`that makes up ${name} for ever is left at some point`, async () => {
      let asked = 0;
      const transport = async () => {
        asked += 1;
        return asked > most ? new Response('', { status: 500 }) : Response.json(page(asked));
      };
      const pages = listVpcs(connectionTo('https://vpc.example.com', { transport }), 'p');
      await assert.rejects(collect(pages), doesNotEnd);
      assert.equal(asked, most);
    });
  }
});

describe('VPC lists: version 1 in place of version 3', () => {
  const lists = {
    vpcs: { list: listVpcs, key: 'vpcs', v3: '/v3/p/vpc/vpcs', v1: '/v1/p/vpcs' },
    'security groups': {
      list: listSecurityGroups,
      key: 'security_groups',
      v3: '/v3/p/vpc/security-groups',
      v1: '/v1/p/security-groups',
    },
  };
  for (const [name, { list, key, v3, v1 }] of Object.entries(lists)) {
    it(`${name}: after 404`, () =>
      withScriptedCloud(
        ({ path }) => (path === v3 ? notFound : [200, { [key]: [{ id: 'a' }] }]),
        async ({ url, asked }) => {
          assert.deepEqual(idsOf(await collect<{ id: string }>(list(connectionTo(url), 'p'))), ['a']);
          assert.deepEqual(
            asked().map((target) => target.split('?')[0]),
            [v3, v1],
          );
        },
      ));

    it(`${name}: after nothing else`, async () => {
      for (const status of [400, 401, 403, 405, 429, 500, 503]) {
        await withScriptedCloud(
          () => refusal(status),
          async ({ url, asked }) => {
            await assert.rejects(
              collect<{ id: string }>(list(connectionTo(url), 'p')),
              (error) => error instanceof Refused && error.facts.status === status,
            );
            assert.equal(asked().length, 1, String(status));
          },
        );
      }
    });
  }

  it('not in the middle of a list, which would begin again', () =>
    withScriptedCloud(
      ({ query }) =>
        query.has('marker') ? notFound : [200, { vpcs: [{ id: 'a' }], page_info: { next_marker: 'gone' } }],
      async ({ url, asked }) => {
        const pages = listVpcs(connectionTo(url), 'p');
        assert.deepEqual((await pages.next()).value, [{ id: 'a', name: '' }]);
        await assert.rejects(pages.next(), Refused);
        assert.equal(asked().length, 2);
      },
    ));

  it('both missing: says so', () =>
    withScriptedCloud(
      () => notFound,
      async ({ url }) => {
        await assert.rejects(collect(listVpcs(connectionTo(url), 'p')), Refused);
      },
    ));
});
