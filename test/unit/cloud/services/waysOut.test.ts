import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/cloud/connection.ts';
import { Refused, Unintelligible } from '../../../../src/cloud/errors.ts';
import { listPeerings, listRoutes, listRouteTables } from '../../../../src/cloud/services/peerings.ts';
import { listEgressRules } from '../../../../src/cloud/services/securityGroupRules.ts';
import { json } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { play } from './playedCall.ts';

const rule = {
  ...{ id: 'r1', direction: 'egress', protocol: 'tcp', ethertype: 'IPv4', multiport: 6379, action: 'allow' },
  ...{ priority: 1, remote_group_id: null, remote_ip_prefix: '10.0.0.0/8', remote_address_group_id: null },
  ...{ enabled: true },
};
const peering = {
  ...{ id: 'p1', name: 'a-b', status: 'ACTIVE' },
  ...{ request_vpc_info: { vpc_id: 'a', tenant_id: 't' }, accept_vpc_info: { vpc_id: 'b', tenant_id: 't' } },
};

/** What a call gives where the pages of the service are these, and how often it asks. */
async function paged(call: (connection: Connection) => Promise<unknown>, pages: readonly unknown[]) {
  const asked: string[] = [];
  const connection = connectionTo('https://vpc.example', {
    transport: async (url) => {
      asked.push(new URL(url).search);
      return Response.json(pages[Math.min(asked.length, pages.length) - 1]);
    },
  });
  const [outcome] = await Promise.allSettled([call(connection)]);
  return { outcome, asked };
}

describe('the rules of a security group', () => {
  const list = (connection: Connection) => listEgressRules(connection, 'p/1', 'g/1');

  it('are those of what leaves, page by page', async () => {
    const pages = [
      { security_group_rules: [rule, { ...rule, id: 'r2', direction: 'ingress' }], page_info: { next_marker: 'r2' } },
      { security_group_rules: [{ id: 'r3', direction: 'egress', remote_ip_prefix: null }] },
    ];
    const { outcome, asked } = await paged(list, pages);
    assert.deepEqual(asked, [
      '?security_group_id=g%2F1&direction=egress&limit=2000',
      '?security_group_id=g%2F1&direction=egress&limit=2000&marker=r2',
    ]);
    assert.ok(outcome.status === 'fulfilled');
    assert.deepEqual(outcome.value, [
      { ...rule, multiport: '6379' },
      { id: 'r3', direction: 'egress', remote_ip_prefix: null },
    ]);
  });

  it('are not taken for what they are not: one that cannot be read would be about everything', async () => {
    for (const changes of [{ multiport: {} }, { remote_ip_prefix: ['10.0.0.0/8'] }, { enabled: 'no' }, { id: '' }]) {
      const { outcome } = await paged(list, [{ security_group_rules: [{ ...rule, ...changes }] }]);
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Unintelligible, JSON.stringify(changes));
    }
  });

  it('end somewhere', async () => {
    const endless = [{ security_group_rules: [rule], page_info: { next_marker: 'r1' } }];
    const { outcome, asked } = await paged(list, endless);
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Unintelligible);
    assert.equal(asked.length, 2);
  });
});

describe('peerings and routes', () => {
  it('are asked for by their VPC', async () => {
    const route = { type: 'peering', destination: '10.0.0.0/8', nexthop: 'p1' };
    const table = { id: 't1', default: true, subnets: [{ id: 's' }] };
    const rows = [
      [
        (connection: Connection) => listPeerings(connection, 'v/1'),
        'GET /v2.0/vpc/peerings?vpc_id=v%2F1&limit=2000',
        { peerings: [peering, { id: 'broken' }] },
        [peering],
      ],
      [
        (connection: Connection) => listRouteTables(connection, 'p/1', 'v/1'),
        'GET /v1/p%2F1/routetables?vpc_id=v%2F1&limit=2000',
        { routetables: [table] },
        [table],
      ],
      [
        (connection: Connection) => listRoutes(connection, 'p/1', 't/1'),
        'GET /v1/p%2F1/routetables/t%2F1',
        { routetable: { id: 't/1', routes: [route] } },
        [route],
      ],
    ] as const;
    for (const [call, line, answer, gives] of rows) {
      const { outcome, sent } = await play(call, json(200, answer));
      assert.deepEqual(
        sent.map((one) => one.line),
        [line],
      );
      assert.deepEqual(outcome, { status: 'fulfilled', value: gives });
      const refused = await play(
        call,
        json(403, { code: 'VPC.2701', message: 'Token is not allowed to do this action.' }),
      );
      assert.ok(refused.outcome.status === 'rejected' && refused.outcome.reason instanceof Refused);
    }
  });

  it('are read to their end, and no further than there is one', async () => {
    const more = [{ rel: 'next', href: 'https://vpc.example/?marker=p1' }];
    const list = (connection: Connection) => listPeerings(connection, 'v');
    const pages = [{ peerings: [peering], peerings_links: more }, { peerings: [{ ...peering, id: 'p2' }] }];
    const { outcome, asked } = await paged(list, pages);
    assert.deepEqual(asked, ['?vpc_id=v&limit=2000', '?vpc_id=v&limit=2000&marker=p1']);
    assert.ok(outcome.status === 'fulfilled');
    assert.deepEqual(outcome.value, [peering, { ...peering, id: 'p2' }]);
    const endless = await paged(list, [{ peerings: [peering], peerings_links: more }]);
    assert.ok(endless.outcome.status === 'rejected' && endless.outcome.reason instanceof Unintelligible);
  });
});
