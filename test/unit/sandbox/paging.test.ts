import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { send, withSandbox } from '../../support/network/signedClient.ts';
import { type Entry, idsOf, list } from './listing.ts';

const world = sharedWorld();
const large = world.vpcs.find(({ name }) => name === 'vpc-large');
const unknownId = '11111111-2222-4333-8444-555555555555';

/** Pages as a client of v1 does: from the last ID of a page to a page that is not full. */
async function all(sandbox: Sandbox, target: string, limit: number): Promise<Entry[][]> {
  const pages: Entry[][] = [];
  let marker = '';
  for (;;) {
    const { entries } = await list(sandbox, `${target}&limit=${limit}${marker}`);
    pages.push(entries);
    if (entries.length < limit) return pages;
    marker = `&marker=${entries.at(-1)?.['id']}`;
  }
}

describe('sandbox: pages of the VPC service', () => {
  it('pages 2,300 subnets by their markers', () =>
    withSandbox(async (sandbox) => {
      const target = `/v1/${sandbox.projectId}/subnets?vpc_id=${large?.id}`;
      const whole = large?.subnets.map(({ id }) => id) ?? [];
      assert.equal(whole.length, 2300);
      for (const [limit, sizes] of [
        [2000, [2000, 300]],
        [1000, [1000, 1000, 300]],
        [575, [575, 575, 575, 575, 0]],
      ] as const) {
        const pages = await all(sandbox, target, limit);
        assert.deepEqual(
          pages.map((page) => page.length),
          sizes,
        );
        assert.deepEqual(idsOf(pages.flat()), whole);
      }
      assert.equal((await list(sandbox, target)).entries.length, 2000);
    }));

  it('pages v3 lists by next_marker, which the last page does not have', () =>
    withSandbox(async (sandbox) => {
      for (const [path, total] of [
        ['vpcs', world.vpcs.length],
        ['security-groups', world.securityGroups.length],
      ] as const) {
        const target = `/v3/${sandbox.projectId}/vpc/${path}?limit=5`;
        const seen: unknown[] = [];
        let next: unknown = '';
        do {
          const marker: string = next === '' ? '' : `&marker=${next}`;
          const { entries, info, body } = await list(sandbox, target + marker);
          assert.match(String(body['request_id']), /^[0-9a-f]{32}$/);
          assert.equal(info?.['current_count'], entries.length);
          assert.equal(info?.['previous_marker'], entries[0]?.['id']);
          seen.push(...idsOf(entries));
          next = info?.['next_marker'];
          assert.equal(next, seen.length < total ? entries.at(-1)?.['id'] : undefined);
        } while (next !== undefined);
        assert.equal(new Set(seen).size, total);
      }
    }));

  it('has no next marker where a page ends with the list, and an empty page after its end and for limit 0', () =>
    withSandbox(async (sandbox) => {
      const target = `/v3/${sandbox.projectId}/vpc/vpcs`;
      const exact = await list(sandbox, `${target}?limit=${world.vpcs.length}`);
      assert.equal(exact.info?.['next_marker'], undefined);
      for (const query of [`?marker=${world.vpcs.at(-1)?.id}`, '?limit=0']) {
        const { entries, info } = await list(sandbox, target + query);
        assert.deepEqual([entries, info], [[], { current_count: 0 }]);
      }
    }));

  it('refuses a limit out of range and a marker that is no record, each version in its own shape', () =>
    withSandbox(async (sandbox) => {
      const { projectId } = sandbox;
      for (const query of [
        'limit=2001',
        'limit=-1',
        'limit=',
        'limit=1.5',
        'limit=1e3',
        'limit=ten',
        `marker=${unknownId}`,
      ]) {
        for (const path of ['vpcs', 'subnets', 'security-groups']) {
          const { status, body } = await send(sandbox, { target: `/v1/${projectId}/${path}?${query}` });
          assert.deepEqual([status, Object.keys(body), body['code']], [400, ['code', 'message'], 'VPC.0101'], query);
        }
        for (const path of ['vpcs', 'security-groups']) {
          const { status, body, headers } = await send(sandbox, { target: `/v3/${projectId}/vpc/${path}?${query}` });
          assert.deepEqual([status, body['error_code']], [400, 'VPC.0101'], query);
          assert.equal(body['request_id'], headers['x-request-id']);
        }
      }
    }));
});
