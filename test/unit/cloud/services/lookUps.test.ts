import assert from 'node:assert/strict';
import { createLookUps, type LookUps } from '../../../../src/cloud/services/lookUps.ts';
import { connectionTo, sessionOf } from '../../../support/network/observedCall.ts';
import {
  type ScriptedAnswer,
  type ScriptedRequest,
  withScriptedCloud,
} from '../../../support/network/scriptedCloud.ts';

const refusal: ScriptedAnswer = [403, { error_msg: 'denied', error_code: 'VPC.2201' }];
const wrongKey: ScriptedAnswer = [
  401,
  { error_msg: 'Incorrect IAM authentication information', error_code: 'APIGW.0301' },
];
const list = (...ids: string[]): ScriptedAnswer => [200, { vpcs: ids.map((id) => ({ id, name: `vpc ${id}` })) }];

interface Scene {
  readonly lookUps: LookUps;
  readonly look: (accessKeyId?: string) => ReturnType<LookUps['vpcs']>;
  readonly connection: ReturnType<typeof connectionTo>;
  readonly asked: () => string[];
  readonly changes: () => number;
  /** Milliseconds. */
  readonly pass: (time: number) => void;
}

function scene(
  script: (request: ScriptedRequest) => ScriptedAnswer,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  return withScriptedCloud(script, async ({ url, asked }) => {
    let now = Date.parse('2026-03-04T05:06:07Z');
    let changes = 0;
    const lookUps = createLookUps();
    lookUps.onChange(() => {
      changes += 1;
    });
    const connection = { ...connectionTo(url, { now: () => new Date(now) }), projectId: 'p1' };
    const { keys } = connection.session;
    const sessionFor = (accessKeyId: string) => sessionOf({ accessKeyId, secretAccessKey: 'secret' }, keys);
    await act({
      lookUps,
      connection,
      asked,
      changes: () => changes,
      look: (accessKeyId = 'AK1') => lookUps.vpcs({ ...connection, session: sessionFor(accessKeyId) }),
      pass: (time) => {
        now += time;
      },
    });
  });
}

const ids = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);

