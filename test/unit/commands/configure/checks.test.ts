import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Action } from '../../../../src/sandbox/routes/route.ts';
import { everythingShown, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, pickedBeginning, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between, passwords, start, wholeAnswers } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];
const address = /\d+\.\d+\.\d+\.\d+/.source;

function playing(answers: readonly Answer[], check: (scene: Scene) => void, options: SceneOptions = {}): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      scene.desk.expect(...answers);
      await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
      check(scene);
      for (const password of Object.values(passwords)) assert.ok(!everythingShown(scene.desk).includes(password));
    },
    options,
  );
}

function findings({ desk }: Scene): readonly string[] {
  const rows = desk.asked.at(-1)?.choices ?? [];
  const end = rows.findIndex(({ label }) => label === 'Check Again');
  return rows.slice(1, end).map(({ label }) => label);
}

const addMachine = 'Add the Machine to the Whitelist';
const closedSource = 'The whitelist of orders-redis keeps the migration machine';
const timeout = 'repl-timeout of the source is 60 s; a long copy wants 300 s.';
const buffer = /^The output buffer of the source for replicas is 128 MB; its memory wants 819\.2 MB\.$/;

describe('the checks before a start', () => {
  it('keep it from starting while something stands in the way, each with what to do', () =>
    playing([...between('orders-redis', 'orders-redis-new'), left(asks.review)], (scene) => {
      const [source, target, wait, room, ...more] = findings(scene);
      assert.match(source ?? '', new RegExp(`^${closedSource} ${address} out\\.$`));
      assert.match(target ?? '', new RegExp(`^The whitelist of orders-redis-new keeps .* ${address} out\\.$`));
      assert.deepEqual([wait, more], [timeout, []]);
      assert.match(room ?? '', buffer);
      const rows = scene.desk.asked.at(-1)?.choices ?? [];
      assert.deepEqual(rows[0]?.unusable, '4 findings stand in the way');
      assert.equal(rows[1]?.detail, 'It can be added from here, beside what stands there.');
      assert.deepEqual(answered(scene), []);
    }));

  it('let the machine in at both ends by one button, and each warning be waived', () =>
    playing(
      [
        ...between('orders-redis', 'orders-redis-new'),
        pickedBeginning(asks.review, closedSource),
        picked(closedSource, addMachine),
        picked(asks.review, timeout),
        picked(timeout, 'Waive This Warning'),
        pickedBeginning(asks.review, 'The output buffer'),
        picked('The output buffer', 'Waive This Warning'),
        start,
      ],
      (scene) => {
        assert.deepEqual(answered(scene), ['configure true']);
        assert.ok(!scene.desk.requests.some((request) => request.endsWith('/async-configs')));
        const changed = scene.desk.logged.filter((line) => /Whitelist of orders-redis/.test(line));
        assert.match(changed[0] ?? '', /is added as dcsmigr; until now it has 192\.168\.8\.0\/28\.$/);
        assert.equal(changed.length, 2);
        assert.equal(scene.desk.requests.filter((request) => /whitelist-async$/.test(request)).length, 2);
      },
    ));

  it('write the whole whitelist where the region has no call to add to it, and keep what stands there', () =>
    playing(
      [
        ...between('orders-redis', 'orders-redis-new'),
        pickedBeginning(asks.review, closedSource),
        picked(closedSource, addMachine),
        left(asks.review),
      ],
      (scene) => {
        assert.equal(findings(scene).length, 2);
        assert.deepEqual(scene.desk.requests.filter((request) => /^PUT .*\/whitelist$/.test(request)).length, 2);
      },
      { transport: withoutAdding },
    ));

  it('set all parameters of the source by one button, and say in the log what they were', () =>
    playing(
      [
        ...between('orders-redis', 'carts-redis-new'),
        picked(asks.review, timeout),
        picked(timeout, 'Set It at the Source'),
        left(asks.review),
      ],
      (scene) => {
        assert.deepEqual(
          findings(scene).map((label) => label.slice(0, 20)),
          ['The whitelist of ord'],
        );
        const set = scene.desk.logged.filter((line) => / is set to /.test(line));
        assert.match(set[0] ?? '', /orders-redis: repl-timeout is set to 300; until now it is 60\.$/);
        assert.match(set[1] ?? '', /slave-hard-limit is set to \d+; until now it is 134217728\.$/);
        assert.equal(scene.desk.requests.filter((request) => request.endsWith('/async-configs')).length, 1);
      },
    ));

  it('say so where the parameters may not be changed, and go on', () =>
    playing(
      [
        ...between('orders-redis', 'carts-redis-new'),
        picked(asks.review, timeout),
        picked(timeout, 'Set It at the Source'),
        left(asks.review),
      ],
      (scene) => {
        assert.match(scene.desk.told[0]?.message ?? '', /The parameters of orders-redis were not changed\. /);
        assert.equal(findings(scene).length, 3);
      },
      { sandbox: { denied: new Set<Action>(['dcs:instance:modifyConfiguration']) } },
    ));

  it('change nothing unless it is picked', () =>
    playing(
      [
        ...between('orders-redis', 'orders-redis-new'),
        pickedBeginning(asks.review, closedSource),
        picked(closedSource, 'Change Nothing'),
        pickedBeginning(asks.review, closedSource),
        left(closedSource),
        left(asks.review),
      ],
      (scene) => {
        assert.equal(findings(scene).length, 4);
        assert.ok(!scene.desk.requests.some((request) => /^(?:PUT|POST) (?!.*\/webcli\/)/.test(request)));
        const first = scene.desk.asked.findLast(({ words }) => words.startsWith(closedSource))?.choices[0];
        assert.deepEqual([first?.label, first?.active], ['Change Nothing', true]);
      },
    ));

  it('lead to the end that a mistake is at, and look at the one that is picked then', () =>
    playing(
      [
        ...between('carts-redis', 'ledger-redis'),
        picked(asks.review, 'ledger-redis speaks SSL only, which a migration does not.'),
        picked('ledger-redis speaks SSL only', 'Change the Target'),
        picked(asks.target, 'carts-redis-new'),
        typed(asks.targetPassword, passwords.target),
        start,
      ],
      (scene) => assert.deepEqual(answered(scene), ['configure true']),
    ));

  const table: readonly [source: string, target: string, wanted: readonly (string | RegExp)[]][] = [
    ['growing-redis', 'carts-redis-new', ['growing-redis is not running: EXTENDING.', timeout]],
    ['reports-redis', 'orders-redis', [/^reports-redis is busy: BACKUPING\.$/, /whitelist of orders-redis /, timeout]],
    ['carts-redis', 'prod-redis', ['prod-redis is in another VPC than the migration machine (vpc-prod-cache).']],
    ['carts-redis', 'legacy-redis', ['The source has version 5.0, the target 3.0.']],
    ['carts-redis', 'tiny-redis', ['The source holds 520 MB, and the target has room for 127 MB.']],
  ];
  for (const [source, target, wanted] of table) {
    it(`find what is wrong between ${source} and ${target}`, () =>
      playing([...between(source, target), left(asks.review)], (scene) => {
        const found = findings(scene);
        for (const one of wanted) {
          assert.ok(
            found.some((label) => (typeof one === 'string' ? label === one : one.test(label))),
            `${one} in ${found.join('\n')}`,
          );
        }
      }));
  }

  it('find that an instance is given by its address, and that a password is missing', () =>
    playing(
      [
        picked(asks.method, 'Full Copy'),
        picked(asks.source, 'Enter an Address or an ID…'),
        typed('Address of the Redis', '192.168.0.43:6379'),
        typed(asks.sourcePassword, ''),
        picked(asks.target, 'carts-redis-new'),
        typed(asks.targetPassword, passwords.target),
        picked(asks.reconnect, 'Auto-Reconnect Off'),
        left(asks.review),
      ],
      (scene) =>
        assert.deepEqual(findings(scene), [
          '192.168.0.43:6379 is a DCS instance given by its address; replication opens only for one that is given by its ID.',
          '192.168.0.43:6379 demands a password, and none was entered.',
        ]),
    ));

  it('say what may not be read, with the permission, and never that it has passed', () => {
    const denied: readonly Action[] = ['dcs:whitelist:list', 'dcs:instance:getConfiguration', 'dcs:ssl:get'];
    return playing(
      [...wholeAnswers, picked(asks.review, 'Show All Checks'), left(asks.review)],
      ({ desk }) => {
        const { title, text } = desk.documents.previews.at(-1) ?? { title: '', text: '' };
        assert.equal(title, 'checks-orders.txt');
        assert.match(
          text,
          /^\? Source: lets the migration machine in: not checked: the permission dcs:whitelist:list is missing$/m,
        );
        assert.match(text, /^\? Target: SSL is off: not checked: the permission dcs:ssl:get is missing$/m);
        assert.match(text, /^✓ Source: running: passed \(/m);
        assert.equal(text.split('\n').filter((line) => /^[✓✗!i?–] /.test(line)).length, 35);
        const summary = desk.asked.at(-1)?.choices.find(({ label }) => label === 'Show All Checks');
        assert.match(summary?.description ?? '', /^\d\d of 35 passed, \d not checked, 1 to know for later$/);
      },
      { sandbox: { denied: new Set(denied) } },
    );
  });

  it('need few requests, and are read once for the same ends', () =>
    playing(
      [...wholeAnswers, picked(asks.review, 'Auto-Reconnect'), picked(asks.reconnect, 'Auto-Reconnect Off')].concat(
        typed(asks.bandwidth, '20'),
        picked(asks.review, 'Check Again'),
        left(asks.review),
      ),
      ({ desk }) => {
        const reads = desk.requests.filter((request) => /\/(?:whitelist|configs|ssl)$|instances\/[^/]+$/.test(request));
        assert.equal(reads.length, 16);
      },
    ));

  it('look again before a start where the clock was set back', () => {
    let whitelists = 0;
    const transport: Transport = (url, init) => {
      if (init.method === 'GET' && url.endsWith('/whitelist')) whitelists += 1;
      return globalThis.fetch(url, init);
    };
    return playWithTasks(
      seeds,
      async ({ desk, clock }) => {
        let back = 0;
        const pick = desk.prompter.pick.bind(desk.prompter);
        Object.assign(desk.prompter, {
          pick: (...given: Parameters<typeof pick>) => {
            if (given[0].placeholder?.startsWith(asks.review)) back = 60 * 60_000;
            return pick(...given);
          },
        });
        desk.expect(...between('carts-redis', 'carts-redis-new'), start);
        const wired = { ...desk, now: () => new Date(clock.now().getTime() - back) };
        await configureAndStart(wired, await rowsOf(desk, 'orders'));
        assert.equal(whitelists, 4);
      },
      { transport },
    );
  });
});

const withoutAdding: Transport = async (url, init) =>
  url.endsWith('/whitelist-async')
    ? Response.json({ error_code: 'APIGW.0101', error_msg: 'The API does not exist' }, { status: 404 })
    : globalThis.fetch(url, init);
