import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { checkBeforeStart } from '../../../../src/commands/configure/checkBeforeStart.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { type Scene, type SceneOptions, world } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, typed } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];

const report = ({ desk }: Scene) => desk.documents.previews.at(-1)?.text ?? '';
const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

function reviewing(source: string, target: string, check: (scene: Scene) => void, options: SceneOptions = {}) {
  const answers: readonly Answer[] = [
    ...between(source, target),
    picked(asks.review, 'Show All Checks'),
    left(asks.review),
  ];
  return playWithTasks(
    seeds,
    async (scene) => {
      scene.desk.expect(...answers);
      await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
      check(scene);
    },
    options,
  );
}

const another = 'is in another VPC than the migration machine';

describe('checks of the network', () => {
  it('find the peering that joins the VPC of an instance, with its routes', () =>
    reviewing('carts-redis', 'staging-redis', (scene) =>
      assert.match(report(scene), /^✓ Target: in the VPC of the migration machine: passed/m),
    ));

  const table: readonly [target: string, finding: string][] = [
    [
      'dev-redis',
      `dev-redis ${another} (vpc-dev). The VPC peering example-dev joins the two, but there is no route back to the machine.`,
    ],
    [
      '商品缓存',
      `商品缓存 ${another} (缓存迁移专用网络). The VPC peering example-缓存 between the two is not in use (PENDING_ACCEPTANCE).`,
    ],
    ['prod-redis', `prod-redis ${another} (vpc-prod-cache).`],
  ];
  for (const [target, finding] of table) {
    it(`find what is missing on the way to ${target}`, () =>
      reviewing('carts-redis', target, ({ desk }) =>
        assert.ok(desk.asked.at(-1)?.choices.some(({ label }) => label === finding)),
      ));
  }

  it('say what may not be read, with its permission, and never that it has passed', async () => {
    const rows: readonly [Action, string, string][] = [
      [
        'vpc:peerings:get',
        'Target: in the VPC',
        'VPC peerings: not checked: the permission vpc:peerings:get is missing.',
      ],
      [
        'vpc:routeTables:list',
        'Target: in the VPC',
        'its routes: not checked: the permission vpc:routeTables:list is missing.',
      ],
      [
        'vpc:routeTables:get',
        'Target: in the VPC',
        'its routes: not checked: the permission vpc:routeTables:get is missing.',
      ],
      [
        'vpc:securityGroupRules:get',
        'Source: the machine is let out',
        'the permission vpc:securityGroupRules:get is missing',
      ],
    ];
    for (const [denied, what, words] of rows) {
      await reviewing(
        'carts-redis',
        'staging-redis',
        (scene) => {
          const line =
            report(scene)
              .split('\n')
              .find((one) => one.slice(2).startsWith(what)) ?? '';
          assert.match(line, /^[!?] /, line);
          assert.ok(line.includes(words), line);
        },
        { sandbox: { denied: new Set([denied]) } },
      );
    }
  });

  const groups: readonly [group: string, source: RegExp, target: RegExp][] = [
    ['sg-example', /^✓/, /^✓/],
    ['sg-closed', /^! .* does not let the migration machine out to 192\.168\.0\.43:6379\. /, /^! /],
    ['sg-staging-cache', /^! /, /^✓/],
  ];
  for (const [group, source, target] of groups) {
    it(`find whether ${group} lets the machine out`, () =>
      playWithTasks(seeds, async (scene) => {
        const [vpc] = world.vpcs;
        const security_group_id = world.securityGroups.find(({ name }) => name === group)?.id;
        const networks = { vpc_id: vpc?.id, subnet_id: vpc?.subnets[0]?.id, security_group_id };
        const migration = {
          ...{ migration_method: 'full_amount_migration', resume_mode: 'manual' },
          source_instance: { id: idOf('carts-redis') },
          target_instance: { id: idOf('staging-redis') },
        };
        const text = JSON.stringify({ name: 'planned', ...networks, migration });
        const argument = scene.desk.documents.put('/workspace/planned.dcsmigration.json', text);
        scene.desk.expect(typed(asks.sourcePassword, ''), typed(asks.targetPassword, ''));
        await checkBeforeStart(scene.desk, { argument, selected: undefined });
        const lines = report(scene)
          .split('\n')
          .filter((line) => line.includes('the machine is let out to it'));
        assert.match(lines[0] ?? '', source);
        assert.match(lines[1] ?? '', target);
      }));
  }
});

describe('one look', () => {
  it('has no more than six requests under way, and sixty altogether, whatever the cloud does', async () => {
    let [underWay, most, sent] = [0, 0, 0];
    const isOfLook = (url: string) =>
      /\/(?:whitelist|configs|ssl|peerings|routetables|security-group-rules)\b/.test(url);
    const transport: Transport = async (url, init) => {
      if (!isOfLook(url)) return globalThis.fetch(url, init);
      sent += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        // An error that may pass: everything is tried again.
        return await globalThis.fetch(url, init).then(() => Response.json({ error_msg: 'busy' }, { status: 503 }));
      } finally {
        underWay -= 1;
      }
    };
    await reviewing('carts-redis', 'staging-redis', () => undefined, { transport });
    assert.ok(most <= 6, `${most} at a time`);
    assert.ok(sent > 6 && sent <= 60, `${sent} altogether`);
  });
});