describe('look-ups', () => {
  it('ask once, whoever looks, and keep the answer for five minutes', () =>
    scene(
      ({ number }) => list(`v${number}`),
      async ({ look, asked, pass }) => {
        const [first, second] = [look(), look()];
        assert.deepEqual([ids(first), first.complete], [[], false]);
        await Promise.all([first.done, second.done]);
        assert.deepEqual([ids(look()), look().complete, look().failure], [['v1'], true, undefined]);
        pass(299_000);
        look();
        assert.equal(asked().length, 1);
        pass(2_000);
        const renewed = look();
        assert.deepEqual([ids(renewed), renewed.complete], [['v1'], true]);
        await renewed.done;
        assert.deepEqual([ids(look()), asked().length], [['v2'], 2]);
      },
    ));

  it('show pages as they come, and say that they have grown', () =>
    scene(
      ({ query }) => {
        const marker = query.get('marker');
        if (marker === null) return [200, { vpcs: [{ id: 'a', name: '' }], page_info: { next_marker: 'a' } }];
        return [200, { vpcs: [{ id: 'b', name: '' }], page_info: {} }];
      },
      async ({ lookUps, look, changes }) => {
        const seen: string[] = [];
        lookUps.onChange(() => seen.push(`${ids(look()).join('')} ${look().complete}`));
        await look().done;
        assert.deepEqual(seen, ['a false', 'ab false', 'ab true']);
        assert.equal(changes(), 3);
      },
    ));

  it('list the instances of a project page by page, once, and say when the first came', () =>
    scene(
      ({ query }) => {
        const offset = Number(query.get('offset'));
        const instances = Array.from({ length: Math.min(200, 450 - offset) }, (_, index) => ({
          instance_id: `i${offset + index}`,
        }));
        return [200, { instance_num: 450, instances }];
      },
      async ({ lookUps, connection, asked, pass }) => {
        const begun = connection.now().getTime();
        const seen: string[] = [];
        lookUps.onChange(() => {
          const { items, complete, readAt } = lookUps.instances(connection);
          seen.push(`${items.length} ${complete} ${readAt}`);
          pass(1000);
        });
        const [first, second] = [lookUps.instances(connection), lookUps.instances(connection)];
        assert.equal(first.readAt, undefined);
        await Promise.all([first.done, second.done]);
        assert.deepEqual(seen, [`200 false ${begun}`, `400 false ${begun}`, `450 false ${begun}`, `450 true ${begun}`]);
        assert.equal(asked().length, 3);
        pass(301_000);
        const renewed = lookUps.instances(connection);
        assert.deepEqual([renewed.items.length, renewed.readAt], [450, begun]);
        await renewed.done;
        assert.equal(lookUps.instances(connection).readAt, connection.now().getTime() - 1000);
      },
    ));

  it('keep the instances of another endpoint of the service apart', () =>
    scene(
      () => [200, { instance_num: 0, instances: [] }],
      async ({ lookUps, connection, asked }) => {
        await lookUps.instances(connection).done;
        const { dcs } = connection.endpoints;
        await lookUps.instances({ ...connection, endpoints: { ...connection.endpoints, dcs: `${dcs}/other` } }).done;
        assert.equal(asked().length, 2);
      },
    ));

  it('keep what belongs to other keys, projects and regions apart', () =>
    scene(
      ({ path }) => list(path.split('/')[2] ?? ''),
      async ({ lookUps, connection, look, asked }) => {
        await look().done;
        await look('AK2').done;
        const elsewhere = lookUps.vpcs({ ...connection, projectId: 'p2' });
        await elsewhere.done;
        assert.deepEqual(ids(elsewhere), ['p2']);
        await lookUps.vpcs({ ...connection, region: 'cn-east-3' }).done;
        assert.equal(asked().length, 4);
      },
    ));

  it('wait longer after each failure, and keep what was known', () =>
    scene(
      ({ number }) => (number === 1 ? list('v1') : refusal),
      async ({ look, asked, pass }) => {
        await look().done;
        pass(301_000);
        for (const [pause, count] of [
          [15_000, 2],
          [30_000, 3],
          [60_000, 4],
        ] as const) {
          await look().done;
          assert.deepEqual([ids(look()), asked().length], [['v1'], count]);
          assert.ok(look().failure !== undefined);
          pass(pause - 1000);
          look();
          assert.equal(asked().length, count);
          pass(1001);
        }
      },
    ));

  it('never use a key again that was refused, until the person acts', () =>
    scene(
      ({ number }) => (number === 1 ? wrongKey : list('v')),
      async ({ lookUps, connection, look, asked, pass }) => {
        const { keys } = connection.session;
        const session = sessionOf({ accessKeyId: 'AK1', secretAccessKey: 'secret' }, keys);
        const all = [look(), lookUps.securityGroups({ ...connection, session })];
        await Promise.all(all.map(({ done }) => done));
        assert.equal(asked().length, 1);
        pass(3_600_000);
        await look().done;
        assert.equal(asked().length, 1);
        assert.ok(look().failure !== undefined);
        lookUps.drop();
        await look().done;
        assert.equal(asked().length, 1);
        await keys.forgive();
        lookUps.drop();
        await look().done;
        assert.deepEqual([ids(look()), asked().length], [['v'], 2]);
      },
    ));

  it('use an unproven key for one request at a time, so that five failures never lock it', () =>
    scene(
      () => wrongKey,
      async ({ lookUps, connection, asked }) => {
        const looks = [
          lookUps.vpcs(connection),
          lookUps.subnets(connection),
          lookUps.subnets(connection, 'v'),
          lookUps.securityGroups(connection),
          lookUps.projects(connection),
          lookUps.instances(connection),
        ];
        await Promise.all(looks.map(({ done }) => done));
        assert.equal(asked().length, 1);
        assert.ok(looks.every(({ failure }) => failure !== undefined));
      },
    ));

  it('go on beside each other once the key has proven good', () =>
    scene(
      ({ path }) => (path.endsWith('vpcs') ? list('v') : [200, { subnets: [], security_groups: [], projects: [] }]),
      async ({ lookUps, connection, asked }) => {
        const looks = [lookUps.vpcs(connection), lookUps.subnets(connection), lookUps.securityGroups(connection)];
        await Promise.all(looks.map(({ done }) => done));
        assert.ok(looks.every(({ complete }) => complete));
        assert.equal(asked().length, 3);
      },
    ));

  it('forget all at a drop, tell it, and stop what is under way', () =>
    scene(
      () => list('v'),
      async ({ lookUps, look, asked, changes }) => {
        const under = look();
        lookUps.drop();
        await under.done;
        assert.deepEqual([ids(under), under.complete], [[], false]);
        await look().done;
        assert.deepEqual([ids(look()), look().complete], [['v'], true]);
        const before = [asked().length, changes()];
        lookUps.drop();
        assert.deepEqual([asked().length, changes()], [before[0], (before[1] ?? 0) + 1]);
      },
    ));

  it('keep a limited number of lists', () =>
    scene(
      () => [200, { subnets: [] }],
      async ({ lookUps, connection, asked }) => {
        const ofVpc = (number: number) => lookUps.subnets(connection, `v${number}`).done;
        for (let number = 0; number < 70; number += 1) await ofVpc(number);
        await ofVpc(69);
        assert.equal(asked().length, 70);
        await ofVpc(0);
        assert.equal(asked().length, 71);
      },
    ));
});
