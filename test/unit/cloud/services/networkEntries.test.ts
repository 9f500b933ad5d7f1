import assert from 'node:assert/strict';
import { Unintelligible } from '../../../../src/cloud/errors.ts';
import { listSubnets } from '../../../../src/cloud/services/networks.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { withScriptedCloud } from '../../../support/network/scriptedCloud.ts';
import { collect, idsOf } from '../../../support/suite/collect.ts';

describe('VPC lists: what is taken', () => {
  /** One subnet as the list gives it. */
  const subnetFrom = async (entry: unknown): Promise<Record<string, unknown> | undefined> => {
    let found: Record<string, unknown> | undefined;
    await withScriptedCloud(
      () => [200, { subnets: [entry], request_id: 'r' }],
      async ({ url }) => {
        [found] = (await collect(listSubnets(connectionTo(url), 'p', 'v'))).flat();
      },
    );
    return found;
  };

  it('leaves out an entry without an id, and keeps the others', () =>
    withScriptedCloud(
      () => [200, { subnets: [{ id: 'a' }, {}, { id: '' }, { id: 1 }, { id: null }, null, 'x', [], { id: 'b' }] }],
      async ({ url }) => {
        assert.deepEqual(idsOf(await collect(listSubnets(connectionTo(url), 'p', 'v'))), ['a b']);
      },
    ));

  it('keeps fields that nobody knows yet', async () => {
    assert.deepEqual(await subnetFrom({ id: 'a', name: 'n', new_field: { x: [1] }, status: 'HIBERNATING' }), {
      id: 'a',
      name: 'n',
      new_field: { x: [1] },
      status: 'HIBERNATING',
    });
  });

  it('drops a field of another type, not the entry', async () => {
    const odd = { id: 'a', name: 1, cidr: 2, status: [], vpc_id: {}, availability_zone: false, dhcp_enable: 'maybe' };
    const { id, name, ...rest } = (await subnetFrom(odd)) ?? {};
    assert.deepEqual([id, name], ['a', '']);
    assert.deepEqual(
      Object.values(rest).filter((value) => value !== undefined),
      [],
    );
  });

  it('reads free addresses as a number, as a text, or not at all', async () => {
    const table: [given: unknown, expected: number | undefined][] = [
      [251, 251],
      [0, 0],
      ['251', 251],
      ['0', 0],
      [null, undefined],
      ['', undefined],
      ['many', undefined],
      [true, undefined],
      [[], undefined],
      [{}, undefined],
      [undefined, undefined],
    ];
    for (const [given, expected] of table) {
      const subnet = await subnetFrom({ id: 'a', available_ip_address_count: given });
      assert.equal(subnet?.['available_ip_address_count'], expected, JSON.stringify(given));
    }
  });

  it('refuses an answer without the list, once', async () => {
    for (const body of [{}, { subnets: null }, { subnets: {} }, { vpcs: [] }, []]) {
      await withScriptedCloud(
        () => [200, body],
        async ({ url, asked }) => {
          await assert.rejects(
            collect(listSubnets(connectionTo(url), 'p', 'v')),
            (error) => error instanceof Unintelligible && error.facts.reason === 'shape',
          );
          assert.equal(asked().length, 1);
        },
      );
    }
  });
});
