import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Refused } from '../../../../../src/cloud/errors.ts';
import { listParameters } from '../../../../../src/cloud/services/parameters.ts';
import { nameEnds } from '../../../../../src/commands/preflight/reading/nameEnds.ts';
import { createLookReader } from '../../../../../src/commands/preflight/reading/reader.ts';
import { english } from '../../../../support/desk/english.ts';
import { createVirtualClock } from '../../../../support/desk/virtualClock.ts';
import { connectionTo } from '../../../../support/network/observedCall.ts';

const clock = createVirtualClock(new Date());
const desk = { t: english, now: clock.now, wait: clock.wait };
const many = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

describe('the instance that has an address', () => {
  it('is found among ten thousand with few requests, and not taken for that of another VPC', async () => {
    let sent = 0;
    const all = Array.from({ length: 10_000 }, (_, index) => ({
      instance_id: `i-${index}`,
      ip: `10.0.${Math.floor(index / 250)}.${index % 250}`,
      port: 6379,
      vpc_id: index === 9_998 ? 'other' : 'v',
    }));
    const connection = connectionTo('https://dcs.example', {
      transport: async (url) => {
        sent += 1;
        const query = new URL(url).searchParams;
        const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
        return Response.json({ instance_num: all.length, instances: all.slice(offset, offset + limit) });
      },
    });
    const end = (index: number) =>
      ({ redis: { kind: 'address', addrs: `${all[index]?.ip}:6379` }, password: undefined }) as const;
    const reader = createLookReader(desk, connection);
    const named = await reader.within(1000, (known) => nameEnds('p', [end(9_999), end(9_998)], 'v', known));
    assert.deepEqual(named, [{ id: 'i-9999' }, {}]);
    assert.equal(sent, 10);
  });
});

describe('the reader of the checks', () => {
  it('reads six things at a time, and all of them', async () => {
    let [underWay, most] = [0, 0];
    const reader = createLookReader(desk, connectionTo('https://dcs.example'));
    const found = await reader.within(1000, (known) =>
      many(40, () =>
        known('p', async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await setImmediate();
          underWay -= 1;
          return 1;
        }),
      ),
    );
    assert.equal(most, 6);
    assert.ok(found.every(({ kind }) => kind === 'known') && found.length === 40);
  });

  it('sends sixty requests, repetitions included, and says of the rest that they are used up', async () => {
    let sent = 0;
    const connection = connectionTo('https://dcs.example', {
      transport: async () => {
        sent += 1;
        return Response.json({ redis_config: [] });
      },
    });
    const reader = createLookReader(desk, connection);
    const look = () =>
      reader.within(1000, (known) => many(50, () => known('p', (via) => listParameters(via, 'p', 'i'))));
    const found = [...(await look()), ...(await look())];
    const reasons = new Set(found.flatMap((one) => (one.kind === 'failed' ? [one.reason] : [])));
    assert.equal(sent, 60);
    assert.equal(found.filter(({ kind }) => kind === 'known').length, 60);
    assert.deepEqual([...reasons], ['the checks have used their 60 requests']);
  });

  it('tells a permission that is missing from a failure, and throws what is a mistake of ours', async () => {
    const reader = createLookReader(desk, connectionTo('https://dcs.example'));
    const failing = (error: unknown) =>
      reader.within(1000, (known) =>
        known('dcs:ssl:get', async () => {
          throw error;
        }),
      );
    const name = { method: 'GET', url: 'https://dcs.example' };
    assert.deepEqual(await failing(new Refused(name, { status: 403 })), {
      ...{ kind: 'notPermitted', permission: 'dcs:ssl:get' },
    });
    assert.equal((await failing(new Refused(name, { status: 404, code: 'DCS.3022' }))).kind, 'failed');
    await assert.rejects(failing(new TypeError('a mistake')), TypeError);
  });
});
